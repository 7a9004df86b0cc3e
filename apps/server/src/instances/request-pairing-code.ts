import { Injectable } from '@nestjs/common';
import type { InstanceId, PairingCode, RequestPairingCode as PairingRequest } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { ConnectInstance } from './connect-instance.ts';
import { InstanceSessions } from './instance-sessions.ts';
import { InstancesQueries } from './instances.queries.ts';
import { instancePhoneNumber } from './phone-number-policy.ts';

/** A code to type on the phone, instead of a QR code to scan. */
@Injectable()
export class RequestPairingCode {
  constructor(
    private readonly queries: InstancesQueries,
    private readonly connectInstance: ConnectInstance,
    private readonly instanceSessions: InstanceSessions,
    private readonly database: Database,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** Connects the instance first when it is not connecting. @throws AppError not_found, qr_not_used, conflict, session_not_open */
  async execute(caller: Caller, id: InstanceId, { phoneNumber }: PairingRequest): Promise<PairingCode> {
    const record = await this.queries.record(caller, id);
    const number = instancePhoneNumber(phoneNumber ?? record.phoneNumber);
    const { sessions, connection } = await this.instanceSessions.of(record);
    if (record.status === 'connected')
      throw new AppError('conflict', 'A phone is linked already; disconnect with `logout: true` first');
    if (record.status !== 'connecting') await this.connectInstance.execute(caller.tenantId, caller, id);
    const { code, expiresAt } = await sessions.requestPairingCode(connection, number);
    // The code itself is a secret.
    await this.database.inTenant(caller.tenantId, (tx) =>
      this.recordAudit.execute(caller.tenantId, tx, caller, {
        action: 'instance.pairing_requested',
        resourceType: 'instance',
        resourceId: id,
        after: { phoneNumber: number },
      }),
    );
    return { code, expiresAt: expiresAt.toISOString() };
  }
}
