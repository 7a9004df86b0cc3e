import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import type { Tx } from '../platform/database/database.ts';
import type { ConnectionReport } from './channel.ts';

/** Why a session stands as it does, for people and for programs. */
export interface SessionReason {
  code:
    | 'waiting_for_scan'
    | 'waiting_for_pairing_code'
    | 'qr_expired'
    | 'opening'
    | 'reconnecting'
    | 'logged_out'
    | 'replaced'
    | 'forbidden'
    | 'outdated_version'
    | 'multidevice_missing'
    | 'bad_session'
    | 'too_many_failures'
    | 'stopped';
  text: string;
  /** When the next try comes, for `reconnecting`. */
  retryAt?: Date | undefined;
}

/** What happened to a session, told by the process that holds it. */
export interface SessionChange {
  tenantId: TenantId;
  instanceId: InstanceId;
  to: 'connecting' | 'connected' | 'disconnected' | 'failed';
  reason: SessionReason | undefined;
  /** With `connected`. */
  report: ConnectionReport | undefined;
  /** A new QR code waits to be scanned until then. */
  qrExpiresAt: Date | undefined;
  /** A phone is linked: what is accepted meanwhile will be sent. Undefined: as before. */
  isLinked: boolean | undefined;
  /** Ends the transaction when the session is no longer held by who tells this. */
  assertHeld(tx: Tx): Promise<void>;
}

/** Carries changes of sessions from the adapter to whoever keeps the instances. */
@Injectable()
export class SessionChanges {
  #follower: ((change: SessionChange) => Promise<void>) | undefined;

  /** One follower: the feature that owns the instances. */
  follow(follower: (change: SessionChange) => Promise<void>): void {
    this.#follower = follower;
  }

  /** Resolves once it is stored. @throws what the database threw, or LeaseLost */
  async tell(change: SessionChange): Promise<void> {
    await this.#follower?.(change);
  }
}
