import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TenantId, WebhookId } from '@recado/contracts';
import { z } from 'zod';
import { SecretBox, type SecretPlace } from '../../platform/security/secret-box.ts';
import { SECRET_BYTES, standardSecret, toStandardSecret } from '../delivering/signing-policy.ts';

const Headers = z.record(z.string(), z.string());

const place = (tenantId: TenantId, id: WebhookId, column: 'secret' | 'sealed_headers'): SecretPlace => ({
  tenantId,
  table: 'webhooks',
  column,
  rowId: id,
});

/** Makes, seals and opens the keys and custom headers of endpoints. A sealed key of 64 bytes takes 172 of the column's 255 characters. */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly box: SecretBox) {}

  /** The secret in standard form; a new one when none is given. */
  standard(given: string | undefined): string {
    return given === undefined ? standardSecret(randomBytes(SECRET_BYTES)) : toStandardSecret(given);
  }

  seal(tenantId: TenantId, id: WebhookId, secret: string): string {
    return this.box.seal(secret, place(tenantId, id, 'secret')).toString('base64');
  }

  open(tenantId: TenantId, id: WebhookId, sealed: string): string {
    return this.box.open(Buffer.from(sealed, 'base64'), place(tenantId, id, 'secret')).toString();
  }

  /** @returns what `WebhookFields` keeps of custom headers; their names in lower case */
  sealHeaders(
    tenantId: TenantId,
    id: WebhookId,
    headers: Record<string, string>,
  ): { sealed: string | null; names: string[] } {
    const lowerCase = Object.entries(headers).map(([name, value]): [string, string] => [
      name.toLowerCase(),
      value,
    ]);
    if (lowerCase.length === 0) return { sealed: null, names: [] };
    const text = JSON.stringify(Object.fromEntries(lowerCase));
    return {
      sealed: this.box.seal(text, place(tenantId, id, 'sealed_headers')).toString('base64'),
      names: lowerCase.map(([name]) => name),
    };
  }

  openHeaders(tenantId: TenantId, id: WebhookId, sealed: string | null): Record<string, string> {
    if (sealed === null) return {};
    const opened = this.box.open(Buffer.from(sealed, 'base64'), place(tenantId, id, 'sealed_headers'));
    return Headers.parse(JSON.parse(opened.toString()));
  }
}
