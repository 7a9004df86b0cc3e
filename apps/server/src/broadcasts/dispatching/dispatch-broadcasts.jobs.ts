import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BroadcastId } from '@recado/contracts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import type { BroadcastRow } from '../present-broadcast.ts';
import { CallOffMessages } from './call-off-messages.ts';
import { DispatchRepository, LANE, type BroadcastHold } from './dispatch.repository.ts';
import { EndBroadcast } from './end-broadcast.ts';
import { HandOverRecipients } from './hand-over-recipients.ts';
import { StartBroadcast } from './start-broadcast.ts';

/** The lane of each broadcast: starts it, hands its recipients over at its rate, and calls off what was stopped. */
@Injectable()
export class DispatchBroadcasts implements LaneKind, OnModuleInit {
  readonly name = LANE;

  constructor(
    private readonly lanes: Lanes,
    private readonly database: WorkerDatabase,
    private readonly repository: DispatchRepository,
    private readonly startBroadcast: StartBroadcast,
    private readonly handOverRecipients: HandOverRecipients,
    private readonly callOffMessages: CallOffMessages,
    private readonly endBroadcast: EndBroadcast,
  ) {}

  onModuleInit(): void {
    this.lanes.register(this);
  }

  findDue(limit: number): Promise<string[]> {
    return this.database.transaction((tx) => this.repository.findDue(tx, limit));
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    const id = BroadcastId.parse(turn.id);
    const hold: BroadcastHold = { id, fence: turn.fence };
    const broadcast = await this.repository.find(this.database.statements, id);
    if (broadcast === undefined) return { state: 'idle' };
    if (broadcast.instance_id === null) return this.#failWithoutInstance(hold, broadcast);
    switch (broadcast.state) {
      case 'scheduled':
        return this.startBroadcast.execute(hold);
      case 'running':
        return this.handOverRecipients.execute(turn, hold);
      case 'stopped':
        return this.callOffMessages.execute(turn, hold);
      default:
        return { state: 'idle' };
    }
  }

  async #failWithoutInstance(hold: BroadcastHold, { state }: BroadcastRow): Promise<LaneOutcome> {
    await this.database.transaction(async (tx) => {
      if (state === 'scheduled' || state === 'running' || state === 'paused') {
        const broadcast = await this.repository.lock(tx, hold, state);
        if (broadcast === undefined) return;
        await this.endBroadcast.execute(tx, broadcast, 'failed', {
          code: 'instance_deleted',
          detail: 'The instance was removed',
        });
      } else await this.repository.update(tx, hold.id, { run_at: null });
    });
    return { state: 'idle' };
  }
}
