import { Injectable } from '@nestjs/common';
import { MicroBatch } from '../../../platform/database/micro-batch.ts';
import { LeaseLost, type SessionHold } from '../sessions/held-session.ts';
import {
  SentMessagesRepository,
  type SentMessage,
  type SentOverSession,
} from './sent-messages.repository.ts';

const MOST_MESSAGES = 200;

/** Writes messages down before their first byte goes out; those that leave at nearly the same time share a statement. */
@Injectable()
export class WriteDown {
  readonly #batch: MicroBatch<SentOverSession, undefined>;

  constructor(sentMessages: SentMessagesRepository) {
    this.#batch = new MicroBatch({
      maxItems: MOST_MESSAGES,
      maxWaitMs: 0,
      run: async (sent) => {
        const held = await sentMessages.save(sent);
        return sent.map(({ instanceId }) => (held.has(instanceId) ? undefined : new LeaseLost(instanceId)));
      },
      // Nobody's message fails for what is wrong with another.
      triesAloneAfter: () => true,
    });
  }

  /** Resolves once it is committed. @throws LeaseLost */
  async execute({ tenantId, instanceId, fence }: SessionHold, sent: SentMessage): Promise<void> {
    await this.#batch.add({ tenantId, instanceId, fence, ...sent });
  }
}
