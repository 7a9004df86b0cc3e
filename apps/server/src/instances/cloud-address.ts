import { Injectable } from '@nestjs/common';
import { Egress } from '../platform/security/egress.ts';

/** Guards the address of the Graph API that a tenant sets. */
@Injectable()
export class CloudAddress {
  constructor(private readonly egress: Egress) {}

  /** @throws AppError address_not_allowed */
  async assertAllowed(cloud: { apiBaseUrl?: string | undefined } | undefined): Promise<void> {
    if (cloud?.apiBaseUrl !== undefined) await this.egress.assertAllowed(cloud.apiBaseUrl);
  }
}
