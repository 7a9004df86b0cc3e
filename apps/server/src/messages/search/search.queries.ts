import { Injectable } from '@nestjs/common';
import type { InstanceId, MessageSearchQuery, TenantId } from '@recado/contracts';
import { sql, type SqlBool } from 'kysely';
import { Database } from '../../platform/database/database.ts';
import { decodeCursor } from '../../platform/http/cursor.ts';
import { columnsOfM, type MessageWithContactRow } from '../present-message.ts';
import type { SearchTerm } from './search-terms-policy.ts';

/** A message that was found, with its text and the places of the words in it that were looked for. */
export interface FoundRow extends MessageWithContactRow {
  text: string;
  places: number[];
}

type Filters = Omit<MessageSearchQuery, 'text'>;

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const columns = sql.raw(columnsOfM.join(', '));

/** Where in the message the words are that were found, counted from 1. */
const places = sql`array(
  select distinct place
  from unnest(s.search) word, unnest(asked.stems) stem, unnest(word.positions) place
  where word.lexeme = stem or (right(stem, 2) = ':*' and starts_with(word.lexeme, left(stem, -2)))
  order by place
)`;

/** Full-text search in messages, newest first, `limit + 1` rows; see search_messages in migration 0009. */
@Injectable()
export class SearchQueries {
  constructor(private readonly database: Database) {}

  /**
   * @param alternatives of each of which all terms must hold
   * @param scope instances that may be seen; undefined is all of the tenant
   */
  async find(
    tenantId: TenantId,
    alternatives: SearchTerm[][],
    filters: Filters,
    scope: ReadonlySet<InstanceId> | undefined,
  ): Promise<FoundRow[]> {
    const instances = instancesOf(filters, scope);
    const before = beforeOf(filters);
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<FoundRow>`
        with query as materialized (select search_query(${JSON.stringify(alternatives)}::jsonb) as wanted),
        asked as materialized (select wanted, search_stems(wanted) as stems from query)
        select ${columns}, k.id as contact_id, k.name as contact_name, message_text(m.content) as text, ${places} as places
        from asked
        cross join lateral search_messages(
          asked.wanted, ${instances ?? null}::uuid[], ${conversationsOf(tenantId, filters)},
          ${filters.direction ?? null}, ${filters.type ?? null}, ${filters.from ?? '-infinity'}::timestamptz,
          ${before.at}::timestamptz, ${before.id}::uuid, ${filters.limit + 1}
        ) found
        join message_search s on s.message_id = found.message_id
        join messages m on m.id = found.message_id
        join conversations c on c.id = m.conversation_id
        join contacts k on k.id = c.contact_id
        where m.tenant_id = ${tenantId} and ${inConversations(filters)}
        order by m.created_at desc, m.id desc`.execute(tx);
      return rows;
    });
  }
}

/** Which conversations, when not all of the tenant. Uses conversations_by_contact. */
function conversationsOf(tenantId: TenantId, { conversationId, contactId }: Filters) {
  if (conversationId === undefined && contactId === undefined) return sql`null::uuid[]`;
  const where = [sql<SqlBool>`tenant_id = ${tenantId}`];
  if (conversationId !== undefined) where.push(sql`id = ${conversationId}`);
  if (contactId !== undefined) where.push(sql`contact_id = ${contactId}`);
  return sql`array(select id from conversations where ${sql.join(where, sql` and `)})`;
}

/** The index knows conversations by the ends of their ids. */
const inConversations = ({ conversationId, contactId }: Filters) => sql<SqlBool>`
  (${conversationId ?? null}::uuid is null or c.id = ${conversationId ?? null}::uuid)
  and (${contactId ?? null}::uuid is null or c.contact_id = ${contactId ?? null}::uuid)`;

function beforeOf({ cursor, to }: Filters): { at: string; id: string } {
  if (cursor === undefined) return { at: to ?? 'infinity', id: to === undefined ? LAST_ID : FIRST_ID };
  const { sortValue, id } = decodeCursor(cursor);
  return { at: sortValue, id };
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

function instancesOf(
  { instanceId }: Filters,
  scope: ReadonlySet<InstanceId> | undefined,
): InstanceId[] | undefined {
  if (instanceId === undefined) return scope === undefined ? undefined : [...scope];
  return scope === undefined || scope.has(instanceId) ? [instanceId] : [];
}
