import { Injectable } from '@nestjs/common';
import { MicroBatch } from '../../../platform/database/micro-batch.ts';
import { LeaseLost, type SessionHold } from '../sessions/held-session.ts';
import { AuthStateRepository, type KeysOfSession, type StoredKey } from './auth-state.repository.ts';

const MOST_ROWS = 500;

/** Writes keys under the leases of their sessions; those of sessions that write at nearly the same time share a statement. */
@Injectable()
export class KeyWriter {
  readonly #batch: MicroBatch<KeysOfSession, undefined>;

  constructor(repository: AuthStateRepository) {
    this.#batch = new MicroBatch({
      maxItems: MOST_ROWS,
      // The library waits for each write.
      maxWaitMs: 0,
      weigh: ({ keys }) => keys.length,
      run: async (sessions) => {
        const held = await repository.write(sessions);
        return sessions.map(({ instanceId }) =>
          held.has(instanceId) ? undefined : new LeaseLost(instanceId),
        );
      },
      // Nobody's keys wait for what is wrong with another's.
      triesAloneAfter: () => true,
    });
  }

  /** Resolves once all of it is committed. One at a time for each session. @throws LeaseLost */
  async write({ tenantId, instanceId, fence }: SessionHold, keys: readonly StoredKey[]): Promise<void> {
    await this.#batch.add({ tenantId, instanceId, fence, keys });
  }
}
