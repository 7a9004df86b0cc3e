import { Injectable } from '@nestjs/common';
import type { NewChatMessageCapInfo, WASocket } from 'baileys';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../../platform/clock.ts';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { AccountLimits as Limits } from './account-limits-policy.ts';
import { AccountLimitsRepository } from './account-limits.repository.ts';

const FRESH_MS = 60 * 60_000;

type Stored = Record<string, unknown>;

/** Keeps what WhatsApp says of an account's own limits: the lock on new chats, and how many may be started. */
@Injectable()
export class AccountLimits {
  readonly #asking = new WeakMap<WASocket, Promise<void>>();

  constructor(
    private readonly database: WorkerDatabase,
    private readonly repository: AccountLimitsRepository,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  async of({ tenantId, instanceId }: SessionHold): Promise<Limits> {
    return Limits.catch({}).parse(await this.repository.find(tenantId, instanceId));
  }

  /** Asks in the background when what is known is older than an hour. */
  refreshIfStale(hold: SessionHold, socket: WASocket, known: Limits): void {
    const ageMs = this.clock.now().getTime() - (known.fetchedAt?.getTime() ?? 0);
    if (ageMs >= FRESH_MS) void this.refresh(hold, socket);
  }

  /** Asks WhatsApp, for when a session opens or a message was refused. Never throws: what cannot be learnt stays as it was. */
  refresh(hold: SessionHold, socket: WASocket): Promise<void> {
    const running = this.#asking.get(socket);
    if (running !== undefined) return running;
    const asking = this.#ask(hold, socket)
      .catch((error: unknown) => {
        this.logger.warn(
          { err: error, instanceId: hold.instanceId },
          'the limits of an account could not be learnt',
        );
      })
      .finally(() => this.#asking.delete(socket));
    this.#asking.set(socket, asking);
    return asking;
  }

  /** WhatsApp told of the cap by itself. @throws LeaseLost */
  async capTold(hold: SessionHold, cap: NewChatMessageCapInfo): Promise<void> {
    await this.#save(hold, { newChatCap: storedCap(cap) });
  }

  async #ask(hold: SessionHold, socket: WASocket): Promise<void> {
    const [lock, cap] = await Promise.allSettled([
      socket.fetchAccountReachoutTimelock(),
      socket.fetchNewChatMessageCap(),
    ]);
    await this.#save(hold, {
      fetchedAt: this.clock.now().toISOString(),
      ...(lock.status === 'fulfilled' && {
        reachoutTimeLock: {
          isActive: lock.value.isActive,
          until: lock.value.timeEnforcementEnds?.toISOString() ?? null,
        },
      }),
      ...(cap.status === 'fulfilled' && { newChatCap: storedCap(cap.value) }),
    });
  }

  async #save(hold: SessionHold, limits: Stored): Promise<void> {
    await this.database.transaction(async (tx) => {
      await hold.assertHeld(tx);
      await this.repository.save(hold.tenantId, tx, hold.instanceId, limits);
    });
  }
}

function storedCap(cap: NewChatMessageCapInfo): Stored {
  const seconds = Number(cap.cycle_end_timestamp ?? 0);
  return {
    total: cap.total_quota ?? null,
    used: cap.used_quota ?? null,
    isCapped: String(cap.capping_status) === 'CAPPED',
    cycleEndsAt: seconds > 0 ? new Date(seconds * 1_000).toISOString() : null,
  };
}
