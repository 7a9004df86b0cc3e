import { proto, type WAMessage, type WAMessageKey } from 'baileys';
import { expect, it } from 'vitest';
import { decodeMediaReference } from '../media-reference.ts';
import { interpret } from './interpret.ts';
import { plainJson } from './plain-json.ts';

const NUMBER = '5511999999999@s.whatsapp.net';
const LID = '123456789012345@lid';
const GROUP = '120363000000000000@g.us';
const AT = 1_790_000_000;
const phone = { kind: 'phone', value: '+5511999999999' };
const lid = { kind: 'lid', value: LID };

/** A message as the library gives it: content decoded from the wire in a plain object, stored as JSON. */
function received(
  content: proto.IMessage | undefined,
  { key, ...others }: { key?: Partial<WAMessageKey> } & Partial<Omit<WAMessage, 'key'>> = {},
) {
  const message: WAMessage = {
    key: { remoteJid: NUMBER, remoteJidAlt: LID, fromMe: false, id: 'A1', addressingMode: 'pn', ...key },
    messageTimestamp: AT,
    pushName: 'Maria',
    broadcast: false,
    ...(content && {
      message: proto.Message.decode(proto.Message.encode(proto.Message.fromObject(content)).finish()),
    }),
    ...others,
  };
  return plainJson({ update: 'message', message });
}

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

it.each<[string, proto.IMessage, string, unknown]>([
  ['a long text', { extendedTextMessage: { text: 'veja https://a.b' } }, 'text', 'veja https://a.b'],
  [
    'an image',
    { imageMessage: { ...file, mimetype: 'image/png', caption: 'foto' } },
    'image',
    { caption: 'foto', mimeType: 'image/png' },
  ],
  [
    'a video',
    { videoMessage: { ...file, seconds: 3, gifPlayback: true } },
    'video',
    { seconds: 3, gif: true, mimeType: 'video/mp4' },
  ],
  ['a round video', { ptvMessage: file }, 'video', { mimeType: 'video/mp4' }],
  [
    'music',
    { audioMessage: { ...file, mimetype: 'audio/mpeg', ptt: false } },
    'audio',
    { voice: false, mimeType: 'audio/mpeg' },
  ],
  [
    'a voice message',
    { audioMessage: { ...file, ptt: true, seconds: 2 } },
    'audio',
    { voice: true, seconds: 2, mimeType: 'audio/ogg; codecs=opus' },
  ],
  [
    'a document with a caption',
    {
      documentWithCaptionMessage: {
        message: {
          documentMessage: { ...file, fileName: 'nota.pdf', caption: 'nota', mimetype: 'application/pdf' },
        },
      },
    },
    'document',
    { filename: 'nota.pdf', caption: 'nota', mimeType: 'application/pdf' },
  ],
  [
    'a sticker',
    { stickerMessage: { ...file, isAnimated: true } },
    'sticker',
    { animated: true, mimeType: 'image/webp' },
  ],
  [
    'an animated sticker',
    { lottieStickerMessage: { message: { stickerMessage: file } } },
    'sticker',
    { animated: false, mimeType: 'image/webp' },
  ],
  [
    'a place',
    { locationMessage: { degreesLatitude: -23.5, degreesLongitude: -46.6, name: 'Sé' } },
    'location',
    { latitude: -23.5, longitude: -46.6, name: 'Sé' },
  ],
  [
    'a place that moves',
    { liveLocationMessage: { degreesLatitude: 0, degreesLongitude: 1, caption: 'vou' } },
    'location',
    { latitude: 0, longitude: 1, live: true, caption: 'vou' },
  ],
  [
    'a contact card',
    {
      contactMessage: {
        displayName: 'Zé',
        vcard:
          'BEGIN:VCARD\nVERSION:3.0\nN:Silva;José;;;\nFN:José\\, Zé\nORG:Loja;\nitem1.TEL;type=CELL;waid=5511:+55 11\nEND:VCARD',
      },
    },
    'contacts',
    {
      contacts: [
        {
          name: { formattedName: 'José, Zé', firstName: 'José', lastName: 'Silva' },
          phones: [{ phone: '+55 11', type: 'CELL', waId: '5511' }],
          organization: { company: 'Loja' },
        },
      ],
    },
  ],
  [
    'contact cards',
    { contactsArrayMessage: { contacts: [{ displayName: 'A' }, { displayName: 'B' }] } },
    'contacts',
    { contacts: [{ name: { formattedName: 'A' } }, { name: { formattedName: 'B' } }] },
  ],
  [
    'a poll',
    {
      messageContextInfo: { messageSecret: Buffer.alloc(32, 9) },
      pollCreationMessageV3: {
        name: 'Dia?',
        options: [{ optionName: 'sex' }, { optionName: 'sáb' }],
        selectableOptionsCount: 1,
      },
    },
    'poll',
    { question: 'Dia?', options: ['sex', 'sáb'], selectable: 1 },
  ],
  [
    'a tapped button',
    { buttonsResponseMessage: { selectedButtonId: 'sim', selectedDisplayText: 'Sim', type: 1 } },
    'button_reply',
    { id: 'sim', title: 'Sim' },
  ],
  [
    'a tapped button of a template',
    { templateButtonReplyMessage: { selectedId: 'p', selectedDisplayText: 'Sim' } },
    'template_button',
    { payload: 'p', text: 'Sim' },
  ],
  [
    'a chosen row',
    { listResponseMessage: { title: 'Azul', singleSelectReply: { selectedRowId: 'r1' } } },
    'list_reply',
    { id: 'r1', title: 'Azul' },
  ],
  [
    'an answered flow',
    {
      interactiveResponseMessage: {
        body: { text: 'ok' },
        nativeFlowResponseMessage: { name: 'flow', paramsJson: '{"a":1}' },
      },
    },
    'flow_reply',
    { name: 'flow', body: 'ok', response: { a: 1 } },
  ],
  [
    'an order',
    {
      orderMessage: {
        orderId: '9',
        itemCount: 2,
        message: 'quero',
        totalAmount1000: 12500,
        totalCurrencyCode: 'BRL',
      },
    },
    'order',
    { orderId: '9', itemCount: 2, text: 'quero', total: 12.5, currency: 'BRL' },
  ],
  [
    'a template of a business',
    { templateMessage: { hydratedTemplate: { hydratedContentText: 'Seu código' } } },
    'text',
    'Seu código',
  ],
  [
    'buttons of a business',
    { buttonsMessage: { contentText: 'Escolha', buttons: [{ buttonId: '1' }] } },
    'text',
    'Escolha',
  ],
  [
    'disappearing text',
    { ephemeralMessage: { message: { extendedTextMessage: { text: 'some' } } } },
    'text',
    'some',
  ],
  [
    'a picture to view once',
    { viewOnceMessageV2: { message: { imageMessage: { ...file, viewOnce: true } } } },
    'image',
    { mimeType: 'image/jpeg' },
  ],
  [
    'what the library does not know',
    { messageContextInfo: { deviceListMetadataVersion: 2 } },
    'unsupported',
    { type: 'unknown' },
  ],
  ['what nobody knows yet', { stickerPackMessage: { name: 'pack' } }, 'unsupported', { type: 'stickerPack' }],
  [
    'a file with a host for a path',
    { imageMessage: { ...file, directPath: '//evil.example/x' } },
    'unsupported',
    { type: 'image' },
  ],
])('%s is read', (_, content, type, expected) => {
  expect(read(content)).toMatchObject([{ content: { type, content: expected } }]);
  expect(read(content)).toHaveLength(1);
});

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
