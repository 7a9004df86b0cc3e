import { Message, MessagePage } from '@recado/contracts';
import type { Account } from '@recado/whatsapp-web-simulator';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ownerQuery } from '../../../../test/harness/seed.ts';
import { createWebScene, type LinkedNumber, type WebScene } from '../../../../test/web/web-scene.ts';
import { Metrics } from '../../../platform/metrics/metrics.ts';
import { Channels } from '../../channels.ts';

// Each of these losses is what a usual client of the library suffers.
const PATIENCE = { timeout: 20_000, interval: 50 };

let scene: WebScene;
let number: LinkedNumber;
let customer: Account;
beforeAll(async () => {
  scene = await createWebScene();
  number = await scene.linkNumber();
}, 60_000);
afterAll(() => scene.close());
beforeEach(async () => {
  customer = scene.newAccount({ name: 'Maria' });
  await online();
});
afterEach(async () => {
  scene.simulator.faults.clear();
  await letIn();
});

const channel = () => scene.test.app.get(Channels, { strict: false }).for('web');
const place = () => channel().sessions?.placeOf(number.instanceId);

async function online(): Promise<void> {
  if ((await place()) === 'here') return;
  await channel().connect(number.connection, '');
  await expect.poll(place, PATIENCE).toBe('here');
}

async function offline(): Promise<void> {
  await channel().disconnect(number.connection);
  await expect.poll(place, PATIENCE).toBe('nowhere');
}

const query = (text: string, values: unknown[] = []) => ownerQuery(scene.test.database, text, values);

/** Has the database refuse what is inserted there, as if the process had died just before; counts how often. */
async function refuse(table: 'web_stanzas' | 'inbound_events'): Promise<void> {
  await query('drop sequence if exists refusals');
  await query('create sequence refusals');
  await query('grant usage on sequence refusals to public');
  await query(`create or replace function refuse() returns trigger language plpgsql as $$
    begin perform nextval('refusals'); raise exception 'refused' using errcode = '22000'; end $$`);
  await query(`create trigger refused before insert on ${table} for each row execute function refuse()`);
}

/** No rollback takes a sequence back. */
const refusals = async () => Number((await query('select last_value from refusals'))[0]?.['last_value']);

async function letIn(): Promise<void> {
  for (const table of ['web_stanzas', 'inbound_events'])
    await query(`drop trigger if exists refused on ${table}`);
}

async function messages(): Promise<Message[]> {
  const search = new URLSearchParams({ contact: `+${customer.phone}`, limit: '100' });
  return MessagePage.parse(
    (await scene.call('GET', `/messages/history?${search.toString()}`)).body,
  ).items.toReversed();
}
const said = async () => (await messages()).map(({ message }) => message.content);
const ledger = async () => (await query('select state from web_stanzas')).map(({ state }) => state);
const eventsOf = async (type: string, id: string | undefined) =>
  (await query(`select id from events where type = $1 and data #>> '{message,id}' = $2`, [type, id])).length;
const send = (text: string) => customer.send(number.account.phone, text);
const receiptsOf = (whatsappId: string) => customer.receiptsFor(whatsappId).map(({ type }) => type);

it.each(['append', 'offlineZero'] as const)(
  'a live message that comes as if from the backlog (%s) is received',
  async (kind) => {
    scene.simulator.faults.add({
      match: { account: number.account.phone, stanza: 'message' },
      fault: { kind },
    });
    await send('ao vivo');
    await expect.poll(said, PATIENCE).toEqual(['ao vivo']);
  },
);

it('what comes while the session is away is received once, in its order, and answers find what they answer', async () => {
  await offline();
  const texts = ['um', 'dois', 'três', 'quatro', 'cinco'];
  let replyTo: string | undefined;
  for (const text of texts) {
    const { whatsappId } = await customer.send(number.account.phone, { type: 'text', text, replyTo });
    replyTo ??= whatsappId;
  }
  await online();
  await expect.poll(said, PATIENCE).toEqual(texts);
  const [first, ...others] = await messages();
  expect(others.map((message) => message.replyTo)).toEqual(Array.from({ length: 4 }, () => first?.id));
});

it('what was acknowledged before the backlog is over is stored at once, whatever becomes of the connection', async () => {
  await offline();
  const texts = ['um', 'dois', 'três'];
  const sent: { whatsappId: string }[] = [];
  for (const text of texts) sent.push(await send(text));
  // The library holds back what it tells until the end of the backlog, and drops it with the connection.
  const { phone } = number.account;
  scene.simulator.faults.add({ match: { account: phone }, fault: { kind: 'delayOffline' } });
  await channel().connect(number.connection, '');
  await expect.poll(() => sent.flatMap(({ whatsappId }) => receiptsOf(whatsappId)), PATIENCE).toHaveLength(3);
  await expect.poll(said, { timeout: 5_000, interval: 50 }).toEqual(texts);
  scene.simulator.faults.add({ match: { account: phone }, fault: { kind: 'drop' } });
  await expect.poll(place, PATIENCE).not.toBe('here');
  await expect.poll(place, PATIENCE).toBe('here');
  expect(await said()).toEqual(texts);
  expect(await ledger()).toEqual([]);
});

it('a connection that breaks in the backlog loses nothing of it', async () => {
  await offline();
  const texts = ['um', 'dois', 'três'];
  for (const text of texts) await send(text);
  scene.simulator.faults.add({
    match: { account: number.account.phone },
    fault: { kind: 'dropBeforeOffline' },
  });
  await channel().connect(number.connection, '');
  await expect.poll(said, PATIENCE).toEqual(texts);
  await expect.poll(ledger, PATIENCE).toEqual([]);
});

it('a message that nobody could note is not told to have arrived, and comes again', async () => {
  await refuse('web_stanzas');
  const { whatsappId } = await send('de novo');
  await expect.poll(refusals, PATIENCE).toBeGreaterThan(4);
  expect(receiptsOf(whatsappId)).toEqual([]);
  await offline();
  await letIn();
  await online();
  await expect.poll(said, PATIENCE).toEqual(['de novo']);
  await expect.poll(() => receiptsOf(whatsappId), PATIENCE).toEqual(['delivered']);
});

it('a message that could not be noted for a while is read as soon as it is', async () => {
  await refuse('web_stanzas');
  await send('daqui a pouco');
  await expect.poll(refusals, PATIENCE).toBeGreaterThan(1);
  await letIn();
  await expect.poll(said, PATIENCE).toEqual(['daqui a pouco']);
});

it('a receipt that nobody could store is not told to have arrived, and comes again', async () => {
  await refuse('inbound_events');
  const { body } = await scene.call('POST', '/messages/send', {
    instanceId: number.instanceId,
    recipient: `+${customer.phone}`,
    message: { type: 'text', content: 'chegou?' },
  });
  await expect.poll(refusals, PATIENCE).toBeGreaterThan(1);
  await offline();
  await letIn();
  await online();
  const status = async () =>
    Message.parse((await scene.call('GET', `/messages/${Message.parse(body).id}`)).body).status;
  await expect.poll(status, PATIENCE).toBe('read');
});

it('a message that was acknowledged and then lost is a gap, and the phone is asked for it', async () => {
  await refuse('inbound_events');
  const { whatsappId } = await send('quase perdida');
  await expect.poll(() => receiptsOf(whatsappId), PATIENCE).toEqual(['delivered']);
  await expect.poll(ledger, PATIENCE).toEqual(['open']);
  await offline();
  await letIn();
  await query(`update web_stanzas set seen_at = now() - interval '2 minutes'`);
  const metrics = await scene.test.app.get(Metrics).registry.metrics();
  expect(metrics).toContain('recado_web_inbound_gaps 1');
  expect(await said()).toEqual([]);
  await online();
  await expect.poll(said, PATIENCE).toEqual(['quase perdida']);
  await expect.poll(ledger, PATIENCE).toEqual([]);
});

it('a message that cannot be read keeps its place, and is told when what it says turns up', async () => {
  const { account } = number;
  scene.simulator.faults.add({ match: { account: account.phone }, fault: { kind: 'undecryptable' } });
  // Neither the sender nor our phone hears that it is asked for it.
  for (const stanza of ['receipt', 'message'])
    scene.simulator.faults.add({
      match: { account: account.phone, stanza },
      times: 'always',
      fault: { kind: 'silence' },
    });
  await send('ilegível');
  await expect.poll(said, PATIENCE).toEqual([{ type: 'undecryptable' }]);
  const [kept] = await messages();
  expect(await eventsOf('message.received', kept?.id)).toBe(1);
  expect(await ledger()).toEqual(['lost']);
  await offline();
  scene.simulator.faults.clear();
  await online();
  await expect.poll(said, PATIENCE).toEqual(['ilegível']);
  expect((await messages()).map(({ id }) => id)).toEqual([kept?.id]);
  expect(await eventsOf('message.received', kept?.id)).toBe(1);
  expect(await eventsOf('message.recovered', kept?.id)).toBe(1);
  await expect.poll(ledger, PATIENCE).toEqual([]);
});

it('a message that comes without content is had from the phone', async () => {
  scene.simulator.faults.add({
    match: { account: number.account.phone },
    fault: { kind: 'undecryptable', how: 'unavailable' },
  });
  await send('do celular');
  await expect.poll(said, PATIENCE).toEqual(['do celular']);
  const [found] = await messages();
  expect(await eventsOf('message.recovered', found?.id)).toBe(1);
  await expect.poll(ledger, PATIENCE).toEqual([]);
});
