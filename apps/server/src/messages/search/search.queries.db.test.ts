import { randomUUID } from 'node:crypto';
import { MessageSearchQuery, type InstanceId, type TenantId } from '@recado/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAppDatabase } from '../../../test/harness/app-database.ts';
import { seedInbox, type Inbox } from '../../../test/harness/inbox.ts';
import { ownerQuery, seedTenantRows } from '../../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/test-database.ts';
import type { Database } from '../../platform/database/database.ts';
import { encodeCursor } from '../../platform/http/cursor.ts';
import { searchTerms } from './search-terms-policy.ts';
import { SearchQueries, type FoundRow } from './search.queries.ts';
import { snippetOf } from './snippet-policy.ts';

let testDatabase: TestDatabase;
let database: Database;
let queries: SearchQueries;
let inbox: Inbox;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openAppDatabase(testDatabase, 2);
  queries = new SearchQueries(database);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  const { tenantId } = await seedTenantRows(testDatabase.connectionString);
  inbox = await newInbox(tenantId);
});

const newInbox = (tenantId: TenantId): Promise<Inbox> => seedInbox(testDatabase, tenantId);

interface Written {
  at?: string;
  direction?: 'inbound' | 'outbound';
  content?: object;
  to?: Inbox;
}

/** Keeps a message with a text, or with what `content` says. @returns its id */
async function write(
  text: string,
  { at = '2026-11-20T12:00:00Z', direction = 'inbound', content, to = inbox }: Written = {},
) {
  const id = randomUUID();
  await ownerQuery(
    testDatabase,
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content, created_at)
     values ($1, $2, $3, $4, 'r', 's', $5, 'delivered', $6, $7)`,
    [
      id,
      to.tenantId,
      to.instanceId,
      to.conversationId,
      direction,
      content ?? { type: 'text', content: text },
      at,
    ],
  );
  return id;
}

const find = async (
  text: string,
  filters: Record<string, unknown> = {},
  scope?: ReadonlySet<InstanceId>,
): Promise<FoundRow[]> => {
  const query = MessageSearchQuery.parse({ text, ...filters });
  const rows = await queries.find(inbox.tenantId, searchTerms(query.text), query, scope);
  return rows.slice(0, query.limit);
};
const textsOf = async (text: string, filters: Record<string, unknown> = {}): Promise<string[]> =>
  (await find(text, filters)).map((row) => row.text);

describe('words', () => {
  it.each([
    ['informacao', 'Quero informações'],
    ['INFORMAÇÕES', 'uma informacao so'],
    ['cartao', 'Meus cartões'],
    ['cartões', 'o cartao novo'],
    ['pagamentos', 'O pagamento caiu'],
    ['shipping', 'It was shipped'],
    ['cafe', 'Um café, por favor'],
    ['pedi', 'Meu pedido'],
    ['12345', 'Pedido nº12345!'],
    ['maria@example.com', 'escreva a Maria@Example.com'],
    ['"segunda via"', 'Preciso da Segunda Via do boleto'],
    ['"running shoes"', 'I run; shoe'],
    ['boleto or pix', 'pago com pix'],
    ['pago -boleto', 'pago com pix'],
    ['the boleto', 'boleto'],
  ])('%s finds %j', async (wanted, said) => {
    await write(said);
    expect(await textsOf(wanted)).toEqual([said]);
  });

  it.each([
    ['"via segunda"', 'segunda via'],
    ['pago -pix', 'pago com pix'],
    ['paid -running', 'I paid, then run'],
    ['boleto pix', 'pago com pix'],
    ['pagam ', 'pagamento'],
    ['pa', 'pagamento'],
    ['para', 'Para a Maria'],
    ['pedidos', 'a pedra'],
    ['i', 'oi'.repeat(3)],
  ])('%j does not find %j', async (wanted, said) => {
    await write(said);
    const rows = await queries.find(
      inbox.tenantId,
      searchTerms(wanted),
      MessageSearchQuery.parse({ text: 'xx' }),
      undefined,
    );
    expect(rows).toEqual([]);
  });

  it.each([
    ['a caption', { type: 'image', content: { caption: 'foto da fachada' } }, 'fachada'],
    ['the name of a file', { type: 'document', content: { filename: 'nota_fiscal-2026.pdf' } }, 'fiscal'],
    [
      'a template',
      { type: 'template', content: { name: 'x', components: [{ parameters: [{ text: 'Joana' }] }] } },
      'joana',
    ],
    [
      'a row of a list',
      { type: 'list', content: { body: 'b', sections: [{ rows: [{ title: 'Financeiro' }] }] } },
      'financeiro',
    ],
    [
      'a shared contact',
      { type: 'contacts', content: { contacts: [{ name: { formattedName: 'Pedro Luz' } }] } },
      'luz',
    ],
  ])('%s is found', async (_, content, wanted) => {
    await write('', { content });
    expect(await find(wanted)).toHaveLength(1);
  });

  it('an edited text is found by what it says now, and a deleted one not at all', async () => {
    const id = await write('o preço antigo');
    const become = (content: object) =>
      ownerQuery(testDatabase, 'update messages set content = $2 where id = $1', [id, content]);
    await become({ type: 'text', content: 'o valor novo' });
    expect([await textsOf('preço'), await textsOf('valor')]).toEqual([[], ['o valor novo']]);
    await become({ type: 'deleted', content: {} });
    expect(await textsOf('valor')).toEqual([]);
    await become({ type: 'text', content: 'recuperado' });
    await ownerQuery(testDatabase, 'delete from messages where id = $1', [id]);
    expect(await textsOf('recuperado')).toEqual([]);
    expect(await ownerQuery(testDatabase, 'select from message_search where message_id = $1', [id])).toEqual(
      [],
    );
  });

  it('marks the words that were found, whatever stands around them', async () => {
    const words = fc.array(
      fc.constantFrom(
        'Olá',
        'a1',
        '1a',
        '50kg',
        'é',
        '1e10x',
        '12e5',
        'de',
        'pa\u0303o',
        'ñ',
        '👍',
        'x_y',
        'a-b',
        '12,50',
        'http://a.b/c?d=e',
        'R$9',
        'nº5',
        '1ª',
        '日本',
        '-7',
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(words, words, async (before, after) => {
        const said = [...before, 'Encontrados', ...after].join(' ');
        await ownerQuery(testDatabase, 'delete from messages where tenant_id = $1', [inbox.tenantId]);
        await write(said);
        const [row] = await find('encontrado');
        const { text, marks } = snippetOf(row?.text ?? '', row?.places ?? []);
        expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['Encontrados']);
      }),
      { numRuns: 40 },
    );
  });
});

describe('order and pages', () => {
  const times = [
    '2021-03-01',
    '2024-10-31',
    '2025-11-29',
    '2026-09-01',
    '2026-11-01',
    '2026-11-19',
    '2026-11-20',
  ];

  it('newest first, over days, months and years, page after page without a gap', async () => {
    const ids: string[] = [];
    for (const day of times)
      for (const time of ['00:00:00', '23:59:59.999', '23:59:59.999'])
        ids.push(await write('achado', { at: `${day}T${time}Z` }));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = MessageSearchQuery.parse({ text: 'achado', limit: 2, cursor });
      const rows = await queries.find(inbox.tenantId, searchTerms('achado'), query, undefined);
      const page = rows.slice(0, 2);
      seen.push(...page.map(({ created_at: at, id }) => `${at.toISOString()} ${id}`));
      const last = page.at(-1);
      cursor = rows.length > 2 && last ? encodeCursor(last.created_at.toISOString(), last.id) : undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(seen.toSorted().toReversed());
    expect(seen.map((line) => line.split(' ')[1]).toSorted()).toEqual(ids.toSorted());
  });

  it('from and to bound it, in the tenant and in one conversation', async () => {
    for (const day of times) await write(day, { at: `${day}T12:00:00Z` });
    const span = { from: '2024-10-31T12:00:00Z', to: '2026-11-19T12:00:00Z' };
    const expected = ['2026-11-01', '2026-09-01', '2025-11-29', '2024-10-31'];
    expect(await textsOf('2026 or 2025 or 2024 or 2021', span)).toEqual(expected);
    expect(
      await textsOf('2026 or 2025 or 2024 or 2021', { ...span, conversationId: inbox.conversationId }),
    ).toEqual(expected);
  });
});

describe('what may be seen', () => {
  it('direction, type, instance, conversation and contact narrow it down', async () => {
    const other = await newInbox(inbox.tenantId);
    await write('achado dentro');
    await write('achado fora', { direction: 'outbound' });
    await write('', { content: { type: 'image', content: { caption: 'achado foto' } } });
    await write('achado noutro', { to: other });
    const cases: [Record<string, unknown>, string[]][] = [
      [{ direction: 'outbound' }, ['achado fora']],
      [{ type: 'image' }, ['achado foto']],
      [{ type: 'text', direction: 'inbound' }, ['achado dentro', 'achado noutro']],
      [{ instanceId: other.instanceId }, ['achado noutro']],
      [{ conversationId: inbox.conversationId, type: 'image' }, ['achado foto']],
      [{ contactId: other.contactId }, ['achado noutro']],
      [{ contactId: other.contactId, instanceId: inbox.instanceId }, []],
    ];
    for (const [filters, expected] of cases)
      expect((await textsOf('achado', filters)).toSorted(), JSON.stringify(filters)).toEqual(
        expected.toSorted(),
      );
  });

  it('a message that goes to another conversation is found in that one', async () => {
    const other = await newInbox(inbox.tenantId);
    const id = await write('achado');
    await ownerQuery(testDatabase, 'update messages set conversation_id = $2 where id = $1', [
      id,
      other.conversationId,
    ]);
    expect(await textsOf('achado', { conversationId: inbox.conversationId })).toEqual([]);
    expect(await textsOf('achado', { conversationId: other.conversationId })).toEqual(['achado']);
  });

  it('an API key of one instance sees no other', async () => {
    const other = await newInbox(inbox.tenantId);
    await write('achado');
    const scope = new Set([other.instanceId]);
    expect(await find('achado', {}, scope)).toEqual([]);
    expect(await find('achado', { instanceId: inbox.instanceId }, scope)).toEqual([]);
    expect(await find('achado', { conversationId: inbox.conversationId }, scope)).toEqual([]);
    expect(await find('achado', {}, new Set([inbox.instanceId]))).toHaveLength(1);
  });

  it('another tenant finds nothing, also where the ends of their ids are alike', async () => {
    const stranger = await seedTenantRows(testDatabase.connectionString);
    await write('segredo');
    await newInbox(stranger.tenantId);
    await ownerQuery(
      testDatabase,
      `update message_search set search = search || (
         select array_to_tsvector(array_agg(replace(l, search_tag($1), search_tag($2)))) from unnest(tsvector_to_array(search)) l)`,
      [inbox.tenantId, stranger.tenantId],
    );
    const query = MessageSearchQuery.parse({ text: 'segredo' });
    expect(await queries.find(stranger.tenantId, searchTerms('segredo'), query, undefined)).toEqual([]);
    expect(await find('segredo')).toHaveLength(1);
  });
});
