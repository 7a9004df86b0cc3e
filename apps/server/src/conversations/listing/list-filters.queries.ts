import { Injectable } from '@nestjs/common';
import type { AgentId, ConversationsQuery, TenantId } from '@recado/contracts';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { contactSearch } from '../contact-search-policy.ts';

type Condition = RawBuilder<SqlBool>;

/** What few conversations have is looked up by its index; what more have is met soon on the way through the list. */
const MOST_LOOKED_UP = 2_000;

/** The conditions of the inbox's filters on a conversation `c`. */
@Injectable()
export class ListFilters {
  async matching(
    tenantId: TenantId,
    tx: Tx,
    {
      agentId,
      unassigned,
      label,
      text,
    }: Pick<ConversationsQuery, 'agentId' | 'unassigned' | 'label' | 'text'>,
  ): Promise<Condition> {
    const conditions = [
      // Whoever is being erased is found no more; contacts_to_erase has them all, and they are few.
      sql<SqlBool>`c.contact_id not in (
        select e.id from contacts e where e.tenant_id = ${tenantId} and e.erased_at is not null
      )`,
      ...(agentId === undefined ? [] : [hasAgent([agentId].flat())]),
      ...(unassigned === undefined
        ? []
        : [unassigned ? sql<SqlBool>`c.agent_id is null` : sql<SqlBool>`c.agent_id is not null`]),
      ...(label === undefined ? [] : [await this.#hasLabel(tx, label)]),
      ...(text === undefined ? [] : [await this.#contactHas(tx, text)]),
    ];
    return sql.join(conditions, sql` and `);
  }

  async #hasLabel(tx: Tx, label: string): Promise<Condition> {
    const { rows } = await sql<{ id: string }>`
      select conversations_of_label(${label}, ${MOST_LOOKED_UP + 1}) as id`.execute(tx);
    return rows.length > MOST_LOOKED_UP
      ? sql<SqlBool>`c.labels @> array[${label}]`
      : sql<SqlBool>`c.id = any(${idsOf(rows)}::uuid[])`;
  }

  async #contactHas(tx: Tx, text: string): Promise<Condition> {
    const { words, digits } = contactSearch(text);
    const query = sql`to_tsquery('simple', fold_text(${words}))`;
    const { rows } = await sql<{ id: string }>`
      select contacts_of_text(${query}, ${digits}, ${MOST_LOOKED_UP + 1}) as id`.execute(tx);
    if (rows.length <= MOST_LOOKED_UP) return sql<SqlBool>`c.contact_id = any(${idsOf(rows)}::uuid[])`;
    return sql<SqlBool>`exists (
      select from contacts t
      where t.id = c.contact_id and (
        contact_words(t.name, t.email) @@ ${query}
        or exists (
          select from contact_identities n
          where n.contact_id = t.id and n.kind = 'phone'
            and (starts_with(n.value, '+' || ${digits}) or right(n.value, length(${digits})) = ${digits})
        )
      )
    )`;
  }
}

/** One agent by equality, which keeps the order of its index. */
const hasAgent = ([first, ...others]: AgentId[]): Condition =>
  others.length === 0
    ? sql<SqlBool>`c.agent_id = ${first}`
    : sql<SqlBool>`c.agent_id = any(${[first, ...others]}::uuid[])`;

const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);
