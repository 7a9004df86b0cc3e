import { Inject, Injectable } from '@nestjs/common';
import { EventTailRepository } from '../events/index.ts';
import { WorkerDatabase, type Tx } from '../platform/database/database.ts';
import { CursorsRepository } from './cursors.repository.ts';
import { DESTINATION, type Destination } from './destination-policy.ts';

/** What waits for the message broker. */
export interface BrokerWork {
  id: string;
  /** Which broker, and what there, for people. */
  name: string;
  /** Numbers of events, with those that it is not to get. */
  waiting: number;
  /** When the oldest of them happened; undefined when nothing waits. */
  oldestAt: Date | undefined;
  /** Why the broker failed last; null when it did not since. */
  error: string | null;
}

/** How far the events are behind on their way to the broker that this process knows. */
@Injectable()
export class BrokerBacklog {
  constructor(
    @Inject(DESTINATION) private readonly destination: Destination | undefined,
    private readonly database: WorkerDatabase,
    private readonly tail: EventTailRepository,
    private readonly cursors: CursorsRepository,
  ) {}

  /** @returns undefined without a broker, and until its lane has begun */
  async read(): Promise<BrokerWork | undefined> {
    const db = this.database.statements;
    const cursor = this.destination === undefined ? undefined : await this.cursors.find(this.destination.id);
    if (this.destination === undefined || cursor === undefined) return undefined;
    const [oldest] = await this.tail.after(db, cursor.sequence, { limit: 1 });
    const end = oldest === undefined ? cursor.sequence : await this.tail.safeEnd(db, undefined);
    return {
      id: this.destination.id,
      name: this.destination.label,
      waiting: Math.max(0, end - cursor.sequence),
      oldestAt: oldest?.at,
      error: cursor.lastError,
    };
  }

  /** Does not wait any longer before the broker is tried again. */
  retryNow(tx: Tx, id: string): Promise<void> {
    return this.cursors.retryNow(tx, id);
  }
}
