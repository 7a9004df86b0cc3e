import { Injectable } from '@nestjs/common';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import { SessionChanges, type SessionChange } from '../../session-changes.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { AuthStateRepository } from './auth-state.repository.ts';
import { DevicesRepository } from './devices.repository.ts';
import { WebSessionsRepository, type SessionNote, type Wish } from './web-sessions.repository.ts';

/** How a session stands now: what the instance shows, and what is written down for the next holder. */
export interface SessionNews {
  to: SessionChange['to'];
  reason?: SessionChange['reason'];
  report?: SessionChange['report'];
  /** `as_before`: the link is as it was. */
  isLinked: boolean | 'as_before';
  note: SessionNote;
  /** The link has ended: its keys go. */
  wipesKeys?: boolean;
}

/** Writes what happens to a session: each time in one transaction, and only while the session is held. */
@Injectable()
export class SessionJournal {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly sessions: WebSessionsRepository,
    private readonly keys: AuthStateRepository,
    private readonly devices: DevicesRepository,
    private readonly changes: SessionChanges,
  ) {}

  /** Undefined when the instance is gone. */
  async wishFor({ tenantId, instanceId }: SessionHold): Promise<Wish | undefined> {
    return this.database.transaction((tx) => this.sessions.wishOf(tenantId, tx, instanceId));
  }

  /**
   * @param request the wish that the news is about
   * @returns false when something newer is wanted by now; nothing is written then
   * @throws LeaseLost
   */
  async write(hold: SessionHold, request: number, news: SessionNews): Promise<boolean> {
    const { tenantId, instanceId } = hold;
    const { to, reason, report, isLinked, note } = news;
    return this.database.transaction(async (tx) => {
      await hold.assertHeld(tx);
      if (!(await this.sessions.note(tenantId, tx, { instanceId, request }, note))) return false;
      if (news.wipesKeys === true) {
        await this.keys.wipe(tenantId, tx, instanceId);
        await this.devices.forgetAll(tenantId, tx, instanceId);
      }
      await this.changes.tell({
        tenantId,
        instanceId,
        to,
        reason,
        report,
        qrExpiresAt: note.qr?.expiresAt,
        isLinked: isLinked === 'as_before' ? undefined : isLinked,
        assertHeld: (tx) => hold.assertHeld(tx),
      });
      return true;
    });
  }
}
