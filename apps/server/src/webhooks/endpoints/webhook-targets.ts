import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.ts';
import type { WebhookTarget } from '../delivering/post-webhook.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import type { WebhookRow } from './webhooks.repository.ts';

/** Reads from an endpoint's row how to call it. */
@Injectable()
export class WebhookTargets {
  constructor(
    private readonly secrets: WebhookSecrets,
    private readonly clock: Clock,
  ) {}

  of(row: WebhookRow): WebhookTarget {
    const open = (sealed: string): string => this.secrets.open(row.tenant_id, row.id, sealed);
    const signsTwice = row.previous_secret_until !== null && row.previous_secret_until > this.clock.now();
    const previous = signsTwice && row.previous_secret !== null ? [open(row.previous_secret)] : [];
    return {
      url: row.url,
      secrets: [open(row.secret ?? ''), ...previous],
      headers: this.secrets.openHeaders(row.tenant_id, row.id, row.sealed_headers),
      hasHubSignature: row.has_hub_signature,
      connectTimeoutMs: row.connect_timeout_ms,
      timeoutMs: row.timeout_ms,
    };
  }
}
