import { inboundTypes, type InboundType } from '@recado/contracts';
import { describe, expect, test } from 'vitest';
import { inboundMessage, messagesChange, readBody, SHEENA, webhookBody } from './webhook-bodies.ts';

type Json = Record<string, unknown>;

const readMessage = (fields: Json, contacts: Json[] = [SHEENA]) =>
  readBody(webhookBody(messagesChange({ messages: [inboundMessage(fields)], contacts })));

const SHA = 'SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=';

const messageCases: [type: (typeof inboundTypes)[number], fields: Json, expected: Json][] = [
  [
    'text',
    { type: 'text', text: { body: 'Does it come in another color?' } },
    { content: 'Does it come in another color?' },
  ],
  [
    'image',
    { type: 'image', image: { caption: 'Taj Mahal', mime_type: 'image/jpeg', sha256: SHA, id: '1003' } },
    {
      content: { caption: 'Taj Mahal', mimeType: 'image/jpeg' },
      media: {
        providerMediaId: '1003',
        kind: 'image',
        mimeType: 'image/jpeg',
        fileName: undefined,
        sha256: SHA,
      },
    },
  ],
  [
    'video',
    {
      type: 'video',
      video: { mime_type: 'video/mp4', sha256: SHA, id: '1004', url: 'https://lookaside.fbsbx.com/x' },
    },
    {
      content: { mimeType: 'video/mp4' },
      media: {
        providerMediaId: '1004',
        kind: 'video',
        mimeType: 'video/mp4',
        fileName: undefined,
        sha256: SHA,
      },
    },
  ],
  [
    'audio',
    { type: 'audio', audio: { mime_type: 'audio/ogg; codecs=opus', sha256: SHA, id: '1005', voice: true } },
    {
      content: { voice: true, mimeType: 'audio/ogg; codecs=opus' },
      media: {
        providerMediaId: '1005',
        kind: 'audio',
        mimeType: 'audio/ogg; codecs=opus',
        fileName: undefined,
        sha256: SHA,
      },
    },
  ],
  [
    'document',
    {
      type: 'document',
      document: {
        caption: 'my receipt',
        filename: 'receipt.pdf',
        mime_type: 'application/pdf',
        sha256: SHA,
        id: '1006',
      },
    },
    {
      content: { caption: 'my receipt', filename: 'receipt.pdf', mimeType: 'application/pdf' },
      media: {
        providerMediaId: '1006',
        kind: 'document',
        mimeType: 'application/pdf',
        fileName: 'receipt.pdf',
        sha256: SHA,
      },
    },
  ],
  [
    'sticker',
    { type: 'sticker', sticker: { mime_type: 'image/webp', sha256: SHA, id: '1007', animated: false } },
    {
      content: { animated: false, mimeType: 'image/webp' },
      media: {
        providerMediaId: '1007',
        kind: 'sticker',
        mimeType: 'image/webp',
        fileName: undefined,
        sha256: SHA,
      },
    },
  ],
  [
    'location',
    {
      type: 'location',
      location: {
        address: '101 Forest Ave',
        latitude: 37.4,
        longitude: -122.1,
        name: 'Philz',
        url: 'https://philzcoffee.com/',
      },
    },
    {
      content: {
        latitude: 37.4,
        longitude: -122.1,
        name: 'Philz',
        address: '101 Forest Ave',
        url: 'https://philzcoffee.com/',
      },
    },
  ],
  [
    'contacts',
    {
      type: 'contacts',
      contacts: [
        {
          name: { first_name: 'Lucía', last_name: 'Gómez', formatted_name: 'Lucía Gómez' },
          org: { company: 'Google' },
          phones: [{ phone: '+1 (983) 555-2319', wa_id: '19835552319', type: 'MOBILE' }],
          addresses: [{ city: 'Menlo Park', country_code: 'us' }],
        },
      ],
    },
    {
      content: {
        contacts: [
          {
            name: { formattedName: 'Lucía Gómez', firstName: 'Lucía', lastName: 'Gómez' },
            organization: { company: 'Google' },
            phones: [{ phone: '+1 (983) 555-2319', waId: '19835552319', type: 'MOBILE' }],
            addresses: [{ city: 'Menlo Park', countryCode: 'us' }],
          },
        ],
      },
    },
  ],
  [
    'reaction',
    { type: 'reaction', reaction: { message_id: 'wamid.OUT', emoji: '👍' } },
    { content: { emoji: '👍' }, replyToWhatsappId: 'wamid.OUT' },
  ],
  [
    'button_reply',
    {
      type: 'interactive',
      context: { from: '1', id: 'wamid.OUT' },
      interactive: { type: 'button_reply', button_reply: { id: 'cancel-button', title: 'Cancel' } },
    },
    { content: { id: 'cancel-button', title: 'Cancel' }, replyToWhatsappId: 'wamid.OUT' },
  ],
  [
    'list_reply',
    {
      type: 'interactive',
      interactive: {
        type: 'list_reply',
        list_reply: { id: 'express', title: 'Priority', description: 'Next Day' },
      },
    },
    { content: { id: 'express', title: 'Priority', description: 'Next Day' } },
  ],
  [
    'template_button',
    {
      type: 'button',
      context: { from: '1', id: 'wamid.OUT' },
      button: { payload: 'Unsubscribe', text: 'Stop' },
    },
    { content: { payload: 'Unsubscribe', text: 'Stop' }, replyToWhatsappId: 'wamid.OUT' },
  ],
  [
    'flow_reply',
    {
      type: 'interactive',
      interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"a":1}' } },
    },
    { content: { name: 'flow', body: 'Sent', response: { a: 1 } } },
  ],
  [
    'order',
    {
      type: 'order',
      order: {
        catalog_id: '19',
        text: '',
        product_items: [{ product_retailer_id: 'di9', quantity: 2, item_price: 30, currency: 'USD' }],
      },
    },
    {
      content: {
        catalogId: '19',
        text: '',
        items: [{ productRetailerId: 'di9', quantity: 2, itemPrice: 30, currency: 'USD' }],
      },
    },
  ],
  [
    'system',
    { type: 'system', system: { type: 'customer_identity_changed', body: 'New code' } },
    { content: { event: 'customer_identity_changed', body: 'New code' } },
  ],
  [
    'unsupported',
    {
      type: 'unsupported',
      errors: [{ code: 131051, title: 'Message type unknown' }],
      unsupported: { type: 'edit' },
    },
    { content: { type: 'edit' } },
  ],
];

describe('messages', () => {
  test.each(messageCases)('%s', (type, fields, { content, media, replyToWhatsappId }) => {
    expect(readMessage(fields)).toMatchObject([
      {
        kind: 'message',
        whatsappId: 'wamid.IN',
        from: [{ kind: 'phone', value: '+16505551234' }],
        profileName: 'Sheena Nelson',
        at: new Date('2025-06-08T20:59:43.000Z'),
        content: { type, content },
        media,
        replyToWhatsappId,
      },
    ]);
  });

  test('every type there is has a case, but those that only a number linked by QR code gets', () => {
    const others = new Set<InboundType>(['poll', 'poll_vote', 'deleted']);
    expect(messageCases.map(([type]) => type).toSorted()).toEqual(
      inboundTypes.filter((type) => !others.has(type)).toSorted(),
    );
  });

  test.each<[string, Json]>([
    ['a type that Meta adds later', { type: 'poll_creation', poll: { question: '?' } }],
    ['an unsupported message without a type', { type: 'unsupported', errors: [{ code: 131051 }] }],
    ['a known type in an unknown shape', { type: 'image', image: { caption: 'no id' } }],
    [
      'an interactive reply of a new kind',
      { type: 'interactive', interactive: { type: 'call_permission_reply' } },
    ],
    ['a type named like a property of every object', { type: 'constructor' }],
  ])('%s is unsupported and keeps its raw form', (_, fields) => {
    expect(readMessage(fields)).toMatchObject([
      { content: { type: 'unsupported' }, media: undefined, metadata: { raw: inboundMessage(fields) } },
    ]);
  });

  test('what is understood keeps no raw form; context, referral and errors go into the metadata', () => {
    const [message] = readMessage({
      type: 'text',
      text: { body: 'Is this still available?' },
      context: { forwarded: true, frequently_forwarded: true, referred_product: { catalog_id: '1' } },
      referral: { source_type: 'ad', ctwa_clid: 'Aff' },
    });
    expect(message).toMatchObject({ replyToWhatsappId: undefined });
    expect(message).toHaveProperty('metadata', {
      forwarded: true,
      frequentlyForwarded: true,
      referredProduct: { catalog_id: '1' },
      referral: { source_type: 'ad', ctwa_clid: 'Aff' },
    });
  });

  test('a reaction that was taken back has an empty emoji', () => {
    for (const reaction of [{ message_id: 'wamid.OUT' }, { message_id: 'wamid.OUT', emoji: '' }])
      expect(readMessage({ type: 'reaction', reaction })).toMatchObject([
        { content: { type: 'reaction', content: { emoji: '' } } },
      ]);
  });
});
