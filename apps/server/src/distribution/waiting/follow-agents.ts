import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.ts';
import type { HeldInstance } from '../settings/distribution-settings.repository.ts';
import { AskForLook } from './ask-for-look.ts';
import { ReturnConversations } from './return-conversations.ts';

/** To be called after agents of a held instance came, left or changed. */
@Injectable()
export class FollowAgents {
  constructor(
    private readonly returnConversations: ReturnConversations,
    private readonly askForLook: AskForLook,
  ) {}

  /**
   * Takes back the conversations of those who may not have them any more, and has the lane see who is free.
   * @param options.all all of them in this transaction, for an agent who is about to be deleted; otherwise the lane does what is
   * more than one batch
   */
  async execute(held: HeldInstance, tx: Tx, options: { all?: boolean } = {}): Promise<void> {
    while ((await this.returnConversations.execute(held, tx)) && options.all === true);
    await this.askForLook.execute(held, tx);
  }
}
