import { Injectable } from '@nestjs/common';
import type { AgentId, DistributionCause, MessageId, UserId } from '@recado/contracts';
import { Clock } from '../../platform/clock.ts';
import { afterCommit, type Tx } from '../../platform/database/database.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import {
  DistributionSettingsRepository,
  LANE,
  type HeldInstance,
} from '../settings/distribution-settings.repository.ts';
import type { AgentAtWork, Choice } from './assignment-policy.ts';
import type { DecisionRow } from './decisions.repository.ts';
import { outcomeOf } from './outcome-policy.ts';
import { decideQueue, isAnyoneFree, type DecidedQueue, type QueuedConversation } from './queue-policy.ts';
import { BATCH, QueueRepository, type ConversationRow } from './queue.repository.ts';
import { RecordDecisions, type Decided } from './record-decisions.ts';
import { RosterQueries } from './roster.queries.ts';

/** A conversation that wants an agent; it is held. */
export interface Subject {
  row: ConversationRow;
  cause: DistributionCause;
  messageId?: MessageId;
  userId?: UserId | undefined;
  /** Who must not get it now. */
  excludedAgentIds?: AgentId[];
  /** Whoever has it keeps it when nobody else is free. */
  mayStay?: boolean;
}

export interface DistributeOptions {
  /** The subjects come before all others that wait; otherwise those are looked for, and come first. */
  isHeadOfQueue?: boolean;
}

export interface Distributed {
  decided: Decided[];
  /** Whether anybody could take more. */
  isAnyoneFree: boolean;
}

/** How long until the lane looks again after something was decided; then it knows what comes next. */
const LOOK_AFTER_MS = 60_000;
/** While somebody waits, whatever frees an agent is noticed after so long at the latest. */
export const LOOK_WHILE_WAITING_MS = 15_000;

const NOBODY: Choice = { agent: undefined, rule: undefined, candidates: [] };

/** Finds agents for conversations of an instance that is held: one decision for all, in memory, then few statements. */
@Injectable()
export class DistributeConversations {
  constructor(
    private readonly settings: DistributionSettingsRepository,
    private readonly roster: RosterQueries,
    private readonly queue: QueueRepository,
    private readonly recordDecisions: RecordDecisions,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  async execute(
    held: HeldInstance,
    tx: Tx,
    subjects: Subject[],
    options: DistributeOptions = {},
  ): Promise<Distributed> {
    const agents = await this.roster.of(held.tenantId, tx, held.instanceId, held);
    const isDistributed = held.settings.isEnabled && agents.some(({ isActive }) => isActive);
    const isIncluded = ({ row }: Subject): boolean =>
      isDistributed && (!row.isGroup || held.settings.includeGroups);
    const {
      choices,
      lastAssignedAt,
      isAnyoneFree: hasFree,
    } = await this.#choose(held, tx, {
      agents,
      subjects: subjects.filter(isIncluded),
      isHeadOfQueue: options.isHeadOfQueue === true,
    });
    const decided = subjects.flatMap((subject): Decided[] => {
      const decision = this.#decisionOf(
        held,
        subject,
        isIncluded(subject) ? choices.get(subject.row.id) : undefined,
      );
      return decision === undefined ? [] : [{ row: subject.row, decision }];
    });
    const chosen = new Set(decided.map(({ decision }) => decision.agentId));
    const turns = new Map([...lastAssignedAt].filter(([id]) => chosen.has(id)));
    await this.recordDecisions.execute(held, tx, decided, turns);
    await this.#lookAgain(held, tx, decided);
    return { decided, isAnyoneFree: hasFree };
  }

  /** Those that wait already are read, not held: what they will get is kept for them, and the lane gives it to them. */
  async #choose(
    held: HeldInstance,
    tx: Tx,
    {
      agents,
      subjects,
      isHeadOfQueue,
    }: { agents: AgentAtWork[]; subjects: Subject[]; isHeadOfQueue: boolean },
  ): Promise<DecidedQueue> {
    const { chain } = held.settings;
    const asked = subjects.map((subject) => queued(subject, held.now));
    if (isHeadOfQueue || asked.length === 0 || !isAnyoneFree(agents))
      return decideQueue(chain, agents, asked, held.now);
    const ids = new Set(asked.map(({ id }) => id));
    const waiting = await this.queue.waiting(held, tx);
    const before = waiting
      .filter(({ id }) => !ids.has(id))
      .map((row) => queued({ row, cause: 'freed' }, held.now));
    // Of a queue that is longer than what was read, nobody may be passed over.
    const last = waiting.length === BATCH ? before.at(-1)?.since : undefined;
    const heard = asked.filter(({ since }) => last === undefined || since <= last);
    const decided = decideQueue(chain, agents, [...before, ...heard], held.now);
    for (const { id } of asked) if (!decided.choices.has(id)) decided.choices.set(id, NOBODY);
    if (last !== undefined || before.some(({ id }) => decided.choices.get(id)?.agent !== undefined))
      afterCommit(() => {
        this.lanes.wake(LANE, held.instanceId);
      });
    return decided;
  }

  /** @returns undefined when nothing changes */
  #decisionOf(held: HeldInstance, subject: Subject, choice: Choice | undefined): DecisionRow | undefined {
    const { row, cause, messageId = null, userId = null, mayStay = false } = subject;
    const outcome = outcomeOf(row, choice, mayStay);
    return (
      outcome && {
        ...outcome,
        id: this.clock.newId(),
        conversationId: row.id,
        cause,
        messageId,
        userId,
        waitingSince: sinceOf(row, held.now),
      }
    );
  }

  async #lookAgain(held: HeldInstance, tx: Tx, decided: Decided[]): Promise<void> {
    if (decided.length === 0) return;
    const isWaiting = decided.some(({ decision }) => decision.status === 'waiting');
    const afterMs = isWaiting ? LOOK_WHILE_WAITING_MS : LOOK_AFTER_MS;
    await this.settings.lookBy(held, tx, new Date(held.now.getTime() + afterMs));
  }
}

/** Who has no answer yet waits since it was opened. */
const sinceOf = (row: ConversationRow, now: Date): Date =>
  row.waitingSince ?? (row.firstResponseAt === null ? row.openedAt : null) ?? now;

/** A subject as the policy sees it. */
export function queued(
  { row, excludedAgentIds = [], mayStay = false }: Subject,
  now: Date,
): QueuedConversation {
  const { id, requiredSkills, lastAgentId, agentId, isForPeople } = row;
  // Who passed it on does not get it back from the queue.
  const passedOn = row.waitsFor === 'transfer' && lastAgentId !== null ? [lastAgentId] : [];
  return {
    id,
    requiredSkills,
    lastAgentId,
    agentId,
    isForPeople,
    mayStay,
    excludedAgentIds: [...excludedAgentIds, ...passedOn],
    since: sinceOf(row, now),
  };
}
