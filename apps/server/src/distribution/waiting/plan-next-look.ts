import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.ts';
import { DecisionsRepository } from '../deciding/decisions.repository.ts';
import { LOOK_WHILE_WAITING_MS } from '../deciding/distribute-conversations.ts';
import { GIVES_BACK_AFTER_SECONDS } from '../deciding/presence-policy.ts';
import { QueueRepository } from '../deciding/queue.repository.ts';
import type { HeldInstance } from '../settings/distribution-settings.repository.ts';
import { nextLookAt } from './next-look-policy.ts';

/** Finds out when an instance's lane has to look again. */
@Injectable()
export class PlanNextLook {
  constructor(
    private readonly queue: QueueRepository,
    private readonly decisions: DecisionsRepository,
  ) {}

  /** @returns undefined when only what somebody does can change anything */
  async execute(held: HeldInstance, tx: Tx): Promise<Date | undefined> {
    const { now, settings } = held;
    const seconds = settings.reassignAfterMinutes === null ? undefined : settings.reassignAfterMinutes * 60;
    const isWaiting = (await this.queue.waiting(held, tx)).length > 0;
    const lapsesAt = await this.decisions.nextLapse(held, tx, GIVES_BACK_AFTER_SECONDS);
    const lateAt = seconds === undefined ? undefined : await this.queue.nextUnanswered(held, tx, seconds);
    const isLate =
      seconds !== undefined &&
      (await this.queue.unanswered(held, tx, { before: new Date(now.getTime() - seconds * 1_000) })).length >
        0;
    return nextLookAt(now, {
      isWaiting,
      isLate,
      times: [lapsesAt, lateAt],
      whileWaitingMs: LOOK_WHILE_WAITING_MS,
    });
  }
}
