import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { InstanceStatus } from '@recado/contracts';
import { systemActor } from '../audit/index.ts';
import { SessionChanges, type SessionChange, type SessionReason } from '../channels/index.ts';
import { RecordEvents } from '../events/index.ts';
import { Database } from '../platform/database/database.ts';
import { ChangeStatus, type NewStatus } from './change-status.ts';
import { qrCodeEvent } from './instance-events.ts';

const EVERY_STATUS: readonly InstanceStatus[] = ['disconnected', 'connecting', 'connected', 'failed'];

/** Keeps instances as their sessions stand. */
@Injectable()
export class FollowSessions implements OnModuleInit {
  constructor(
    private readonly changes: SessionChanges,
    private readonly database: Database,
    private readonly changeStatus: ChangeStatus,
    private readonly recordEvents: RecordEvents,
  ) {}

  onModuleInit(): void {
    this.changes.follow((change) => this.execute(change));
  }

  /** Joins the transaction of the process that holds the session. */
  async execute(change: SessionChange): Promise<void> {
    const { tenantId, instanceId } = change;
    await this.database.inTenant(tenantId, async (tx) => {
      await change.assertHeld(tx);
      const after = await this.changeStatus.execute(tenantId, tx, instanceId, statusOf(change));
      if (after !== undefined && change.qrExpiresAt !== undefined)
        await this.recordEvents.execute(tx, [qrCodeEvent(after, change.qrExpiresAt)]);
    });
  }
}

function statusOf({ to, reason, report, isLinked }: SessionChange): NewStatus {
  return {
    to,
    // A session that is closed on request may have ended for another reason long before.
    from: reason?.code === 'stopped' ? ['connecting', 'connected'] : EVERY_STATUS,
    by: systemActor,
    details: {
      report,
      isLinked,
      reason: reason && storedReason(reason),
      failure: to === 'failed' && reason ? { code: reason.code, reason: reason.text } : undefined,
    },
  };
}

const storedReason = ({ code, text, retryAt }: SessionReason) => ({
  code,
  text,
  ...(retryAt && { retryAt: retryAt.toISOString() }),
});
