import { decryptPollVote, downloadMediaMessage, proto, type WAMessage } from 'baileys';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedAccount } from '../simulated-account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { closeClients, LinkedClient, newAccount } from '../testing/linked-client.ts';
import { quietLibsignal } from '../testing/quiet-libsignal.ts';
import { trustMediaServer } from '../testing/trust-media.ts';
import type { OutgoingMessage } from './outgoing-message.ts';

const BYTES = Buffer.from('the bytes of a file, some of them '.repeat(40));
const { Type } = proto.Message.ProtocolMessage;

let simulator: WhatsappWebSimulator;
let shop: SimulatedAccount;
let customer: SimulatedAccount;
let client: LinkedClient;

beforeAll(async () => {
  quietLibsignal();
  simulator = await startWhatsappWebSimulator();
  trustMediaServer(simulator);
  shop = newAccount(simulator, 'Loja');
  customer = newAccount(simulator, 'Ana');
  client = await LinkedClient.link(simulator, shop.phone);
});
afterAll(async () => {
  await closeClients();
  await simulator.close();
});

async function arrival(message: OutgoingMessage, options = {}): Promise<WAMessage> {
  const { whatsappId } = await customer.send(shop.phone, message, options);
  await expect.poll(() => client.heard(whatsappId)).toHaveLength(1);
  const [heard] = client.heard(whatsappId);
  if (!heard) throw new Error('It did not arrive');
  return heard;
}

describe('what a customer sends', () => {
  it.each([
    [
      'location',
      { type: 'location', latitude: -23.5, longitude: -46.6, name: 'Sé' },
      { locationMessage: { name: 'Sé' } },
    ],
    [
      'live location',
      { type: 'liveLocation', latitude: 1, longitude: 2 },
      { liveLocationMessage: { degreesLatitude: 1 } },
    ],
    [
      'contact',
      { type: 'contacts', contacts: [{ name: 'Bia', phoneNumber: '+55 11 1' }] },
      { contactMessage: { displayName: 'Bia' } },
    ],
    [
      'button reply',
      { type: 'buttonReply', id: 'b1', title: 'Yes' },
      { buttonsResponseMessage: { selectedButtonId: 'b1' } },
    ],
    ['list reply', { type: 'listReply', id: 'r1', title: 'One' }, { listResponseMessage: { title: 'One' } }],
    [
      'disappearing text',
      { type: 'text', text: 'soon gone', ephemeralSeconds: 86_400 },
      {
        ephemeralMessage: {
          message: { extendedTextMessage: { text: 'soon gone', contextInfo: { expiration: 86_400 } } },
        },
      },
    ],
    ['raw content', { type: 'raw', message: { conversation: 'raw' } }, { conversation: 'raw' }],
  ] satisfies [string, OutgoingMessage, object][])(
    'arrives as it was written: %s',
    async (_name, message, content) => {
      expect((await arrival(message)).message).toMatchObject(content);
    },
  );

  it.each([
    ['image', 'image/jpeg'],
    ['video', 'video/mp4'],
    ['audio', 'audio/mpeg'],
    ['voice', 'audio/ogg; codecs=opus'],
    ['document', 'application/pdf'],
    ['sticker', 'image/webp'],
  ] as const)('can be downloaded and decrypted: %s', async (type, mimeType) => {
    const heard = await arrival({ type, file: { bytes: BYTES, mimeType, filename: 'a.pdf' } });
    expect(await downloadMediaMessage(heard, 'buffer', {})).toEqual(BYTES);
  });

  it('quotes the message that it answers', async () => {
    const question = await customer.send(shop.phone, 'first');
    const heard = await arrival({ type: 'text', text: 'second', replyTo: question.whatsappId });
    expect(heard.message?.extendedTextMessage?.contextInfo).toMatchObject({
      stanzaId: question.whatsappId,
      quotedMessage: { conversation: 'first' },
    });
  });

  it('mentions people, is forwarded, and can be opened once', async () => {
    const text = { type: 'text', text: 'you', mentions: [shop.phone], isForwarded: true } as const;
    expect((await arrival(text, { as: 'lid' })).message).toMatchObject({
      extendedTextMessage: { contextInfo: { mentionedJid: [shop.lid], isForwarded: true } },
    });
    const file = { bytes: BYTES, mimeType: 'image/jpeg' };
    expect((await arrival({ type: 'image', file, isViewOnce: true })).message).toMatchObject({
      viewOnceMessageV2: { message: { imageMessage: { viewOnce: true } } },
    });
  });

  it('reacts to, edits and deletes messages', async () => {
    const { whatsappId } = await customer.send(shop.phone, 'typo');
    expect((await arrival({ type: 'reaction', about: whatsappId, emoji: '👍' })).message).toMatchObject({
      reactionMessage: { text: '👍', key: { id: whatsappId } },
    });
    expect((await arrival({ type: 'edit', about: whatsappId, text: 'better' })).message).toMatchObject({
      protocolMessage: { type: Type.MESSAGE_EDIT, editedMessage: { conversation: 'better' } },
    });
    expect((await arrival({ type: 'delete', about: whatsappId })).message).toMatchObject({
      protocolMessage: { type: Type.REVOKE, key: { id: whatsappId } },
    });
  });

  it('marks its own reactions to a message of the client as being about that', async () => {
    const key = await client.sendText(customer.jid, 'like me');
    await expect.poll(() => customer.received().some(({ whatsappId }) => whatsappId === key.id)).toBe(true);
    const heard = await arrival({ type: 'reaction', about: key.id ?? '', emoji: '❤️' });
    expect(heard.message?.reactionMessage?.key).toMatchObject({ id: key.id, fromMe: true });
  });

  it('votes in the polls of the client so that only its secret opens the vote', async () => {
    const poll = await client.socket.sendMessage(customer.jid, {
      poll: { name: 'When?', values: ['today', 'tomorrow'], selectableCount: 1 },
    });
    const pollId = poll?.key.id ?? '';
    await expect.poll(() => customer.received().some(({ whatsappId }) => whatsappId === pollId)).toBe(true);
    const heard = await arrival({ type: 'pollVote', about: pollId, choices: ['tomorrow'] });
    const opened = decryptPollVote(heard.message?.pollUpdateMessage?.vote ?? {}, {
      pollMsgId: pollId,
      pollCreatorJid: shop.jid,
      voterJid: customer.jid,
      pollEncKey: poll?.message?.messageContextInfo?.messageSecret ?? new Uint8Array(),
    });
    expect(opened.selectedOptions).toHaveLength(1);
  });
});

describe('what the client sends', () => {
  it.each([
    ['image', { image: BYTES, caption: 'look', jpegThumbnail: '' }],
    ['video', { video: BYTES, caption: 'look', jpegThumbnail: '' }],
    ['voice', { audio: BYTES, ptt: true, seconds: 2, mimetype: 'audio/ogg; codecs=opus' }],
    ['document', { document: BYTES, mimetype: 'application/pdf', fileName: 'a.pdf' }],
    ['sticker', { sticker: BYTES }],
  ])('is decrypted with its file: %s', async (_name, content) => {
    const sent = await client.socket.sendMessage(customer.jid, content);
    const found = () => customer.received().find(({ whatsappId }) => whatsappId === sent?.key.id);
    await expect.poll(found).toBeDefined();
    const received = found();
    expect(received && (await customer.fileOf(received))).toEqual(BYTES);
  });
});

it('gives a file again that is gone, when the client asks the phone for it', async () => {
  simulator.faults.add({ match: { peer: customer.phone }, fault: { kind: 'mediaGone', status: 410 } });
  const heard = await arrival({ type: 'image', file: { bytes: BYTES, mimeType: 'image/jpeg' } });
  await expect(downloadMediaMessage(heard, 'buffer', {})).rejects.toThrow();
  await client.socket.refreshMediaConn();
  const renewed = await client.socket.updateMediaMessage(heard);
  expect(await downloadMediaMessage(renewed, 'buffer', {})).toEqual(BYTES);
});
