import type { InstanceId, TenantId } from '@recado/contracts';
import type { WASocket } from 'baileys';
import type { Tx } from '../../../platform/database/database.ts';

/** The lease of a session was lost: another process holds it now, or will soon. */
export class LeaseLost extends Error {
  constructor(instanceId: InstanceId) {
    super(`The session of instance ${instanceId} is held by another process`);
    this.name = 'LeaseLost';
  }
}

/** What the host gives to a session: whose it is, and proof that this process holds it. */
export interface SessionHold {
  readonly tenantId: TenantId;
  readonly instanceId: InstanceId;
  /** Grows with each holder. */
  readonly fence: number;
  /** Aborted once the lease cannot be relied on. */
  readonly signal: AbortSignal;
  /** To be asked right before each outside effect; by the monotonic clock alone. */
  mayAct(): boolean;
  /** Locks the lease against a new holder until the transaction, one of WorkerDatabase, ends. @throws LeaseLost */
  assertHeld(tx: Tx): Promise<void>;
}

/** How a session ends here. `handover`: another process goes on with it. `offline`: the link stays. `logout`: the link ends. */
export type SessionEnd = 'handover' | 'offline' | 'logout';

/** One session in this process: a socket that is opened again whenever it may be, until it is closed. */
export interface HeldSession {
  readonly hold: SessionHold;
  /** The library's socket, while WhatsApp has let us in. */
  readonly socket: WASocket | undefined;
  start(): void;
  /** A newer wish of the tenant: ends the wait before the next try, or begins pairing anew. */
  wake(): void;
  /**
   * Stores all that came in, then closes the socket. `logout` may come without `start`: nobody held the session when it was
   * asked for, and it opens what it needs to tell WhatsApp. When it throws, or takes over 5 s (`logout`: 15 s),
   * `abandon` follows.
   */
  close(end: SessionEnd): Promise<void>;
  /** The lease is lost: cuts the socket at once and writes nothing more. */
  abandon(): void;
  /** Runs what another process asked for; see session-commands.repository.ts. */
  run(command: { name: string; arguments: unknown }): Promise<unknown>;
}

/** Makes the session for a hold that was just acquired. */
export type OpenSession = (hold: SessionHold) => HeldSession;
