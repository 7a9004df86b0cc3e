import { Injectable } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import type { Tx } from '../../platform/database/database.ts';
import { isResponse, type Departure } from './departure-policy.ts';
import { DeparturesRepository } from './departures.repository.ts';

/** Notes in conversations what we wrote: the newest message, the first response, and that what is answered was read. */
@Injectable()
export class RecordDepartures {
  constructor(private readonly repository: DeparturesRepository) {}

  /** Holds conversations, so it is best the last thing a transaction does. */
  async execute(tenantId: TenantId, tx: Tx, departures: Departure[]): Promise<void> {
    if (departures.length === 0) return;
    await this.repository.record(
      tenantId,
      tx,
      departures.map((departure) => ({
        conversationId: departure.conversationId,
        at: departure.at,
        isResponse: isResponse(departure),
      })),
    );
  }
}
