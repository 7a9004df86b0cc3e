import { Injectable } from '@nestjs/common';
import type { Agent, AgentPresence, PresenceOfUser } from '@recado/contracts';
import { REPEAT_AFTER_SECONDS } from '../distribution/index.ts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { PresenceRepository } from './presence.repository.ts';
import { SetPresence } from './set-presence.ts';

/** Says whether a user is at work, as all the agents that the user is. */
@Injectable()
export class SetOwnPresence {
  constructor(
    private readonly database: Database,
    private readonly repository: PresenceRepository,
    private readonly setPresence: SetPresence,
  ) {}

  /** @throws AppError forbidden (an API key is nobody) */
  async execute(caller: Caller, presence: AgentPresence): Promise<PresenceOfUser> {
    const { tenantId, userId } = caller;
    if (userId === undefined)
      throw new AppError(
        'forbidden',
        'Only users have a presence; use PUT /agents/:id/presence for an agent',
      );
    const ids = await this.database.inTenant(tenantId, (tx) =>
      this.repository.agentsOf(tenantId, tx, userId),
    );
    const agents: Agent[] = [];
    // One transaction for each: they hold the distribution of different instances.
    for (const id of ids) agents.push(await this.setPresence.execute(caller, id, presence));
    return { presence, repeatAfterSeconds: REPEAT_AFTER_SECONDS, agents };
  }
}
