import { Injectable } from '@nestjs/common';
import {
  Skill,
  type AgentId,
  type ConversationId,
  type ConversationStatus,
  type TenantId,
} from '@recado/contracts';
import type { Tx } from '../../platform/database/database.ts';
import { DistributeConversations } from '../deciding/distribute-conversations.ts';
import { QueueRepository } from '../deciding/queue.repository.ts';
import { AskForLook } from '../waiting/ask-for-look.ts';
import { HoldDistribution } from '../settings/hold-distribution.ts';
import { DistributionQueries } from './distribution.queries.ts';

/** An automatic agent gives a conversation to people. Until it is opened anew, no automatic agent gets it from a rule. */
@Injectable()
export class ReleaseConversation {
  constructor(
    private readonly queries: DistributionQueries,
    private readonly queue: QueueRepository,
    private readonly holdDistribution: HoldDistribution,
    private readonly distribute: DistributeConversations,
    private readonly askForLook: AskForLook,
  ) {}

  /**
   * Holds the instance's distribution, then the conversation: the transaction must hold no conversation yet, unless it holds the
   * distribution too (as one in which messages arrive does).
   * @param options.skills what the person must be able to do; absent keeps what was asked for before
   * @returns how the conversation is now; undefined when there is none or it is closed
   */
  async execute(
    tenantId: TenantId,
    tx: Tx,
    id: ConversationId,
    options: { cause: 'handoff'; skills?: readonly string[] | undefined },
  ): Promise<{ status: ConversationStatus; agentId: AgentId | null } | undefined> {
    const instanceId = await this.queries.instanceOf(tenantId, tx, id);
    if (instanceId === undefined) return undefined;
    const held = await this.holdDistribution.execute(tenantId, tx, instanceId);
    const [row] = await this.queue.hold(tenantId, tx, [id]);
    // A person has it already.
    if (row === undefined || (row.status === 'open' && row.agentId !== null)) return row;
    await this.queue.keepForPeople(tenantId, tx, [id]);
    const requiredSkills = options.skills?.map((skill) => Skill.parse(skill)) ?? row.requiredSkills;
    if (options.skills !== undefined) await this.queue.requireSkills(tenantId, tx, id, requiredSkills);
    const subject = { row: { ...row, requiredSkills, isForPeople: true }, cause: options.cause };
    const { decided } = await this.distribute.execute(held, tx, [subject]);
    await this.askForLook.execute(held, tx);
    return decided[0]?.decision ?? { status: row.status, agentId: row.agentId };
  }
}
