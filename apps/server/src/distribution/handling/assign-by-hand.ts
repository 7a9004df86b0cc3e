import { Injectable } from '@nestjs/common';
import type { AgentId, DistributionCause } from '@recado/contracts';
import { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import type { DecisionRow } from '../deciding/decisions.repository.ts';
import type { ConversationRow } from '../deciding/queue.repository.ts';
import { RecordDecisions } from '../deciding/record-decisions.ts';
import { RosterQueries } from '../deciding/roster.queries.ts';
import {
  DistributionSettingsRepository,
  type HeldInstance,
} from '../settings/distribution-settings.repository.ts';

export interface ByHand {
  held: HeldInstance;
  row: ConversationRow;
  agentId: AgentId;
  cause: Extract<DistributionCause, 'manual' | 'transfer'>;
}

const LOOK_AFTER_MS = 60_000;

/** Gives a held conversation to the agent somebody chose: capacity, presence, hours and skills are not asked. */
@Injectable()
export class AssignByHand {
  constructor(
    private readonly roster: RosterQueries,
    private readonly recordDecisions: RecordDecisions,
    private readonly settings: DistributionSettingsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns undefined when the agent has it already
   * @throws AppError not_found (the agent, at this instance), conflict (it is not active)
   */
  async execute(
    caller: Caller,
    tx: Tx,
    { held, row, agentId, cause }: ByHand,
  ): Promise<DecisionRow | undefined> {
    const agents = await this.roster.of(held.tenantId, tx, held.instanceId, held);
    const agent = agents.find(({ id }) => id === agentId);
    if (agent === undefined) throw notFound('The agent, among those of this instance,');
    if (!agent.isActive) throw new AppError('conflict', 'The agent is not active');
    if (row.agentId === agentId) return undefined;
    const decision: DecisionRow = {
      id: this.clock.newId(),
      conversationId: row.id,
      status: agent.type === 'human' ? 'open' : 'pending',
      agentId,
      rule: 'manual',
      cause,
      candidates: [{ agentId, name: agent.name, outcome: 'chosen' }],
      messageId: null,
      userId: caller.userId ?? null,
      waitingSince: held.now,
    };
    await this.recordDecisions.execute(held, tx, [{ row, decision }], new Map([[agentId, held.now]]));
    await this.settings.lookBy(held, tx, new Date(held.now.getTime() + LOOK_AFTER_MS));
    return decision;
  }
}
