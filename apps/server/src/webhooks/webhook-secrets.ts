import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TenantId, WebhookId } from '@recado/contracts';
import { SecretBox, type SecretPlace } from '../platform/security/secret-box.ts';
import { SECRET_BYTES, standardSecret, toStandardSecret } from './signing-policy.ts';

const place = (tenantId: TenantId, id: WebhookId): SecretPlace => ({
  tenantId,
  table: 'webhooks',
  column: 'secret',
  rowId: id,
});

/** Makes, seals and opens the keys of endpoints. A sealed key of 64 bytes takes 172 of the column's 255 characters. */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly box: SecretBox) {}

  /** The secret in standard form; a new one when none is given. */
  standard(given: string | undefined): string {
    return given === undefined ? standardSecret(randomBytes(SECRET_BYTES)) : toStandardSecret(given);
  }

  seal(tenantId: TenantId, id: WebhookId, secret: string): string {
    return this.box.seal(secret, place(tenantId, id)).toString('base64');
  }

  open(tenantId: TenantId, id: WebhookId, sealed: string): string {
    return this.box.open(Buffer.from(sealed, 'base64'), place(tenantId, id)).toString();
  }
}
