import { Injectable } from '@nestjs/common';
import type { ConversationId, DistributionDecision, Page, PageQuery } from '@recado/contracts';
import { Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';
import { DistributionQueries } from './distribution.queries.ts';

/** Answers why a conversation is with its agent. */
@Injectable()
export class ExplainDistribution {
  constructor(
    private readonly database: Database,
    private readonly queries: DistributionQueries,
  ) {}

  /** @throws AppError not_found, invalid_cursor */
  async execute(caller: Caller, id: ConversationId, query: PageQuery): Promise<Page<DistributionDecision>> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const instanceId = await this.queries.instanceOf(tenantId, tx, id);
      if (instanceId === undefined || !mayUseInstance(caller, instanceId)) throw notFound('The conversation');
      return this.queries.decisions(tenantId, tx, id, query);
    });
  }
}
