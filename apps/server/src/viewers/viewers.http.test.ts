import { randomBytes, randomUUID } from 'node:crypto';
import {
  ConversationViewers,
  Problem,
  ViewingNoted,
  type ConversationId,
  type InstanceId,
  type Role,
} from '@recado/contracts';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openStream, type StreamClient } from '../../test/events/stream-client.ts';
import { seedConversation, seedInstance } from '../../test/harness/conversations.ts';
import { seedApiKey, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';

/** Two processes: people have their streams in one, and their requests go to the other. */
let streaming: TestApp;
let answering: TestApp;
let tenant: SeededTenant;
let stranger: SeededTenant;
let instanceId: InstanceId;
let id: ConversationId;
const clients: StreamClient[] = [];

beforeAll(async () => {
  const secretKey = randomBytes(32);
  const settings = { RECADO_ROLE: 'api' };
  streaming = await createTestApp({ settings, secretKey, listen: true });
  answering = await createTestApp({ settings, secretKey, database: streaming.database });
  [tenant, stranger] = [await seedTenant(streaming), await seedTenant(streaming)];
  instanceId = await seedInstance(streaming, tenant.tenantId);
  ({ id } = await seedConversation(streaming, tenant.tenantId, { instanceId }));
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await answering.close();
  await streaming.close();
});

const set = (activity: string, headers: Record<string, string>, conversation: string = id) =>
  answering.app.inject({
    method: 'PUT',
    url: `/conversations/${conversation}/viewing`,
    headers,
    payload: { activity },
  });

async function listen(headers: Record<string, string>, query = '?viewers=true'): Promise<StreamClient> {
  const client = (await openStream(streaming, headers, query)).read();
  clients.push(client);
  await expect.poll(() => client.text).toContain('retry:');
  return client;
}

/** What a stream told of viewers, each time as `email activity` of all there were. */
const told = (client: StreamClient): string[][] =>
  client.text
    .split('\n\n')
    .filter((block) => block.startsWith('event: conversation.viewers\n'))
    .map((block) => ConversationViewers.parse(JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '')))
    .map(({ viewers }) => viewers.map(({ email, activity }) => `${email} ${activity}`));

const as = (role: Role) => tenant.authorization(role);
const emailOf = (role: Role): string => tenant.users[role].email;

/** Says it until the first answer comes back: a stream hears of others a moment after it began. */
async function arrive(role: Role, client: StreamClient): Promise<void> {
  await expect
    .poll(async () => {
      await set('looking', as(role));
      return told(client).length;
    })
    .toBeGreaterThan(0);
}

it('200 shows people who have a conversation open to each other, whatever process they are at', async () => {
  const [viewer, developer] = [await listen(as('viewer')), await listen(as('developer'))];
  const noted = await set('looking', as('viewer'));
  expect([noted.statusCode, ViewingNoted.parse(noted.json()).repeatAfterSeconds]).toEqual([200, 8]);
  await arrive('viewer', viewer);
  await set('looking', as('developer'));
  const both = [`${emailOf('viewer')} looking`, `${emailOf('developer')} looking`];
  await expect.poll(() => told(viewer).at(-1)).toEqual(both);
  await expect.poll(() => told(developer).at(-1)).toEqual(both);
  await set('typing', as('developer'));
  await expect.poll(() => told(viewer).at(-1)?.[1]).toBe(`${emailOf('developer')} typing`);
  await set('gone', as('developer'));
  await expect.poll(() => told(viewer).at(-1)).toEqual([`${emailOf('viewer')} looking`]);
  await set('gone', as('viewer'));
  await expect.poll(() => told(viewer).at(-1)).toEqual([]);
});

it('200 tells who repeats it how it stands, and nobody else', async () => {
  const viewer = await listen(as('viewer'));
  await arrive('viewer', viewer);
  const late = await listen(as('viewer'));
  const developer = await listen(as('developer'));
  const before = told(developer).length;
  await set('looking', as('viewer'));
  await expect.poll(() => told(late)).toEqual([[`${emailOf('viewer')} looking`]]);
  expect(told(developer)).toHaveLength(before);
  await set('gone', as('viewer'));
});

it('200 tells no other tenant, no stream that did not ask, and no API key of other instances', async () => {
  const elsewhere = await seedInstance(streaming, tenant.tenantId);
  const limited = await seedApiKey(streaming, tenant.tenantId, { instanceIds: [elsewhere] });
  const blind = await seedApiKey(streaming, tenant.tenantId, { permissions: ['events:read'] });
  const others = [
    await listen(stranger.authorization('admin')),
    await listen(as('developer'), ''),
    await listen(as('developer'), `?viewers=true&conversationId=${randomUUID()}`),
    await listen(limited.headers),
    await listen(blind.headers),
  ];
  const viewer = await listen(as('viewer'));
  await arrive('viewer', viewer);
  await set('gone', as('viewer'));
  await expect.poll(() => told(viewer).at(-1)).toEqual([]);
  expect(others.map(told)).toEqual([[], [], [], [], []]);
});

it('records no event: what was told is in no list', async () => {
  const viewer = await listen(as('viewer'));
  await arrive('viewer', viewer);
  const list = await answering.app.inject({
    method: 'GET',
    url: `/events?conversationId=${id}`,
    headers: as('viewer'),
  });
  expect(list.json()).toMatchObject({ items: [] });
});

it('400, 401, 403 for an API key, 404 for what is not there and for another tenant', async () => {
  const key = await seedApiKey(streaming, tenant.tenantId);
  const answers = [
    await set('sleeping', as('viewer')),
    await set('looking', {}),
    await set('looking', key.headers),
    await set('looking', as('viewer'), randomUUID()),
    await set('looking', stranger.authorization('admin')),
  ];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 401, 403, 404, 404]);
  expect(Problem.parse(answers[4]?.json()).code).toBe('not_found');
});
