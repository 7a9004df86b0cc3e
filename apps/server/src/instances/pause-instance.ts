import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { systemActor } from '../audit/index.ts';
import type { Tx } from '../platform/database/database.ts';
import { ChangeStatus } from './change-status.ts';

/** Stops an instance that WhatsApp will not serve until a person acts; what waits is held until it is connected again. */
@Injectable()
export class PauseInstance {
  constructor(private readonly changeStatus: ChangeStatus) {}

  /** Does nothing when it is disconnected or has failed already. */
  async execute(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    failure: { code: string; reason: string },
  ): Promise<void> {
    const { code, reason } = failure;
    await this.changeStatus.execute(tenantId, tx, instanceId, {
      to: 'failed',
      from: ['connected', 'connecting'],
      by: systemActor,
      details: { failure: { code, reason } },
    });
  }
}
