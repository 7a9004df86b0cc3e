import { randomUUID } from 'node:crypto';
import {
  FleetProcessList,
  HeldLaneList,
  PlatformInboundEventPage,
  Queues,
  TenantWithFiguresPage,
  type Role,
} from '@recado/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerQuery, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { RECADO_VERSION } from '../platform/version.ts';
import { ProcessHeartbeat } from './process-heartbeat.ts';

let test: TestApp;
let platform: SeededTenant;
let other: SeededTenant;
const numberId = randomUUID();
const eventId = randomUUID();
const conversationId = randomUUID();

const run = (text: string, values: unknown[] = []) => ownerQuery(test.database, text, values);
const call = (method: 'GET' | 'POST', url: string, role: Role = 'admin') =>
  test.app.inject({ method, url, headers: platform.authorization(role) });
const get = async (url: string): Promise<unknown> => (await call('GET', url)).json();

/** Who holds the lane of the number until when. */
const hold = (kind: string, holder: string, seconds = 10) =>
  run(
    `insert into leases (kind, id, holder, expires_at) values ($1, $2, $3, now() + make_interval(secs => $4))
     on conflict (kind, id) do update set holder = excluded.holder, expires_at = excluded.expires_at`,
    [kind, numberId, holder, seconds],
  );

beforeAll(async () => {
  // No lane runs in this role, so that what is stuck stays so.
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  [platform, other] = [await seedTenant(test), await seedTenant(test)];
  await run(
    `insert into instances (id, tenant_id, name, phone_number, channel, status)
     values ($2, $1, 'Vendas', '+5511', 'cloud', 'connected')`,
    [other.tenantId, numberId],
  );
  const contact = randomUUID();
  await run('insert into contacts (id, tenant_id) values ($2, $1)', [other.tenantId, contact]);
  await run('insert into conversations (id, tenant_id, instance_id, contact_id) values ($3, $1, $2, $4)', [
    other.tenantId,
    numberId,
    conversationId,
    contact,
  ]);
  await run(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content, run_at)
     values ($4, $1, $2, $3, 'r', 's', 'outbound', 'pending', '{"type": "text"}', now() - interval '5 minutes')`,
    [other.tenantId, numberId, conversationId, randomUUID()],
  );
  await run(
    `insert into inbound_events (id, tenant_id, instance_id, event_key, kind, payload, state, attempts, error_detail)
     values ($1, $2, $3, 'k', 'message', '{"what": "is this"}', 'poison', 5, 'invalid input')`,
    [eventId, other.tenantId, numberId],
  );
});
afterAll(() => test.close());

describe.each<[Role, number]>([
  ['tenant_manager', 403],
  ['developer', 403],
  ['viewer', 403],
])('a %s', (role, status) => {
  it.each<['GET' | 'POST', string]>([
    ['GET', '/platform/tenants'],
    ['GET', '/platform/processes'],
    ['GET', '/platform/lanes'],
    ['GET', '/platform/queues'],
    ['GET', '/platform/inbound-events'],
    ['POST', `/platform/lanes/send/${numberId}/repair`],
    ['POST', `/platform/inbound-events/${eventId}/replay`],
  ])('may not %s %s', async (method, url) => {
    expect((await call(method, url, role)).statusCode).toBe(status);
  });
});

it('this process is among those of the fleet, and one that was not seen counts as gone', async () => {
  await run(
    `insert into processes (id, name, role, version, memory_bytes, seen_at)
     values ($1, 'gone (1)', 'worker', '0.0.9', 1, now() - interval '1 minute')`,
    [randomUUID()],
  );
  await test.app.get(ProcessHeartbeat).beat();
  const { items } = FleetProcessList.parse(await get('/platform/processes'));
  expect(items.at(0)).toMatchObject({
    id: test.app.get(Lanes).holder,
    role: 'api',
    version: RECADO_VERSION,
    isAlive: true,
  });
  expect(items.at(-1)).toMatchObject({ name: 'gone (1)', isAlive: false });
});

it('tenants come with their size and use', async () => {
  await run(
    `insert into statistics_counts (tenant_id, grain, at, instance_id, inbound_text, outbound_text, outbound_media)
     values ($1, 'hour', date_trunc('hour', now(), 'UTC'), $2, 3, 4, 1)`,
    [other.tenantId, numberId],
  );
  const { items } = TenantWithFiguresPage.parse(await get('/platform/tenants?limit=100'));
  expect(items.find(({ id }) => id === other.tenantId)).toMatchObject({
    slug: other.slug,
    figures: { users: 4, numbers: 1, connected: 1, inbound: 3, outbound: 5 },
  });
  const first = TenantWithFiguresPage.parse(await get('/platform/tenants?limit=1'));
  const second = TenantWithFiguresPage.parse(
    await get(`/platform/tenants?limit=1&cursor=${first.nextCursor ?? ''}`),
  );
  expect(new Set([...first.items, ...second.items].map(({ id }) => id))).toEqual(
    new Set([platform.tenantId, other.tenantId]),
  );
});

describe('a lane that does not get on', () => {
  const stuck = async () =>
    Queues.parse(await get('/platform/queues')).stuck.find(
      ({ kind, id }) => kind === 'send' && id === numberId,
    );
  const repair = () => call('POST', `/platform/lanes/send/${numberId}/repair`);

  it('is listed with whose it is and since when', async () => {
    expect(await stuck()).toMatchObject({
      name: 'Vendas',
      tenant: { id: other.tenantId },
      isHeld: false,
    });
    const { messages, inboundEvents } = Queues.parse(await get('/platform/queues'));
    expect(messages.waiting).toBe(1);
    expect(messages.oldestSeconds).toBeGreaterThanOrEqual(300);
    expect(inboundEvents.poison).toBe(1);
  });

  it('is taken from a process that is gone', async () => {
    await hold('send', randomUUID());
    expect(await stuck()).toMatchObject({ isHeld: true, isHolderAlive: false, holder: null });
    expect((await repair()).json()).toEqual({ released: true, woken: true });
    expect(await stuck()).toMatchObject({ isHeld: false });
  });

  it('is left to a process that lives', async () => {
    await test.app.get(ProcessHeartbeat).beat();
    await hold('send', test.app.get(Lanes).holder);
    expect((await repair()).json()).toEqual({ released: false, woken: true });
    expect(await stuck()).toMatchObject({ isHeld: true, isHolderAlive: true });
    const { items } = HeldLaneList.parse(await get('/platform/lanes'));
    expect(items).toMatchObject([
      { kind: 'send', id: numberId, name: 'Vendas', isHolderAlive: true, tenant: { id: other.tenantId } },
    ]);
  });

  it('leaves its repair in the audit log', async () => {
    const logs = await run(
      `select changes from audit_logs where tenant_id = $1 and action = 'lane.repaired' and resource_id = $2 order by created_at`,
      [platform.tenantId, numberId],
    );
    expect(logs.map(({ changes }) => changes)).toEqual([
      { after: { kind: 'send', released: true } },
      { after: { kind: 'send', released: false } },
    ]);
  });

  it.each([`session/${numberId}`, 'send/nonsense'])('400 for %s', async (lane) => {
    expect((await call('POST', `/platform/lanes/${lane}/repair`)).statusCode).toBe(400);
  });
});

describe('an event that was set aside', () => {
  it('is seen with whose it is, and replayed once', async () => {
    const { items } = PlatformInboundEventPage.parse(await get('/platform/inbound-events'));
    expect(items).toMatchObject([
      { id: eventId, tenant: { id: other.tenantId }, instanceName: 'Vendas', error: 'invalid input' },
    ]);
    const replay = () => call('POST', `/platform/inbound-events/${eventId}/replay`);
    const replayed = await replay();
    expect(replayed.statusCode).toBe(200);
    expect(replayed.json()).toMatchObject({ state: 'pending', attempts: 0 });
    expect((await replay()).statusCode).toBe(409);
    expect((await call('POST', `/platform/inbound-events/${randomUUID()}/replay`)).statusCode).toBe(404);
  });
});
