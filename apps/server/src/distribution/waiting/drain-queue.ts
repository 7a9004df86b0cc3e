import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.ts';
import { DistributeConversations, type Subject } from '../deciding/distribute-conversations.ts';
import {
  BATCH,
  QueueRepository,
  type ConversationRow,
  type TimePlace,
} from '../deciding/queue.repository.ts';
import { RosterQueries } from '../deciding/roster.queries.ts';
import type { HeldInstance } from '../settings/distribution-settings.repository.ts';

/** Gives those that wait to whoever is free, the longest waiting first. */
@Injectable()
export class DrainQueue {
  constructor(
    private readonly queue: QueueRepository,
    private readonly roster: RosterQueries,
    private readonly distribute: DistributeConversations,
  ) {}

  /** One batch. @returns where to go on, undefined when nobody waits there or nobody is free */
  async execute(held: HeldInstance, tx: Tx, after?: TimePlace): Promise<TimePlace | undefined> {
    const waiting = await this.queue.waiting(held, tx, after);
    if (waiting.length === 0) return undefined;
    const ids = waiting.map(({ id }) => id);
    const rows = (await this.queue.hold(held.tenantId, tx, ids)).filter(({ status }) => status === 'waiting');
    const { isAnyoneFree } = await this.distribute.execute(held, tx, rows.map(subjectOf), {
      isHeadOfQueue: true,
    });
    return isAnyoneFree && waiting.length === BATCH ? waiting.at(-1) : undefined;
  }

  /**
   * Where there is nobody to distribute to, nobody waits: conversations are open for anyone to take.
   * @returns whether there may be more
   */
  async open(held: HeldInstance, tx: Tx): Promise<boolean> {
    if (await this.#isDistributed(held, tx)) return false;
    const ids = (await this.queue.waiting(held, tx)).map(({ id }) => id);
    const rows = await this.queue.hold(held.tenantId, tx, ids);
    await this.queue.open(
      held.tenantId,
      tx,
      rows.map(({ id }) => id),
    );
    return ids.length === BATCH;
  }

  /**
   * Customers who wrote within a day, before there was anybody to distribute to, get people: an automatic agent that came later
   * must not answer them all at once.
   * @returns whether there may be more
   */
  async adopt(held: HeldInstance, tx: Tx): Promise<boolean> {
    const hasPeople = held.settings.isEnabled && held.settings.chain.some(({ agents }) => agents === 'human');
    if (!hasPeople || !(await this.#hasActivePerson(held, tx))) return false;
    const ids = await this.queue.unassigned(held, tx);
    const rows = (await this.queue.hold(held.tenantId, tx, ids)).filter(
      ({ status, agentId }) => status === 'open' && agentId === null,
    );
    await this.queue.keepForPeople(
      held.tenantId,
      tx,
      rows.map(({ id }) => id),
    );
    await this.distribute.execute(
      held,
      tx,
      rows.map((row) => ({ row: { ...row, isForPeople: true }, cause: 'enabled' as const })),
    );
    return ids.length === BATCH;
  }

  async #isDistributed(held: HeldInstance, tx: Tx): Promise<boolean> {
    if (!held.settings.isEnabled) return false;
    return (await this.#agents(held, tx)).some(({ isActive }) => isActive);
  }

  async #hasActivePerson(held: HeldInstance, tx: Tx): Promise<boolean> {
    return (await this.#agents(held, tx)).some(({ isActive, type }) => isActive && type === 'human');
  }

  #agents(held: HeldInstance, tx: Tx) {
    return this.roster.of(held.tenantId, tx, held.instanceId, held);
  }
}

const subjectOf = (row: ConversationRow): Subject => ({
  row,
  // Nothing was noted of one that was opened again by hand.
  cause: row.waitsFor === null ? 'reopened' : 'freed',
});
