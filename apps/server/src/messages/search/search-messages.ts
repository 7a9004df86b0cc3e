import { Injectable } from '@nestjs/common';
import type { FoundMessage, MessageSearchQuery, Page } from '@recado/contracts';
import type { Caller } from '../../platform/http/caller.ts';
import { toPage } from '../../platform/http/cursor.ts';
import { presentMessageWithContact } from '../present-message.ts';
import { searchTerms } from './search-terms-policy.ts';
import { SearchQueries, type FoundRow } from './search.queries.ts';
import { snippetOf } from './snippet-policy.ts';

const presentFound = (row: FoundRow): FoundMessage => ({
  ...presentMessageWithContact(row),
  snippet: snippetOf(row.text, row.places),
});

/** Finds messages by their words, newest first. */
@Injectable()
export class SearchMessages {
  constructor(private readonly queries: SearchQueries) {}

  /** @throws AppError invalid_cursor */
  async execute(caller: Caller, query: MessageSearchQuery): Promise<Page<FoundMessage>> {
    const rows = await this.queries.find(caller.tenantId, searchTerms(query.text), query, caller.instanceIds);
    return toPage(rows, query.limit, presentFound, (row) => ({
      sortValue: row.created_at.toISOString(),
      id: row.id,
    }));
  }
}
