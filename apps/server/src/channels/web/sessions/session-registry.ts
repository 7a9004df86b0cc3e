import { Injectable } from '@nestjs/common';
import type { InstanceId } from '@recado/contracts';
import type { HeldSession } from './held-session.ts';

/** The sessions that this process holds; none in an api process. */
@Injectable()
export class SessionRegistry {
  readonly #sessions = new Map<InstanceId, HeldSession>();

  of(instanceId: InstanceId): HeldSession | undefined {
    return this.#sessions.get(instanceId);
  }

  get all(): HeldSession[] {
    return [...this.#sessions.values()];
  }

  /** For the host alone. */
  add(session: HeldSession): void {
    this.#sessions.set(session.hold.instanceId, session);
  }

  /** For the host alone. Does nothing when the instance has another session by now. */
  remove(session: HeldSession): void {
    const { instanceId } = session.hold;
    if (this.#sessions.get(instanceId) === session) this.#sessions.delete(instanceId);
  }
}
