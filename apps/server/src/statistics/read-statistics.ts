import { Injectable } from '@nestjs/common';
import type {
  StatisticsByAgent,
  StatisticsByDay,
  StatisticsByInstance,
  StatisticsOverview,
  StatisticsQuery,
} from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import type { Caller } from '../platform/http/caller.ts';
import { daysOf, periodOf, type Period } from './period-policy.ts';
import { presentByAgent, presentByDay, presentByInstance, presentOverview } from './present-statistics.ts';
import { StatisticsScopes } from './statistics-scopes.ts';
import { StatisticsQueries, type Scope } from './statistics.queries.ts';

/** Statistics of what a caller may see. All throw AppError invalid_request for a period that cannot be, and not_found. */
@Injectable()
export class ReadStatistics {
  constructor(
    private readonly queries: StatisticsQueries,
    private readonly scopes: StatisticsScopes,
    private readonly clock: Clock,
  ) {}

  async overview(caller: Caller, query: StatisticsQuery): Promise<StatisticsOverview> {
    const { scope, period } = await this.#asked(caller, query);
    return presentOverview(period, await this.queries.overview(scope, period));
  }

  async byDay(caller: Caller, query: StatisticsQuery): Promise<StatisticsByDay> {
    const { scope, period } = await this.#asked(caller, query);
    const days = daysOf(period);
    return presentByDay(period, days, await this.queries.byDay(scope, period, days));
  }

  async byAgent(caller: Caller, query: StatisticsQuery): Promise<StatisticsByAgent> {
    const { scope, period } = await this.#asked(caller, query);
    return presentByAgent(period, await this.queries.byAgent(scope, period));
  }

  async byInstance(caller: Caller, query: StatisticsQuery): Promise<StatisticsByInstance> {
    const { scope, period } = await this.#asked(caller, query);
    return presentByInstance(period, await this.queries.byInstance(scope, period));
  }

  async #asked(
    caller: Caller,
    { instanceId, ...query }: StatisticsQuery,
  ): Promise<{ scope: Scope; period: Period }> {
    const period = periodOf(query, this.clock.now());
    return { scope: await this.scopes.of(caller, instanceId), period };
  }
}
