import type {
  Instance,
  Message,
  SandboxFaultList,
  SandboxPhone,
  SandboxPhoneList,
  SentFromSandboxPhone,
} from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { CONFIG, type Config } from '../config.ts';
import { startSandbox, type Sandbox } from './start-sandbox.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

const slowly = { timeout: 12_000 };

let world: TestApp;
let tenant: SeededTenant;
let sandbox: Sandbox;
let web: NonNullable<Sandbox['web']>;

beforeAll(async () => {
  world = await createTestApp({ listen: true });
  tenant = await seedTenant(world);
  sandbox = await startSandbox(world.app, world.app.get<Config>(CONFIG), tenant.tenantId);
  if (sandbox.web === undefined) throw new Error('The optional dependency baileys is not installed');
  web = sandbox.web;
  await call('POST', `/instances/${web.instanceId}/connect`);
  await vi.waitFor(async () => {
    const scan = await call('POST', '/sandbox/scan', { instanceId: web.instanceId });
    expect(scan.statusCode).toBe(200);
  }, slowly);
  await vi.waitFor(async () => {
    const number = await call('GET', `/instances/${web.instanceId}`);
    expect(number.json<Instance>().status).toBe('connected');
  }, slowly);
}, 60_000);
afterAll(async () => {
  await sandbox.close();
  await world.close();
});

const call = (method: Method, url: string, payload?: object, headers = tenant.authorization('developer')) =>
  world.app.inject({ method, url, headers, ...(payload && { payload }) });

let last = 10;
let phoneNumber: string;
/** A customer of each test's own, who neither reads nor answers by itself. */
beforeEach(async () => {
  phoneNumber = `+55119000000${String((last += 1))}`;
  for (const number of [sandbox.cloud, web])
    await call('PATCH', phoneOf(number), { readsAutomatically: false, answersAutomatically: false });
});

const phoneOf = ({ instanceId }: { instanceId: string }): string =>
  `/sandbox/numbers/${instanceId}/phones/${encodeURIComponent(phoneNumber)}`;
const phone = async (number: { instanceId: string }): Promise<SandboxPhone> =>
  (await call('GET', phoneOf(number))).json<SandboxPhone>();
const chat = async (number: { instanceId: string }) => (await phone(number)).messages;
const write = async (number: { instanceId: string }, message: object): Promise<string> => {
  const response = await call('POST', `${phoneOf(number)}/messages`, message);
  expect(response.statusCode, response.body).toBe(201);
  return response.json<SentFromSandboxPhone>().id;
};
const send = async ({ instanceId }: { instanceId: string }, message: object): Promise<string> => {
  const payload = { instanceId, recipient: phoneNumber, message };
  const response = await call('POST', '/messages/send', payload);
  expect(response.statusCode, response.body).toBe(202);
  return response.json<{ id: string }>().id;
};
const message = async (id: string): Promise<Message> =>
  (await call('GET', `/messages/${id}`)).json<Message>();
const received = async ({ instanceId }: { instanceId: string }) => {
  const query = new URLSearchParams({ instanceId, direction: 'inbound', contact: phoneNumber });
  return (await call('GET', `/messages/history?${query.toString()}`)).json<{ items: Message[] }>().items;
};
const hello = { type: 'text', content: 'Hello' };

describe.each([
  ['the Cloud API', () => sandbox.cloud],
  ['the QR code', () => web],
] as const)('a phone in the chat with a number of %s', (_, numberOf) => {
  it('shows what was sent, and turns the ticks blue when the chat is opened', async () => {
    const number = numberOf();
    const id = await send(number, hello);
    await expect
      .poll(() => chat(number), slowly)
      .toMatchObject([{ from: 'business', type: 'text', text: 'Hello', state: 'delivered' }]);
    await expect.poll(async () => (await message(id)).status, slowly).toBe('delivered');
    const opened = (await call('POST', `${phoneOf(number)}/read`)).json<SandboxPhone>();
    expect(opened.messages).toMatchObject([{ state: 'read' }]);
    await expect.poll(async () => (await message(id)).status, slowly).toBe('read');
  });

  it('writes, and the message arrives', async () => {
    const number = numberOf();
    await write(number, { type: 'text', text: 'Where is my order?' });
    await write(number, { type: 'location', latitude: -23.5, longitude: -46.6, name: 'Sé' });
    await write(number, { type: 'contact', name: 'Bia', phoneNumber: '+5511900000002' });
    const base64 = Buffer.from('%PDF-1.4 a document').toString('base64');
    const file = await write(number, {
      type: 'document',
      base64,
      mimeType: 'application/pdf',
      fileName: 'order.pdf',
    });
    await expect
      .poll(async () => (await received(number)).map((one) => one.message.type).sort(), slowly)
      .toEqual(['contacts', 'document', 'location', 'text']);
    expect(await chat(number)).toMatchObject([
      { from: 'customer', text: 'Where is my order?' },
      { type: 'location', text: 'Sé' },
      { type: 'contacts', text: 'Bia · +5511900000002' },
      { type: 'document', file: { fileName: 'order.pdf', mimeType: 'application/pdf', isStored: true } },
    ]);
    const download = await call('GET', `${phoneOf(number)}/messages/${encodeURIComponent(file)}/file`);
    expect([download.headers['content-type'], download.body]).toEqual([
      'application/pdf',
      '%PDF-1.4 a document',
    ]);
  });

  it('answers and reacts to a message', async () => {
    const number = numberOf();
    await send(number, hello);
    await expect.poll(() => chat(number), slowly).toHaveLength(1);
    const [{ id } = { id: '' }] = await chat(number);
    await write(number, { type: 'text', text: 'Hi', replyTo: id });
    await write(number, { type: 'reaction', messageId: id, emoji: '👍' });
    expect(await chat(number)).toMatchObject([
      { id, reactions: [{ from: 'customer', emoji: '👍' }] },
      { text: 'Hi', replyTo: id },
    ]);
    await expect.poll(() => received(number), slowly).toHaveLength(2);
  });

  it('can be given a name and told to answer by itself', async () => {
    const number = numberOf();
    const changed = await call('PATCH', phoneOf(number), {
      name: 'Ana',
      readsAutomatically: true,
      answersAutomatically: true,
    });
    expect(changed.json()).toMatchObject({
      name: 'Ana',
      readsAutomatically: true,
      answersAutomatically: true,
    });
    await send(number, hello);
    await expect.poll(() => received(number), slowly).toHaveLength(1);
    const { items } = (
      await call('GET', `/sandbox/numbers/${number.instanceId}/phones`)
    ).json<SandboxPhoneList>();
    expect(items).toContainEqual(expect.objectContaining({ phoneNumber, name: 'Ana' }));
  });

  it('that is off gets nothing until it is on again', async () => {
    const number = numberOf();
    await call('PATCH', phoneOf(number), { isOnline: false });
    const id = await send(number, hello);
    await expect.poll(async () => (await message(id)).status, slowly).toBe('sent');
    expect(await chat(number)).toEqual([]);
    await call('PATCH', phoneOf(number), { isOnline: true });
    await expect.poll(async () => (await message(id)).status, slowly).toBe('delivered');
  });

  it('has a message refused with the code that was ordered, and only the next one', async () => {
    const number = numberOf();
    const faults = `/sandbox/numbers/${number.instanceId}/faults`;
    const order = { fault: { kind: 'reject', code: 131_026 }, phoneNumber };
    expect((await call('POST', faults, order)).statusCode).toBe(201);
    expect((await call('GET', faults)).json<SandboxFaultList>().items).toMatchObject([
      { fault: order.fault, remaining: 1 },
    ]);
    const [refused, accepted] = [await send(number, hello), await send(number, hello)];
    await expect.poll(async () => (await message(refused)).status, slowly).toBe('failed');
    await expect.poll(async () => (await message(accepted)).status, slowly).toBe('delivered');
    expect((await call('GET', faults)).json()).toEqual({ items: [] });
  });

  it('gets a message of which the sender is left in doubt', async () => {
    const number = numberOf();
    await call('POST', `/sandbox/numbers/${number.instanceId}/faults`, {
      fault: { kind: 'dropAnswer' },
      phoneNumber,
    });
    const id = await send(number, hello);
    await expect.poll(() => chat(number), slowly).toMatchObject([{ text: 'Hello' }]);
    await expect.poll(async () => (await message(id)).status, slowly).toBe('in_doubt');
  });

  it('knows a fault that was taken back no more', async () => {
    const number = numberOf();
    const faults = `/sandbox/numbers/${number.instanceId}/faults`;
    const { id } = (await call('POST', faults, { fault: { kind: 'delay', seconds: 60 }, phoneNumber })).json<{
      id: string;
    }>();
    expect((await call('DELETE', `${faults}/${id}`)).statusCode).toBe(204);
    expect((await call('DELETE', `${faults}/${id}`)).statusCode).toBe(404);
    const sent = await send(number, hello);
    await expect.poll(async () => (await message(sent)).status, slowly).toBe('delivered');
  });
});

it('taps a button of the Cloud API', async () => {
  const { cloud } = sandbox;
  await send(cloud, {
    type: 'buttons',
    content: { body: 'Deliver today?', buttons: [{ id: 'yes', title: 'Yes' }] },
  });
  await expect.poll(() => chat(cloud), slowly).toMatchObject([{ choices: [{ id: 'yes', isChosen: false }] }]);
  const [{ id } = { id: '' }] = await chat(cloud);
  await write(cloud, { type: 'choice', messageId: id, choices: ['yes'] });
  expect(await chat(cloud)).toMatchObject([{ choices: [{ isChosen: true }] }, { text: 'Yes', replyTo: id }]);
  await expect.poll(() => received(cloud), slowly).toMatchObject([{ message: { type: 'button_reply' } }]);
  const wrong = await call('POST', `${phoneOf(cloud)}/messages`, {
    type: 'choice',
    messageId: id,
    choices: ['no'],
  });
  expect([wrong.statusCode, wrong.json<{ code: string }>().code]).toEqual([400, 'invalid_request']);
});

it('votes in a poll of the QR code', async () => {
  await send(web, { type: 'poll', content: { question: 'When?', options: ['Now', 'Later'] } });
  await expect.poll(() => chat(web), slowly).toMatchObject([{ type: 'poll', text: 'When?', mostChoices: 1 }]);
  const [{ id } = { id: '' }] = await chat(web);
  await write(web, { type: 'choice', messageId: id, choices: ['Later'] });
  expect(await chat(web)).toMatchObject([
    {
      choices: [
        { title: 'Now', isChosen: false },
        { title: 'Later', isChosen: true },
      ],
    },
  ]);
  await expect.poll(() => received(web), slowly).toMatchObject([{ message: { type: 'poll_vote' } }]);
});

it('a connection that breaks comes back, one whose link ends does not; the Cloud API has none', async () => {
  const faults = (number: { instanceId: string }) => `/sandbox/numbers/${number.instanceId}/faults`;
  const refused = await call('POST', faults(sandbox.cloud), { fault: { kind: 'disconnect' } });
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([
    422,
    'not_supported_by_channel',
  ]);
  expect((await call('POST', faults(web), { fault: { kind: 'disconnect' } })).statusCode).toBe(201);
  await write(web, { type: 'text', text: 'still here' });
  await expect.poll(() => received(web), slowly).toHaveLength(1);
  await call('POST', faults(web), { fault: { kind: 'unlink' } });
  await expect
    .poll(async () => (await call('GET', `/instances/${web.instanceId}/status`)).json<Instance>(), slowly)
    .toMatchObject({ reason: { code: 'logged_out' } });
});

it('its numbers say so, and nobody else sees their phones', async () => {
  expect((await call('GET', `/instances/${sandbox.cloud.instanceId}`)).json()).toMatchObject({
    isSandbox: true,
  });
  const real = await call('POST', '/instances', { name: 'Real', phoneNumber: '+5511988887777' });
  expect(real.json()).toMatchObject({ isSandbox: false, report: null });
  const { id } = real.json<Instance>();
  expect((await call('GET', phoneOf({ instanceId: id }))).statusCode).toBe(404);
  const other = await seedTenant(world);
  const foreign = await call('GET', phoneOf(sandbox.cloud), undefined, other.authorization('developer'));
  expect(foreign.statusCode).toBe(404);
  const viewer = tenant.authorization('viewer');
  expect((await call('GET', phoneOf(sandbox.cloud), undefined, viewer)).statusCode).toBe(200);
  const written = await call(
    'POST',
    `${phoneOf(sandbox.cloud)}/messages`,
    { type: 'text', text: 'x' },
    viewer,
  );
  expect(written.statusCode).toBe(403);
  phoneNumber = '+5511999999999';
  expect((await call('GET', phoneOf(sandbox.cloud))).statusCode).toBe(400);
});
