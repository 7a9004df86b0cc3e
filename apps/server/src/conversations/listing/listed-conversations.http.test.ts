import { randomUUID } from 'node:crypto';
import {
  Conversation,
  ConversationPage,
  type AgentId,
  type InstanceId,
  type MessageId,
} from '@recado/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  seedAgent,
  seedConversation,
  seedInboundMessage,
  seedInstance,
  type SeededConversation,
} from '../../../test/harness/conversations.ts';
import { ownerQuery, seedApiKey, seedTenant, type SeededTenant } from '../../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';

let test: TestApp;
let tenant: SeededTenant;
let stranger: SeededTenant;
let shop: InstanceId;
let support: InstanceId;
let human: AgentId;
let bot: AgentId;
let question: MessageId;
let conversations: Record<'ana' | 'bruno' | 'carla' | 'davi' | 'elza' | 'group', SeededConversation>;

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 24, 12, minute));

beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  [tenant, stranger] = [await seedTenant(test), await seedTenant(test)];
  const { tenantId } = tenant;
  shop = await seedInstance(test, tenantId);
  support = await seedInstance(test, tenantId, 'web');
  human = await seedAgent(test, tenantId, { instanceId: shop });
  bot = await seedAgent(test, tenantId, { instanceId: support, type: 'bot', name: 'Robô' });
  const seed = (instanceId: InstanceId, fields: object) =>
    seedConversation(test, tenantId, { instanceId, ...fields });
  conversations = {
    ana: await seed(shop, {
      name: 'Ana José',
      agentId: human,
      lastMessageAt: at(9),
      labels: ['vip', 'orçamento'],
    }),
    bruno: await seed(shop, { name: 'Bruno', lastMessageAt: at(8) }),
    carla: await seed(support, {
      name: 'Carla',
      status: 'pending',
      agentId: bot,
      lastMessageAt: at(7),
      labels: ['vip'],
    }),
    davi: await seed(shop, { name: 'Davi', status: 'waiting', lastMessageAt: at(6), waitingSince: at(2) }),
    elza: await seed(support, { name: 'Elza', status: 'waiting', lastMessageAt: at(5), waitingSince: at(1) }),
    group: await seed(support, { name: null, status: 'closed', lastMessageAt: at(4) }),
  };
  question = await seedInboundMessage(test, tenantId, {
    conversationId: conversations.carla.id,
    text: 'Tem azul?',
  });
  const other = await seedInstance(test, stranger.tenantId);
  await seedConversation(test, stranger.tenantId, { instanceId: other, name: 'Ana', labels: ['vip'] });
});
afterAll(() => test.close());

const get = (url: string, headers: object = tenant.authorization('viewer')) =>
  test.app.inject({ method: 'GET', url, headers: { ...headers } });

const page = async (query: string, headers?: object): Promise<ConversationPage> =>
  ConversationPage.parse((await get(`/conversations?${query}`, headers)).json());

/** Who is in a list. */
async function names(query: string, headers?: object): Promise<string[]> {
  const ids = (await page(query, headers)).items.map(({ id }) => id);
  const known = Object.entries(conversations);
  return ids.map((id) => known.find(([, one]) => one.id === id)?.[0] ?? 'a stranger');
}

describe('GET /conversations', () => {
  it.each<[string, string, string[]]>([
    ['everything', '', ['ana', 'bruno', 'carla', 'davi', 'elza', 'group']],
    ['one status', 'status=waiting', ['davi', 'elza']],
    ['several', 'status=open&status=closed', ['ana', 'bruno', 'group']],
    ['nobody’s', 'unassigned=true', ['bruno', 'davi', 'elza', 'group']],
    ['nobody’s of one status', 'unassigned=true&status=open', ['bruno']],
    ['somebody’s', 'unassigned=false', ['ana', 'carla']],
    ['a label', 'label=vip', ['ana', 'carla']],
    ['a label that nothing has', 'label=nada', []],
    ['a name without its accents', 'text=jose', ['ana']],
    ['the beginning of a name, in capitals', 'text=BRU', ['bruno']],
    ['who waits longest', 'order=longest_waiting', ['elza', 'davi']],
    ['who waits longest, of a status that does not wait', 'order=longest_waiting&status=open', []],
  ])('lists %s, newest first', async (_, query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('lists what an agent has, of an instance, and who has a number', async () => {
    expect(await names(`agentId=${human}`)).toEqual(['ana']);
    expect(await names(`agentId=${human}&agentId=${bot}`)).toEqual(['ana', 'carla']);
    expect(await names(`agentId=${human}&instanceId=${support}`)).toEqual([]);
    expect(await names(`agentId=${randomUUID()}`)).toEqual([]);
    expect(await names(`instanceId=${support}`)).toEqual(['carla', 'elza', 'group']);
    expect(await names(`instanceId=${support}&label=vip&status=pending`)).toEqual(['carla']);
    const { phoneNumber } = conversations.davi;
    expect(await names(`text=${encodeURIComponent(phoneNumber)}`)).toEqual(['davi']);
    expect(await names(`text=${phoneNumber.slice(-8)}`)).toEqual(['davi']);
  });

  it('shows who has it, the newest message, and the window of a cloud number alone', async () => {
    const [carla] = (await page(`agentId=${bot}`)).items;
    expect(carla).toMatchObject({
      assignee: { agentId: bot, name: 'Robô', type: 'bot' },
      lastMessage: { id: question, type: 'text', preview: 'Tem azul?', direction: 'inbound' },
    });
    await ownerQuery(test.database, 'update conversations set last_inbound_at = $1 where tenant_id = $2', [
      at(0),
      tenant.tenantId,
    ]);
    const windows = (await page('')).items.map(({ instanceId, windowClosesAt }) => [
      instanceId,
      windowClosesAt,
    ]);
    expect(windows).toContainEqual([shop, '2026-11-25T12:00:00.000Z']);
    expect(windows).toContainEqual([support, null]);
    expect(windows).not.toContainEqual([shop, null]);
  });

  it.each(['', 'order=longest_waiting'])(
    'pages without gap or repetition over equal times: %s',
    async (order) => {
      const { tenantId } = tenant;
      const instanceId = await seedInstance(test, tenantId);
      const ids: string[] = [];
      for (let count = 0; count < 7; count += 1) {
        const fields = { instanceId, status: 'waiting' as const, lastMessageAt: at(1), waitingSince: at(1) };
        ids.push((await seedConversation(test, tenantId, fields)).id);
      }
      // As PostgreSQL counts: later, by less than a millisecond.
      await ownerQuery(
        test.database,
        `update conversations set last_message_at = last_message_at + interval '1 microsecond' where id = any($1)`,
        [ids.slice(0, 2)],
      );
      const seen: string[] = [];
      let cursor = '';
      do {
        const { items, nextCursor } = await page(`instanceId=${instanceId}&limit=2&${order}${cursor}`);
        seen.push(...items.map(({ id }) => id));
        cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
      } while (cursor !== '');
      expect(seen.toSorted()).toEqual(ids.toSorted());
      await ownerQuery(test.database, 'delete from instances where id = $1', [instanceId]);
    },
  );

  it.each<[string, string, string]>([
    ['an unknown status', 'status=lost', 'invalid_request'],
    ['an unknown order', 'order=oldest', 'invalid_request'],
    ['one letter', 'text=a', 'invalid_request'],
    ['a cursor of somebody else', 'cursor=abc', 'invalid_cursor'],
    [
      'a cursor with another kind of place',
      `cursor=${btoa(JSON.stringify(['x', randomUUID()]))}`,
      'invalid_cursor',
    ],
  ])('400 for %s', async (_, query, code) => {
    expect((await get(`/conversations?${query}`)).json()).toMatchObject({ status: 400, code });
  });

  it('shows a tenant its own, and a key those of its instances', async () => {
    expect(await names('', stranger.authorization('admin'))).toEqual(['a stranger']);
    expect(await names('label=vip', stranger.authorization('admin'))).toEqual(['a stranger']);
    const key = await seedApiKey(test, tenant.tenantId, { instanceIds: [support] });
    expect(await names('', key.headers)).toEqual(['carla', 'elza', 'group']);
    expect(await names(`instanceId=${shop}`, key.headers)).toEqual([]);
    expect(await names(`agentId=${human}`, key.headers)).toEqual([]);
  });

  it('finds whoever is being erased no more', async () => {
    const gone = await seedConversation(test, tenant.tenantId, { instanceId: shop, name: 'Zeca' });
    expect((await page('text=zeca')).items).toHaveLength(1);
    await ownerQuery(test.database, 'update contacts set erased_at = now() where id = $1', [gone.contactId]);
    expect((await page('text=zeca')).items).toEqual([]);
    expect((await get(`/conversations/${gone.id}`)).statusCode).toBe(404);
  });
});

describe('a conversation', () => {
  it('200 to who may read; 404 to another tenant, a key of another instance, and for an unknown id', async () => {
    const { id } = conversations.ana;
    expect(Conversation.parse((await get(`/conversations/${id}`)).json())).toMatchObject({ id });
    const key = await seedApiKey(test, tenant.tenantId, { instanceIds: [support] });
    const actions = ['close', 'reopen', 'read', 'labels', 'messages'];
    for (const headers of [stranger.authorization('admin'), key.headers]) {
      expect((await get(`/conversations/${id}`, headers)).statusCode).toBe(404);
      expect((await get(`/conversations/${id}/messages`, headers)).statusCode).toBe(404);
      for (const action of actions) {
        const payload = action === 'messages' ? { message: { type: 'text', content: 'x' } } : {};
        const url = `/conversations/${id}/${action}`;
        expect((await test.app.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(404);
      }
    }
    expect((await get(`/conversations/${randomUUID()}`)).statusCode).toBe(404);
  });

  it('403 to a viewer who writes, and to a key that may not send', async () => {
    const { id } = conversations.ana;
    const post = (path: string, headers: { authorization: string }, payload: object = {}) =>
      test.app.inject({ method: 'POST', url: `/conversations${path}`, headers, payload });
    const viewer = tenant.authorization('viewer');
    for (const path of [
      '',
      `/${id}/close`,
      `/${id}/reopen`,
      `/${id}/read`,
      `/${id}/labels`,
      `/${id}/messages`,
    ])
      expect((await post(path, viewer)).statusCode).toBe(403);
    const key = await seedApiKey(test, tenant.tenantId, {
      permissions: ['conversations:read', 'conversations:write'],
    });
    expect((await post(`/${id}/messages`, key.headers)).statusCode).toBe(403);
  });
});
