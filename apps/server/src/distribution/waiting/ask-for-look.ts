import { Injectable } from '@nestjs/common';
import { afterCommit, type Tx } from '../../platform/database/database.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import {
  DistributionSettingsRepository,
  LANE,
  type HeldInstance,
} from '../settings/distribution-settings.repository.ts';

/** Has the lane of a held instance see who is free and who waits, as soon as this is committed; a lost wake-up costs a second. */
@Injectable()
export class AskForLook {
  constructor(
    private readonly settings: DistributionSettingsRepository,
    private readonly lanes: Lanes,
  ) {}

  async execute(held: HeldInstance, tx: Tx): Promise<void> {
    await this.settings.lookBy(held, tx, held.now);
    afterCommit(() => {
      this.lanes.wake(LANE, held.instanceId);
    });
  }
}
