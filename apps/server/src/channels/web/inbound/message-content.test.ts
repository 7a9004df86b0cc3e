import { proto } from 'baileys';
import { expect, it } from 'vitest';
import { received } from '../../../../test/web/received-update.ts';
import { interpret } from './interpret.ts';

const read = (...parameters: Parameters<typeof received>) => interpret(received(...parameters));

const { DISPLAY_TEXT } = proto.Message.ButtonsResponseMessage.Type;
const file = {
  mediaKey: Buffer.alloc(32, 1),
  directPath: '/v/t62.7118-24/1_n.enc?ccb=11-4&oh=01_Q5&_nc_sid=5e03e0',
  url: 'https://mmg.whatsapp.net/v/t62.7118-24/1_n.enc',
  fileSha256: Buffer.alloc(32, 2),
  fileEncSha256: Buffer.alloc(32, 3),
  fileLength: 1234,
};
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
    { buttonsResponseMessage: { selectedButtonId: 'sim', selectedDisplayText: 'Sim', type: DISPLAY_TEXT } },
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
