import { Injectable } from '@nestjs/common';
import {
  defaultDistribution,
  type AgentId,
  type ContactId,
  type ConversationId,
  type DryRunDistribution as Request,
  type DryRunResult,
  type InstanceId,
  type TenantId,
} from '@recado/contracts';
import { Clock } from '../../platform/clock.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';
import type { AgentAtWork, Choice } from '../deciding/assignment-policy.ts';
import { queued } from '../deciding/distribute-conversations.ts';
import { reasonForNobody, reasonOf } from '../deciding/explanation-policy.ts';
import { decideQueue } from '../deciding/queue-policy.ts';
import { QueueRepository, type ConversationRow } from '../deciding/queue.repository.ts';
import { RosterQueries } from '../deciding/roster.queries.ts';
import { presentCandidates } from '../handling/present-decision.ts';
import { DistributionQueries } from '../handling/distribution.queries.ts';
import { DistributionSettingsRepository } from './distribution-settings.repository.ts';

/** Says who would get a conversation that arrives, and why; holds nothing and writes nothing. */
@Injectable()
export class DryRunDistribution {
  constructor(
    private readonly database: Database,
    private readonly settings: DistributionSettingsRepository,
    private readonly roster: RosterQueries,
    private readonly queue: QueueRepository,
    private readonly queries: DistributionQueries,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError not_found (the instance, the contact) */
  async execute(caller: Caller, instanceId: InstanceId, request: Request): Promise<DryRunResult> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const isKnown =
        mayUseInstance(caller, instanceId) && (await this.settings.hasInstance(tenantId, tx, instanceId));
      if (!isKnown) throw notFound('Instance');
      const settings = (await this.settings.find(tenantId, tx, instanceId)) ?? defaultDistribution;
      const now = this.clock.now();
      const at = request.at === undefined ? now : new Date(request.at);
      const agents = await this.roster.of(tenantId, tx, instanceId, { now, at });
      const lastAgentId = await this.#lastAgentOf(tenantId, tx, instanceId, request.contactId);
      const isOn = settings.isEnabled || request.chain !== undefined;
      if (!isOn || !agents.some(({ isActive }) => isActive)) return notDistributed(settings.isEnabled);
      const waiting = await this.queue.waiting({ tenantId, instanceId }, tx);
      const choice = this.#choose(
        { chain: request.chain ?? settings.chain, agents, waiting, now },
        request,
        lastAgentId,
      );
      return resultOf(choice, waiting.length);
    });
  }

  #choose(
    desk: { chain: Request['chain'] & object; agents: AgentAtWork[]; waiting: ConversationRow[]; now: Date },
    { skills }: Request,
    lastAgentId: AgentId | null,
  ): Choice {
    const { chain, agents, waiting, now } = desk;
    const id = this.clock.newId<ConversationId>();
    const asked = {
      id,
      requiredSkills: skills,
      lastAgentId,
      agentId: null,
      excludedAgentIds: [],
      isForPeople: false,
      mayStay: false,
      since: now,
    };
    const before = waiting.map((row) => queued({ row, cause: 'freed' }, now));
    const choice = decideQueue(chain, agents, [...before, asked], now).choices.get(id);
    if (choice === undefined) throw new Error('Nothing was decided for the conversation that was asked for');
    return choice;
  }

  async #lastAgentOf(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    contactId: ContactId | undefined,
  ): Promise<AgentId | null> {
    if (contactId === undefined) return null;
    const found = await this.queries.lastAgentOfContact(tenantId, tx, { instanceId, contactId });
    if (found === undefined) throw notFound('The contact');
    return found.lastAgentId;
  }
}

const notDistributed = (isEnabled: boolean): DryRunResult => ({
  outcome: 'not_distributed',
  agent: null,
  rule: null,
  reason: isEnabled ? 'There is no active agent' : 'Distribution is switched off',
  candidates: [],
  waitingBefore: 0,
});

function resultOf({ agent, rule, candidates }: Choice, waitingBefore: number): DryRunResult {
  const chosen = agent && { id: agent.id, name: agent.name };
  return {
    outcome: chosen === undefined ? 'waiting' : 'assigned',
    agent: chosen ?? null,
    rule: rule ?? null,
    reason:
      chosen === undefined ? reasonForNobody(candidates) : reasonOf('chosen', chosen.name, rule ?? null),
    candidates: presentCandidates(candidates, rule ?? null),
    waitingBefore,
  };
}
