import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { afterCommit, Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { Relay } from '../../platform/live/relay.ts';
import type { AccountLimits, ChannelSessions, Connection, SessionOwner, SessionPlace } from '../channel.ts';
import { WebGroups } from './groups.ts';
import { AccountLimits as StoredLimits, reachoutLockEnd } from './outbound/account-limits-policy.ts';
import { ChatSigns } from './outbound/chat-signs.ts';
import { PAIRING_CODE, PairingCodeAnswer } from './session/pairing.ts';
import { WebSessionsRepository, type Code, type Wanted } from './session/web-sessions.repository.ts';
import { AskSession } from './sessions/ask-session.ts';
import { SessionPlaces } from './sessions/session-places.ts';
import { SESSIONS_WANTED } from './sessions/session-topics.ts';

const LOOK_MS = 250;
/** How long a logout may take before it is left to the worker that does it. */
const LONGEST_LOGOUT_MS = 12_000;
/** How long closing a session may take before it is left to the worker that does it. */
const LONGEST_LEAVING_MS = 5_000;
/** How long a process may take to begin a session that was just asked for. */
const LONGEST_BEGINNING_MS = 10_000;

/** The sessions of the web channel, as any process sees them. */
@Injectable()
export class WebSessions implements ChannelSessions {
  constructor(
    private readonly database: Database,
    private readonly repository: WebSessionsRepository,
    private readonly places: SessionPlaces,
    private readonly ask: AskSession,
    private readonly relay: Relay,
    readonly groups: WebGroups,
    private readonly signs: ChatSigns,
  ) {}

  /** Notes what the tenant wants; the worker that has the session, or takes it, does it. */
  async want({ tenantId, instanceId }: Connection, wanted: Wanted): Promise<void> {
    await this.database.inTenant(tenantId, async (tx) => {
      await this.repository.want(tenantId, tx, instanceId, wanted);
      afterCommit(() => {
        this.relay.publish(SESSIONS_WANTED);
      });
    });
  }

  /**
   * Has the session closed, and waits for it: who connects again at once gets another connection, through the proxy of now.
   * A holder that takes longer closes it as soon as it can.
   */
  async leave(connection: Connection): Promise<void> {
    await this.want(connection, 'offline');
    await comesTrue(LONGEST_LEAVING_MS, async () => !(await this.places.isHeld(connection.instanceId)));
  }

  placeOf(instanceId: InstanceId): Promise<SessionPlace> {
    return this.places.placeOf(instanceId);
  }

  async qrCode({ tenantId, instanceId }: Connection): Promise<Code | undefined> {
    return this.database.inTenant(tenantId, (tx) => this.repository.codeOf(tenantId, tx, instanceId, 'qr'));
  }

  async requestPairingCode(
    connection: Connection,
    phoneNumber: string,
  ): Promise<{ code: string; expiresAt: Date }> {
    const answer = await this.#onceHeld(() => this.ask.execute(connection, PAIRING_CODE, { phoneNumber }));
    const { code, expiresAt } = PairingCodeAnswer.parse(answer);
    return { code, expiresAt: new Date(expiresAt) };
  }

  async logOut(connection: Connection): Promise<void> {
    const { tenantId, instanceId } = connection;
    await this.want(connection, 'logged_out');
    const isDone = await comesTrue(LONGEST_LOGOUT_MS, async () => {
      const wish = await this.database.inTenant(tenantId, (tx) =>
        this.repository.wishOf(tenantId, tx, instanceId),
      );
      return wish?.wanted !== 'logged_out';
    });
    if (!isDone)
      throw new AppError(
        'session_unreachable',
        'No worker has ended the link yet; it is done as soon as one can',
      );
  }

  ownersOf(tenantId: TenantId, instanceIds: InstanceId[]): Promise<ReadonlyMap<InstanceId, SessionOwner>> {
    return this.places.ownersOf(tenantId, instanceIds);
  }

  async limitsOf({ tenantId, instanceId }: Connection): Promise<AccountLimits | undefined> {
    const stored = await this.database.inTenant(tenantId, (tx) =>
      this.repository.limitsOf(tenantId, tx, instanceId),
    );
    const limits = StoredLimits.catch({}).parse(stored);
    return limits.fetchedAt && presentLimits(limits, limits.fetchedAt);
  }

  findNumber(connection: Connection, phoneNumber: string): Promise<{ whatsappId: string } | undefined> {
    return this.signs.find(connection, phoneNumber);
  }

  /** A session that was wanted a moment ago may not be held yet. */
  async #onceHeld<T>(work: () => Promise<T>): Promise<T> {
    const deadlineMs = performance.now() + LONGEST_BEGINNING_MS;
    for (;;)
      try {
        return await work();
      } catch (error) {
        const isNotHeld = error instanceof AppError && error.code === 'session_not_open';
        if (!isNotHeld || performance.now() >= deadlineMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
  }
}

/** Whether it came to be so in that time. */
async function comesTrue(longestMs: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const deadlineMs = performance.now() + longestMs;
  while (!(await isSo())) {
    if (performance.now() >= deadlineMs) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return true;
}

function presentLimits(limits: StoredLimits, checkedAt: Date): AccountLimits {
  const { newChatCap: cap } = limits;
  return {
    checkedAt,
    newChatsLockedUntil: reachoutLockEnd(limits, new Date()) ?? null,
    newChats: cap ? { total: cap.total, used: cap.used, cycleEndsAt: cap.cycleEndsAt } : null,
  };
}
