import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InstanceId } from '@recado/contracts';
import { PinoLogger } from 'nestjs-pino';
import { FindConversation } from '../conversations/index.ts';
import { AcceptMessage } from '../messages/index.ts';
import { Clock } from '../platform/clock.ts';
import { WorkerDatabase } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import { automaticCaller } from '../platform/http/caller.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../platform/queue/lane.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { retryDelayMs } from './confirmation-policy.ts';
import { ConfirmationsRepository, LANE, type Confirmation } from './confirmations.repository.ts';

const AT_ONCE = 50;

/**
 * The lane of each instance that answers who opted out or in. The row says that an answer is due; its id is the idempotency key
 * under which the message is accepted, so that a crash between the two neither loses nor doubles it.
 */
@Injectable()
export class SendConfirmationsLane implements LaneKind, OnModuleInit {
  readonly name = LANE;

  constructor(
    private readonly lanes: Lanes,
    private readonly database: WorkerDatabase,
    private readonly repository: ConfirmationsRepository,
    private readonly findConversation: FindConversation,
    private readonly acceptMessage: AcceptMessage,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  onModuleInit(): void {
    this.lanes.register(this);
  }

  findDue(limit: number): Promise<string[]> {
    return this.database.transaction((tx) => this.repository.findDue(tx, limit));
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    const instanceId = InstanceId.parse(turn.id);
    for (;;) {
      const { due, nextAt } = await this.database.transaction((tx) =>
        this.repository.due(tx, instanceId, AT_ONCE),
      );
      if (due.length === 0) return { state: 'idle', nextDueAt: nextAt };
      for (const confirmation of due) {
        if (turn.shouldYield() || !turn.mayAct()) return { state: 'more' };
        await this.#send(confirmation);
      }
    }
  }

  async #send(confirmation: Confirmation): Promise<void> {
    const { tenantId, id } = confirmation;
    const delayMs = await this.#accept(confirmation).catch((error: unknown) => {
      const code = error instanceof AppError ? error.code : undefined;
      const again = retryDelayMs(code, confirmation, this.clock.now());
      this.logger.warn(
        { err: error, instanceId: confirmation.instanceId, again },
        'a confirmation was not accepted',
      );
      return again;
    });
    await this.database.transaction((tx) =>
      delayMs === undefined
        ? this.repository.delete(tenantId, tx, id)
        : this.repository.postpone(tenantId, tx, id, delayMs),
    );
  }

  /** @throws AppError when it is refused. Gives nothing when it is done, or when its contact has no name to write to. */
  async #accept({ tenantId, id, instanceId, conversationId, text }: Confirmation): Promise<undefined> {
    const recipient = (await this.findConversation.byId(tenantId, conversationId))?.recipient ?? undefined;
    if (recipient === undefined) return;
    await this.acceptMessage.execute(
      automaticCaller(tenantId, tenantId),
      { instanceId, recipient, message: { type: 'text', content: text }, priority: 'normal' },
      {
        idempotency: { key: `consent:${id}`, fingerprint: createHash('sha256').update(text).digest() },
        isDespiteOptOut: true,
      },
    );
  }
}
