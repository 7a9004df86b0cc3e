import { MessagePage, type Message } from '@recado/contracts';
import type { Account } from '@recado/whatsapp-web-simulator';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ownerQuery } from '../../../../test/harness/seed.ts';
import { createWebScene, type LinkedNumber, type WebScene } from '../../../../test/web/web-scene.ts';

const PATIENCE = { timeout: 15_000, interval: 50 };

let scene: WebScene;
let number: LinkedNumber;
let customer: Account;
beforeAll(async () => {
  scene = await createWebScene();
  number = await scene.linkNumber();
}, 60_000);
afterAll(() => scene.close());
beforeEach(() => {
  customer = scene.newAccount({ name: 'Maria' });
});

/** What was said with this contact, oldest first. */
async function saidWith(contact: string): Promise<Message[]> {
  const query = new URLSearchParams({ contact, instanceId: number.instanceId, limit: '100' });
  const answer = await scene.call('GET', `/messages/history?${query.toString()}`);
  return MessagePage.parse(answer.body).items.toReversed();
}
const said = async () => (await saidWith(`+${customer.phone}`)).map((message) => message.message);
const eventsOf = async (type: string) =>
  (await ownerQuery(scene.test.database, `select data from events where type = $1 order by seq`, [type])).map(
    (row) => row['data'],
  );
const send = (...parameters: Parameters<Account['send']> extends [string, ...infer Rest] ? Rest : never) =>
  customer.send(number.account.phone, ...parameters);

const file = { bytes: Buffer.from('bytes of a file'), mimeType: 'image/png' };

it.each<[string, Parameters<typeof send>[0], object]>([
  ['a text', 'oi', { type: 'text', content: 'oi' }],
  [
    'an image',
    { type: 'image', file: { ...file, caption: 'foto' } },
    { type: 'image', content: { caption: 'foto', mimeType: 'image/png' } },
  ],
  [
    'a voice message',
    { type: 'voice', file: { ...file, mimeType: 'audio/ogg; codecs=opus' } },
    { type: 'audio', content: { voice: true } },
  ],
  [
    'a document',
    { type: 'document', file: { ...file, filename: 'nota.pdf' } },
    { type: 'document', content: { filename: 'nota.pdf' } },
  ],
  ['a sticker', { type: 'sticker', file: { ...file, mimeType: 'image/webp' } }, { type: 'sticker' }],
  ['a picture to view once', { type: 'image', file, isViewOnce: true }, { type: 'image' }],
  [
    'a place',
    { type: 'location', latitude: 1, longitude: 2 },
    { type: 'location', content: { latitude: 1, longitude: 2 } },
  ],
  [
    'a place that moves',
    { type: 'liveLocation', latitude: 1, longitude: 2 },
    { type: 'location', content: { live: true } },
  ],
  [
    'contacts',
    { type: 'contacts', contacts: [{ name: 'Zé', phoneNumber: '+5511988887777' }] },
    { type: 'contacts', content: { contacts: [{ name: { formattedName: 'Zé' } }] } },
  ],
  [
    'a poll',
    { type: 'poll', question: 'Dia?', options: ['sex', 'sáb'] },
    { type: 'poll', content: { question: 'Dia?', options: ['sex', 'sáb'], selectable: 1 } },
  ],
  [
    'a tapped button',
    { type: 'buttonReply', id: 'sim', title: 'Sim' },
    { type: 'button_reply', content: { id: 'sim', title: 'Sim' } },
  ],
  [
    'a chosen row',
    { type: 'listReply', id: 'r1', title: 'Azul' },
    { type: 'list_reply', content: { id: 'r1', title: 'Azul' } },
  ],
  [
    'a disappearing text',
    { type: 'text', text: 'some', ephemeralSeconds: 86_400 },
    { type: 'text', content: 'some' },
  ],
  ['what nobody knows', { type: 'unknown' }, { type: 'unsupported' }],
])('%s is received', async (_, message, expected) => {
  await send(message);
  await expect.poll(said, PATIENCE).toMatchObject([expected]);
});

it('an answer and a reaction name the message that they are on', async () => {
  const first = await send('um');
  await send({ type: 'text', text: 'dois', replyTo: first.whatsappId });
  await send({ type: 'reaction', about: first.whatsappId, emoji: '👍' });
  await expect.poll(said, PATIENCE).toHaveLength(3);
  const [one, two, reaction] = await saidWith(`+${customer.phone}`);
  expect([two, reaction]).toMatchObject([
    { replyTo: one?.id },
    { replyTo: one?.id, message: { type: 'reaction', content: { emoji: '👍' } } },
  ]);
});

it('a vote says what was chosen', async () => {
  const poll = await send({ type: 'poll', question: 'Dia?', options: ['sex', 'sáb'] });
  await expect.poll(said, PATIENCE).toHaveLength(1);
  await send({ type: 'pollVote', about: poll.whatsappId, choices: ['sáb'] });
  await expect.poll(said, PATIENCE).toMatchObject([{}, { type: 'poll_vote', content: { options: ['sáb'] } }]);
});

it('an edit and a deletion change the message, and tell', async () => {
  const kept = await send('um');
  const gone = await send('dois');
  await send({ type: 'edit', about: kept.whatsappId, text: 'três' });
  await send({ type: 'delete', about: gone.whatsappId });
  await expect.poll(said, PATIENCE).toEqual([
    { type: 'text', content: 'três' },
    { type: 'deleted', content: {} },
  ]);
  const [edited, deleted] = await saidWith(`+${customer.phone}`);
  expect(await eventsOf('message.edited')).toMatchObject([{ message: { id: edited?.id } }]);
  expect(await eventsOf('message.deleted')).toMatchObject([{ message: { id: deleted?.id } }]);
});

it('what the phone sends is an outbound message of the conversation', async () => {
  await send('oi');
  await expect.poll(said, PATIENCE).toHaveLength(1);
  await number.account.send(customer.phone, 'do celular');
  await expect.poll(said, PATIENCE).toHaveLength(2);
  const [theirs, ours] = await saidWith(`+${customer.phone}`);
  expect(ours).toMatchObject({ direction: 'outbound', message: { type: 'text', content: 'do celular' } });
  expect(ours?.conversationId).toBe(theirs?.conversationId);
});

it('a group is a conversation of its own', async () => {
  const group = customer.createGroup({ subject: 'Time', members: [number.account.phone] });
  await customer.send(group.id, 'oi, grupo');
  await expect
    .poll(() => saidWith(group.id), PATIENCE)
    .toMatchObject([{ sender: group.id, message: { type: 'text', content: 'oi, grupo' } }]);
});

it('by number, by LID, or flipping between them, a person has one conversation', async () => {
  await send('um', { as: 'lid' });
  await send('dois', { as: 'pn' });
  scene.simulator.faults.add({ match: { account: number.account.phone }, fault: { kind: 'flipAddressing' } });
  await send('três', { as: 'pn' });
  await expect.poll(said, PATIENCE).toHaveLength(3);
  expect(new Set((await saidWith(`+${customer.phone}`)).map((message) => message.conversationId)).size).toBe(
    1,
  );
});

it('a stanza that comes several times is one message', async () => {
  scene.simulator.faults.add({
    match: { account: number.account.phone, stanza: 'message' },
    fault: { kind: 'duplicate', copies: 3 },
  });
  await send('uma vez');
  await send('depois');
  await expect.poll(said, PATIENCE).toEqual([
    { type: 'text', content: 'uma vez' },
    { type: 'text', content: 'depois' },
  ]);
});
