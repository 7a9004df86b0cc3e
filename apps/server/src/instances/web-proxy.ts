import { Injectable } from '@nestjs/common';
import { Egress } from '../platform/security/egress.ts';

/** A proxy that may be used. */
export interface CheckedProxy {
  /** With the password: a secret. */
  url: string;
  /** What may be shown: host and port. */
  host: string;
}

/** Guards the proxy that a tenant sets for a number. */
@Injectable()
export class WebProxy {
  constructor(private readonly egress: Egress) {}

  /** Undefined (leave it) and null (take it away) pass through. @throws AppError address_not_allowed */
  async check(proxyUrl: string | null | undefined): Promise<CheckedProxy | null | undefined> {
    if (proxyUrl === null || proxyUrl === undefined) return proxyUrl;
    const { url } = await this.egress.assertProxyAllowed(proxyUrl);
    return { url: url.href, host: url.host };
  }
}
