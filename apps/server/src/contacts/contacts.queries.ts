import { Injectable } from '@nestjs/common';
import {
  ConversationStatus,
  type Contact,
  type ContactDetails,
  type ContactFilters,
  type ContactId,
  type ContactsQuery,
  type ConversationId,
  type InstanceId,
  type Page,
  type TenantId,
} from '@recado/contracts';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { contactSearch, type ContactSearch } from '../conversations/index.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import type { Caller } from '../platform/http/caller.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';
import { phoneNumberOf } from './phone-number-policy.ts';
import { contactColumns, presentContact, type ContactRow } from './present-contact.ts';

type Scope = ReadonlySet<InstanceId> | undefined;
type Condition = RawBuilder<SqlBool>;

interface ConversationRow {
  id: ConversationId;
  instanceId: InstanceId;
  status: string;
  lastMessageAt: Date | null;
}

/** What few contacts have is looked up by its index and sorted; what more have is met soon on the way through the list. */
const MOST_LOOKED_UP = 5_000;

const columns = sql.raw(contactColumns.map((column) => `c.${column}`).join(', '));
const identities = sql`(
  select coalesce(json_agg(json_build_object('kind', i.kind, 'value', i.value) order by i.created_at, i.kind, i.value), '[]')
  from contact_identities i
  where i.contact_id = c.id
) as identities`;

/** Reads contacts. A key that is limited to instances knows those that have a conversation with one of them. */
@Injectable()
export class ContactsQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. @throws AppError invalid_cursor */
  async list({ tenantId, instanceIds }: Caller, query: ContactsQuery): Promise<Page<Contact>> {
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor).id;
    const rows = await this.database.inTenant(tenantId, async (tx) => {
      const conditions = await this.matching(tenantId, tx, query, instanceIds);
      return this.newestFirst(tenantId, tx, conditions, { after, limit: query.limit + 1 });
    });
    return toPage(rows, query.limit, presentContact, (row) => ({
      sortValue: row.created_at.toISOString(),
      id: row.id,
    }));
  }

  /** By contacts_by_tenant, or by the index of what is asked for. */
  async newestFirst(
    tenantId: TenantId,
    tx: Tx,
    conditions: Condition[],
    { after, limit }: { after: string | undefined; limit: number },
  ): Promise<ContactRow[]> {
    const all = after === undefined ? conditions : [...conditions, sql<SqlBool>`c.id < ${after}::uuid`];
    const { rows } = await sql<ContactRow>`
      select ${columns}, ${identities}
      from contacts c
      where c.tenant_id = ${tenantId} and c.erased_at is null and ${sql.join([sql`true`, ...all], sql` and `)}
      order by c.id desc
      limit ${limit}`.execute(tx);
    return rows;
  }

  /** The conditions of these filters; looks up what few contacts have. */
  async matching(tenantId: TenantId, tx: Tx, filters: ContactFilters, scope: Scope): Promise<Condition[]> {
    const { label, consent, isBlocked, phoneNumber, text } = filters;
    return [
      ...(consent === undefined ? [] : [sql<SqlBool>`c.consent = ${consent}`]),
      ...(isBlocked === undefined
        ? []
        : [isBlocked ? sql<SqlBool>`c.is_blocked` : sql<SqlBool>`not c.is_blocked`]),
      ...(phoneNumber === undefined ? [] : [hasNumber(tenantId, phoneNumber)]),
      ...(label === undefined ? [] : [await this.#hasLabel(tx, label)]),
      ...(text === undefined ? [] : [await this.#hasText(tx, contactSearch(text))]),
      ...(scope === undefined ? [] : [isInScope(scope)]),
    ];
  }

  async #hasLabel(tx: Tx, label: string): Promise<Condition> {
    const { rows } = await sql<{ id: string }>`
      select contacts_of_label(${label}, ${MOST_LOOKED_UP + 1}) as id`.execute(tx);
    return isOneOf(rows) ?? sql<SqlBool>`c.labels @> array[${label}]`;
  }

  async #hasText(tx: Tx, { words, digits }: ContactSearch): Promise<Condition> {
    const query = sql`to_tsquery('simple', fold_text(${words}))`;
    const { rows } = await sql<{ id: string }>`
      select contacts_of_text(${query}, ${digits}, ${MOST_LOOKED_UP + 1}) as id`.execute(tx);
    return (
      isOneOf(rows) ??
      sql<SqlBool>`(
        contact_words(c.name, c.email) @@ ${query}
        or exists (
          select 1
          from contact_identities i
          where i.contact_id = c.id and i.kind = 'phone'
            and (starts_with(i.value, '+' || ${digits}) or right(i.value, length(${digits})) = ${digits})
        )
      )`
    );
  }

  /** The names of all fields of the tenant's own, for a table of them; reads every contact of the tenant once. */
  async fieldNames(tenantId: TenantId, tx: Tx): Promise<string[]> {
    const { rows } = await sql<{ name: string }>`
      select distinct jsonb_object_keys(custom_fields) as name
      from contacts
      where tenant_id = ${tenantId} and custom_fields <> '{}' and erased_at is null
      order by name`.execute(tx);
    return rows.map(({ name }) => name);
  }

  /** One contact that the caller may know of, with its conversations within the caller's reach. */
  async details({ tenantId, instanceIds }: Caller, id: ContactId): Promise<ContactDetails | undefined> {
    return this.database.inTenant(tenantId, async (tx) => {
      const row = await this.find(tenantId, tx, id, instanceIds);
      if (row === undefined) return undefined;
      const conversations = await this.#conversations(tenantId, tx, id);
      return {
        ...presentContact(row),
        conversations: conversations
          .filter(({ instanceId }) => instanceIds === undefined || instanceIds.has(instanceId))
          .map(({ status, lastMessageAt, ...one }) => ({
            ...one,
            status: ConversationStatus.parse(status),
            lastMessageAt: lastMessageAt?.toISOString() ?? null,
          })),
      };
    });
  }

  async find(tenantId: TenantId, tx: Tx, id: ContactId, scope: Scope): Promise<ContactRow | undefined> {
    const conditions = [sql<SqlBool>`c.id = ${id}`, ...(scope === undefined ? [] : [isInScope(scope)])];
    const [row] = await this.newestFirst(tenantId, tx, conditions, { after: undefined, limit: 1 });
    return row;
  }

  /** Uses conversations_by_contact. */
  async #conversations(tenantId: TenantId, tx: Tx, id: ContactId): Promise<ConversationRow[]> {
    const { rows } = await sql<ConversationRow>`
      select id, instance_id as "instanceId", status, last_message_at as "lastMessageAt"
      from conversations
      where tenant_id = ${tenantId} and contact_id = ${id}
      order by last_message_at desc nulls last, id`.execute(tx);
    return rows;
  }
}

/** The primary key of contact_identities finds it. A text that is no number is nobody's. */
const hasNumber = (tenantId: TenantId, text: string): Condition => sql<SqlBool>`c.id = (
  select i.contact_id
  from contact_identities i
  where i.tenant_id = ${tenantId} and i.kind = 'phone' and i.value = ${phoneNumberOf(text) ?? null}
)`;

const isInScope = (scope: ReadonlySet<InstanceId>): Condition => sql<SqlBool>`exists (
  select 1 from conversations v where v.contact_id = c.id and v.instance_id = any(${[...scope]}::uuid[])
)`;

const isOneOf = (rows: { id: string }[]): Condition | undefined =>
  rows.length > MOST_LOOKED_UP ? undefined : sql<SqlBool>`c.id = any(${rows.map(({ id }) => id)}::uuid[])`;
