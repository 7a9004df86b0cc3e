import { proto, type WAMessageKey } from 'baileys';
import { expect, it } from 'vitest';
import { decodeMediaReference } from '../media-reference.ts';
import { AT, LID, NUMBER, received } from '../../../../test/web/received-update.ts';
import { interpret } from './interpret.ts';
import { plainJson } from './plain-json.ts';

const GROUP = '120363000000000000@g.us';
const phone = { kind: 'phone', value: '+5511999999999' };
const lid = { kind: 'lid', value: LID };

const read = (...parameters: Parameters<typeof received>) => interpret(received(...parameters));

it('a text names its sender, number first, however it was addressed', () => {
  const expected = {
    kind: 'message',
    whatsappId: 'A1',
    from: [phone, lid],
    profileName: 'Maria',
    at: new Date(AT * 1_000),
    content: { type: 'text', content: 'oi' },
    isFromUs: false,
    isPlaceholder: false,
    metadata: {},
  };
  expect(read({ conversation: 'oi' })).toMatchObject([expected]);
  const byLid = { remoteJid: '123456789012345:4@lid', remoteJidAlt: NUMBER, addressingMode: 'lid' };
  expect(read({ conversation: 'oi' }, { key: byLid })).toMatchObject([expected]);
});

it('a number that is not told stays unknown', () => {
  expect(
    read(
      { conversation: 'oi' },
      { key: { remoteJid: LID, remoteJidAlt: undefined, remoteJidUsername: 'maria' } },
    ),
  ).toMatchObject([{ from: [lid, { kind: 'username', value: 'maria' }] }]);
});

it('a group message is of the group, and says who wrote it', () => {
  const key = { remoteJid: GROUP, remoteJidAlt: undefined, participant: LID, participantAlt: NUMBER };
  expect(read({ conversation: 'oi' }, { key })).toMatchObject([
    {
      from: [{ kind: 'group', value: GROUP }],
      profileName: undefined,
      metadata: { participant: [phone, lid], participantName: 'Maria' },
    },
  ]);
});

it('what our own phone sent is told apart', () => {
  expect(read({ conversation: 'oi' }, { key: { fromMe: true } })).toMatchObject([
    { isFromUs: true, from: [phone, lid], profileName: undefined, metadata: { source: 'phone' } },
  ]);
});

const file = {
  mediaKey: Buffer.alloc(32, 1),
  directPath: '/v/t62.7118-24/1_n.enc?ccb=11-4&oh=01_Q5&_nc_sid=5e03e0',
  url: 'https://mmg.whatsapp.net/v/t62.7118-24/1_n.enc',
  fileSha256: Buffer.alloc(32, 2),
  fileEncSha256: Buffer.alloc(32, 3),
  fileLength: 1234,
};
const answered = { contextInfo: { stanzaId: 'B2', participant: LID, isForwarded: true, forwardingScore: 6 } };

it('a file names where it is, its key, and the message to ask for it again', () => {
  const [update] = read({ imageMessage: { ...file, mimetype: 'image/png' } });
  const media = update?.kind === 'message' ? update.media : undefined;
  expect(media).toMatchObject({
    kind: 'image',
    mimeType: 'image/png',
    sha256: file.fileSha256.toString('base64'),
  });
  expect(decodeMediaReference(media?.providerMediaId ?? '')).toEqual({
    kind: 'image',
    mediaKey: file.mediaKey.toString('base64'),
    directPath: file.directPath,
    mimeType: 'image/png',
    fileSha256: file.fileSha256.toString('base64'),
    fileEncSha256: file.fileEncSha256.toString('base64'),
    sizeBytes: 1234,
    message: { remoteJid: NUMBER, id: 'A1', fromMe: false },
  });
});

it('what is unsupported keeps its raw form', () => {
  expect(read({ stickerPackMessage: { name: 'pack' } })).toMatchObject([
    { metadata: { raw: { stickerPackMessage: { name: 'pack' } } } },
  ]);
});

it('an answer says to what, and whether it was forwarded', () => {
  expect(read({ extendedTextMessage: { text: 'sim', ...answered } })).toMatchObject([
    { replyToWhatsappId: 'B2', metadata: { forwarded: true, frequentlyForwarded: true } },
  ]);
});

it('a reaction says on what, and one taken back is empty', () => {
  const key = { remoteJid: NUMBER, fromMe: true, id: 'B2' };
  expect(read({ reactionMessage: { key, text: '👍' } })).toMatchObject([
    { content: { type: 'reaction', content: { emoji: '👍' } }, replyToWhatsappId: 'B2' },
  ]);
  expect(read({ reactionMessage: { key, text: '' } })).toMatchObject([
    { content: { type: 'reaction', content: { emoji: '' } }, replyToWhatsappId: 'B2' },
  ]);
});

it('a vote that was decrypted says what was chosen; another is kept raw', () => {
  const vote = {
    pollUpdateMessage: {
      pollCreationMessageKey: { id: 'P1', fromMe: true },
      vote: { encPayload: Buffer.from('x'), encIv: Buffer.from('y') },
    },
  };
  expect(read(vote)).toMatchObject([
    {
      content: { type: 'poll_vote', content: {} },
      replyToWhatsappId: 'P1',
      metadata: { raw: { pollUpdateMessage: {} } },
    },
  ]);
  const payload = received(vote);
  expect(interpret(Object.assign({}, payload, { vote: ['sex'] }))).toMatchObject([
    { content: { type: 'poll_vote', content: { options: ['sex'] } }, replyToWhatsappId: 'P1' },
  ]);
});

it('a poll keeps the secret with which its votes are read, wrapped or not', () => {
  const poll = { pollCreationMessage: { name: 'Dia?', options: [{ optionName: 'sex' }] } };
  const info = { messageContextInfo: { messageSecret: Buffer.from('segredo') } };
  const expected = [{ metadata: { messageSecret: Buffer.from('segredo').toString('base64') } }];
  expect(read({ ...poll, ...info })).toMatchObject(expected);
  expect(read({ ephemeralMessage: { message: poll }, ...info })).toMatchObject(expected);
});

const { MESSAGE_EDIT, REVOKE, EPHEMERAL_SETTING } = proto.Message.ProtocolMessage.Type;

it('an edit names the message and what it says now, wrapped or not', () => {
  const edit = {
    protocolMessage: {
      type: MESSAGE_EDIT,
      key: { remoteJid: NUMBER, fromMe: true, id: 'A0' },
      editedMessage: { conversation: 'corrigido' },
      timestampMs: AT * 1_000 + 5,
    },
  };
  const expected = [
    {
      kind: 'edited',
      whatsappId: 'A0',
      from: [phone, lid],
      isFromUs: false,
      at: new Date(AT * 1_000 + 5),
      content: { type: 'text', content: 'corrigido' },
    },
  ];
  expect(read(edit)).toMatchObject(expected);
  expect(read({ editedMessage: { message: edit } })).toMatchObject(expected);
});

it('a deletion names the message', () => {
  const deletion = { protocolMessage: { type: REVOKE, key: { id: 'A0' } } };
  expect(read(deletion)).toMatchObject([{ kind: 'deleted', whatsappId: 'A0', isFromUs: false }]);
});

it('what could not be decrypted is a placeholder, whether its type is a number or a name', () => {
  const { CIPHERTEXT } = proto.WebMessageInfo.StubType;
  const expected = [
    { content: { type: 'unsupported', content: { type: 'undecryptable' } }, isPlaceholder: true },
  ];
  expect(read(undefined, { messageStubType: CIPHERTEXT, messageStubParameters: ['Bad MAC'] })).toMatchObject(
    expected,
  );
  const named = proto.WebMessageInfo.fromObject({
    key: { remoteJid: NUMBER, id: 'A1', fromMe: false },
    messageTimestamp: AT,
    messageStubType: CIPHERTEXT,
  });
  expect(interpret(plainJson({ update: 'message', message: named }))).toMatchObject(expected);
});

it('what the phone gives for a placeholder is read, long numbers and all', () => {
  const bytes = proto.WebMessageInfo.encode({
    key: { remoteJid: NUMBER, id: 'A1', fromMe: false },
    messageTimestamp: AT,
    message: { conversation: 'achado' },
  }).finish();
  const expected = [{ content: { content: 'achado' }, at: new Date(AT * 1_000), isPlaceholder: false }];
  const found = proto.WebMessageInfo.decode(bytes);
  expect(interpret(plainJson({ update: 'message', message: found }))).toMatchObject(expected);
  // As the library does when it has kept the key of the placeholder.
  const merged = {
    key: { remoteJid: NUMBER, id: 'A1' },
    message: found.message,
    messageTimestamp: found.messageTimestamp,
  };
  expect(interpret(plainJson({ update: 'message', message: merged }))).toMatchObject(expected);
});

it('a missed call is a message, what happens in a group a notice', () => {
  expect(read(undefined, { messageStubType: proto.WebMessageInfo.StubType.CALL_MISSED_VIDEO })).toMatchObject(
    [{ kind: 'message', content: { type: 'system', content: { event: 'call_missed', video: true } } }],
  );
  expect(
    read(undefined, { messageStubType: proto.WebMessageInfo.StubType.GROUP_PARTICIPANT_ADD }),
  ).toMatchObject([{ kind: 'notice', topic: 'chat_notification' }]);
});

it.each<[string, proto.IMessage, Partial<WAMessageKey>]>([
  [
    'keys alone',
    { senderKeyDistributionMessage: { groupId: GROUP } },
    { remoteJid: GROUP, participant: LID },
  ],
  [
    'a setting of the chat',
    { protocolMessage: { type: EPHEMERAL_SETTING, ephemeralExpiration: 86_400 } },
    {},
  ],
  ['the frame of an album', { albumMessage: { expectedImageCount: 2 } }, {}],
  ['a status', { conversation: 'oi' }, { remoteJid: 'status@broadcast', participant: NUMBER }],
  ['a channel', { conversation: 'oi' }, { remoteJid: '120363000000000000@newsletter' }],
])('%s says nothing', (_, content, key) => {
  expect(read(content, { key })).toEqual([]);
});

it('a mapping ties the number and the LID, whichever is named first; another says nothing', () => {
  const expected = { kind: 'identities_linked', identities: [phone, lid] };
  const pairs = [
    { lid: LID, pn: NUMBER },
    { lid: NUMBER, pn: LID },
    { lid: LID, pn: LID },
    { lid: LID, pn: 'status@broadcast' },
  ];
  expect(interpret({ update: 'mappings', pairs })).toEqual([expected, expected]);
});

it('a status comes through', () => {
  const at = new Date(AT * 1_000).toISOString();
  expect(
    interpret({ update: 'status', whatsappId: 'S1', status: 'read', at, participant: LID, isPlayed: true }),
  ).toEqual([
    {
      kind: 'status',
      whatsappId: 'S1',
      messageId: undefined,
      status: 'read',
      at: new Date(at),
      error: undefined,
      details: { participant: LID, played: true },
    },
  ]);
});
