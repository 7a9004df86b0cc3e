import { inboundTypes } from '@recado/contracts';
import { describe, expect, test } from 'vitest';
import type { InboundUpdate } from '../../inbound-update.ts';
import { interpret } from './interpret.ts';
import { splitWebhook } from './split-webhook.ts';
import {
  inboundMessage,
  messagesChange,
  messageStatus,
  OUR_NUMBER,
  SHEENA,
  webhookBody,
} from './webhook-bodies.ts';

type Json = Record<string, unknown>;

/** Through the split and through JSON, as an update comes out of the database. */
function read(body: Buffer): InboundUpdate[] {
  return splitWebhook(body, OUR_NUMBER).flatMap(({ payload }) =>
    interpret(JSON.parse(JSON.stringify(payload))),
  );
}
const readMessage = (fields: Json, contacts: Json[] = [SHEENA]) =>
  read(webhookBody(messagesChange({ messages: [inboundMessage(fields)], contacts })));
const readStatus = (fields: Json, contacts?: Json[]) =>
  read(webhookBody(messagesChange({ statuses: [messageStatus(fields)], ...(contacts && { contacts }) })));

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

  test('every type there is has a case', () => {
    expect(messageCases.map(([type]) => type).toSorted()).toEqual(inboundTypes.toSorted());
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

describe('who sent it', () => {
  const username = { profile: { name: 'Sheena', username: '@realsheena' }, wa_id: '', user_id: 'user.93737' };

  test('a user with a username has no number: the user id comes first, the username is one more name', () => {
    const [message] = readMessage(
      { from: '', from_user_id: 'user.93737', type: 'text', text: { body: 'Hi' } },
      [username],
    );
    expect(message).toMatchObject({
      from: [
        { kind: 'bsuid', value: 'user.93737' },
        { kind: 'username', value: 'realsheena' },
      ],
      profileName: 'Sheena',
    });
  });

  test('with both, the number comes first', () => {
    const both = { ...username, wa_id: '16505551234' };
    expect(
      readMessage({ from_user_id: 'user.93737', type: 'text', text: { body: 'Hi' } }, [both]),
    ).toMatchObject([
      { from: [{ kind: 'phone', value: '+16505551234' }, { kind: 'bsuid' }, { kind: 'username' }] },
    ]);
  });

  test('in a group, the group is answered, and the participant is in the metadata', () => {
    expect(readMessage({ group_id: 'Y2FwaV9n', type: 'text', text: { body: 'Hi' } })).toMatchObject([
      {
        from: [{ kind: 'group', value: 'Y2FwaV9n' }],
        profileName: undefined,
        metadata: {
          participant: [{ kind: 'phone', value: '+16505551234' }],
          participantName: 'Sheena Nelson',
        },
      },
    ]);
  });

  test.each([
    { from: '', type: 'text' },
    { id: '', type: 'text' },
    { timestamp: 'yesterday', type: 'text' },
    { type: 7 },
  ])('%j cannot be understood, and throws', (fields) => {
    expect(() => readMessage(fields, [])).toThrow();
  });
});

describe('a new identity', () => {
  test('a changed number comes before its system message', () => {
    const system = {
      type: 'user_changed_number',
      wa_id: '12195555358',
      body: 'User Sheena Nelson changed from 16505551234 to 12195555358',
    };
    expect(readMessage({ type: 'system', system }, [])).toMatchObject([
      {
        kind: 'identity_changed',
        from: [{ kind: 'phone', value: '+16505551234' }],
        to: { kind: 'phone', value: '+12195555358' },
      },
      { kind: 'message', content: { type: 'system', content: { event: 'user_changed_number' } } },
    ]);
  });

  test.each<[string, Json]>([
    ['named', { previous_user_id: 'user.OLD' }],
    ['in the sentence', { body: 'User @sheena changed from user.OLD to user.NEW' }],
  ])('a changed user id, the old one %s', (_, extra) => {
    const system = { type: 'user_changed_user_id', user_id: 'user.NEW', ...extra };
    expect(readMessage({ from: '', from_user_id: 'user.NEW', type: 'system', system }, [])[0]).toEqual({
      kind: 'identity_changed',
      from: [{ kind: 'bsuid', value: 'user.OLD' }],
      to: { kind: 'bsuid', value: 'user.NEW' },
    });
  });
});

describe('statuses', () => {
  const v23 = {
    conversation: { id: '72b1', origin: { type: 'marketing' } },
    pricing: { billable: true, category: 'marketing' },
  };

  test('the shape before v24.0, with conversation and our own id', () => {
    expect(readStatus({ biz_opaque_callback_data: 'our-message-id', ...v23 })).toEqual([
      {
        kind: 'status',
        whatsappId: 'wamid.OUT',
        messageId: 'our-message-id',
        status: 'sent',
        at: new Date('2025-06-15T23:27:53.000Z'),
        error: undefined,
        details: { recipient_id: '16505551234', ...v23 },
      },
    ]);
  });

  test.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
    ['failed', 'failed'],
  ])('%s counts as %s', (name, status) => {
    const [update] = readStatus({ status: name });
    expect(update).toMatchObject({ kind: 'status', status, messageId: undefined });
    expect(update).toHaveProperty('details', {
      recipient_id: '16505551234',
      ...(name === 'played' && { played: true }),
    });
  });

  test('a failure gives the code and the reason', () => {
    const error = {
      code: 131047,
      title: 'Re-engagement message',
      message: 'Re-engagement message',
      error_data: { details: 'More than 24 hours' },
    };
    expect(readStatus({ status: 'failed', errors: [error] })).toMatchObject([
      {
        status: 'failed',
        error: { code: '131047', detail: 'More than 24 hours' },
        details: { errors: [error] },
      },
    ]);
    expect(readStatus({ status: 'failed', errors: [{ code: 1 }] })).toMatchObject([
      { error: { code: '1', detail: 'Error 1' } },
    ]);
  });

  test('to a user without a number', () => {
    const contact = { wa_id: '', user_id: 'user.1', profile: { name: 'Pablo' } };
    expect(
      readStatus({ status: 'delivered', recipient_id: '', recipient_user_id: 'user.1' }, [contact]),
    ).toMatchObject([{ status: 'delivered', details: { recipient_user_id: 'user.1', contact } }]);
  });

  test('a status that Meta adds later is a notice', () => {
    expect(readStatus({ status: 'warning' })).toMatchObject([{ kind: 'notice', topic: 'status.warning' }]);
  });
});

test('template states and errors of the account are notices', () => {
  const value = { event: 'REJECTED', message_template_name: 'abandoned_cart', reason: 'INVALID_FORMAT' };
  expect(
    read(
      Buffer.from(
        JSON.stringify({
          entry: [
            { id: '1', time: 1751247548, changes: [{ field: 'message_template_status_update', value }] },
          ],
        }),
      ),
    ),
  ).toEqual([
    {
      kind: 'notice',
      topic: 'message_template_status_update',
      details: { accountId: '1', at: '2025-06-30T01:39:08.000Z', value },
    },
  ]);
  expect(read(webhookBody(messagesChange({ errors: [{ code: 130429 }] })))).toMatchObject([
    { kind: 'notice', topic: 'account_error' },
  ]);
});
