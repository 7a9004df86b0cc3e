import { Injectable } from '@nestjs/common';
import {
  ConversationStatus,
  type Conversation,
  type ConversationId,
  type ConversationsQuery,
  type InstanceId,
  type Page,
  type TenantId,
} from '@recado/contracts';
import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { Database, type Tx } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { decodeCursor, toPage } from '../../platform/http/cursor.ts';
import { ListFilters } from './list-filters.queries.ts';
import { PresentConversation, type ConversationRow } from './present-conversation.ts';

type Listed = ConversationRow & { microseconds: string };
type Filters = Omit<ConversationsQuery, 'limit'>;

// Milliseconds do not tell times apart that PostgreSQL counts in microseconds.
const Microseconds = z.string().regex(/^\d{1,16}$/);

/** How a list is ordered: by which time, and which way; `among` says what its index holds. */
const orders = {
  newest: {
    time: sql.raw('c.last_message_at'),
    direction: sql.raw('desc'),
    beyond: sql.raw('<'),
    among: sql.raw('true'),
  },
  longest_waiting: {
    time: sql.raw('c.waiting_since'),
    direction: sql.raw('asc'),
    beyond: sql.raw('>'),
    among: sql.raw(`c.status = 'waiting'`),
  },
} as const;

/** What an item shows beside the conversation's own row. */
const details = sql`
  c.*, i.channel, k.name as contact_name, k.labels as contact_labels, k.is_blocked,
  a.name as agent_name, a.type as agent_type, m.id as message_id, m.content as message_content,
  m.direction as message_direction, m.status as message_status, m.created_at as message_at,
  (
    select coalesce(json_agg(json_build_object('kind', n.kind, 'value', n.value) order by n.created_at, n.value), '[]')
    from contact_identities n
    where n.contact_id = c.contact_id
  ) as identities`;

/** By messages_by_conversation. */
const joinedDetails = sql`
  join instances i on i.id = c.instance_id
  join contacts k on k.id = c.contact_id
  left join agents a on a.id = c.agent_id
  left join lateral (
    select id, content, direction, status, created_at
    from messages
    where conversation_id = c.id
    order by created_at desc, id desc
    limit 1
  ) m on true`;

/** Reads conversations as the inbox shows them, within what the caller may see. */
@Injectable()
export class ListedConversationsQueries {
  constructor(
    private readonly database: Database,
    private readonly filters: ListFilters,
    private readonly present: PresentConversation,
  ) {}

  /** @throws AppError invalid_cursor */
  async list(caller: Caller, query: ConversationsQuery): Promise<Page<Conversation>> {
    const rows = await this.database.inTenant(caller.tenantId, async (tx) => {
      const { rows } = await (await this.page(tx, caller, query)).execute(tx);
      return rows;
    });
    return toPage(rows, query.limit, this.present.item, ({ microseconds, id }) => ({
      sortValue: microseconds,
      id,
    }));
  }

  /** @throws AppError not_found */
  async get({ tenantId, instanceIds }: Caller, id: ConversationId): Promise<Conversation> {
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<ConversationRow>`
        select ${details}
        from conversations c
        ${joinedDetails}
        where c.tenant_id = ${tenantId} and c.id = ${id} and k.erased_at is null`.execute(tx);
      const [row] = rows;
      if (row === undefined || !(instanceIds?.has(row.instance_id) ?? true))
        throw notFound('The conversation');
      return this.present.item(row);
    });
  }

  /**
   * `limit + 1` rows. Each instance gives the first of each status by conversations_by_status (an agent by
   * conversations_by_agent, those that wait by conversations_waiting), and the merge takes the first of them; details are read
   * for these alone.
   */
  async page(tx: Tx, caller: Caller, query: ConversationsQuery): Promise<RawBuilder<Listed>> {
    const { time, direction, beyond, among } = orders[query.order];
    const matching = await this.filters.matching(caller.tenantId, tx, query);
    const place = query.cursor === undefined ? undefined : placeOf(query.cursor);
    const after =
      place === undefined ? sql`true` : sql`(${time}, c.id) ${beyond} (${place.time}, ${place.id}::uuid)`;
    const order = sql`order by ${time} ${direction}, c.id ${direction}`;
    const instances = await this.#instances(caller.tenantId, tx, query, caller.instanceIds);
    return sql<Listed>`
      with page as materialized (
        select c.*
        from unnest(${instances}::uuid[]) as i (id)
        cross join unnest(${statusesOf(query)}::text[]) as s (status)
        cross join lateral (
          select c.*
          from conversations c
          where c.tenant_id = ${caller.tenantId} and c.instance_id = i.id and c.status = s.status
            and ${among} and ${matching} and ${after}
          ${order}
          limit ${query.limit + 1}
        ) c
        ${order}
        limit ${query.limit + 1}
      )
      select ${details}, (extract(epoch from ${time}) * 1000000)::bigint::text as microseconds
      from page c
      ${joinedDetails}
      ${order}`;
  }

  async #instances(
    tenantId: TenantId,
    tx: Tx,
    { instanceId, agentId }: Filters,
    scope: ReadonlySet<InstanceId> | undefined,
  ): Promise<InstanceId[]> {
    const rows = await tx
      .selectFrom('instances')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .$if(instanceId !== undefined, (select) => select.where('id', '=', instanceId ?? null))
      .$if(agentId !== undefined, (select) =>
        select.where('id', 'in', (agents) =>
          agents
            .selectFrom('agents')
            .select('instance_id')
            .where('id', 'in', [agentId ?? []].flat()),
        ),
      )
      .execute();
    return rows.map(({ id }) => id).filter((id) => scope?.has(id) ?? true);
  }
}

/** What is asked for of the statuses that can be in this list: who waits has status waiting, what somebody has is not closed. */
function statusesOf({ status, order, agentId }: Filters): ConversationStatus[] {
  const asked = status === undefined ? ConversationStatus.options : [status].flat();
  const possible: readonly ConversationStatus[] =
    order === 'longest_waiting'
      ? ['waiting']
      : agentId === undefined
        ? ConversationStatus.options
        : ['open', 'pending', 'waiting'];
  return possible.filter((one) => asked.includes(one));
}

function placeOf(cursor: string) {
  const { sortValue, id } = decodeCursor(cursor);
  const { data } = Microseconds.safeParse(sortValue);
  if (data === undefined) throw new AppError('invalid_cursor');
  return { time: sql`timestamptz 'epoch' + ${data}::bigint * interval '1 microsecond'`, id };
}
