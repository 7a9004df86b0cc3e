import { describe, expect, test } from 'vitest';
import { CUSTOMER, startScene, text } from '../testing/scene.ts';

const link = 'https://example.com/file';
const body = { text: 'Choose' };
const row = (id: string) => ({ id, title: `Row ${id}`, description: 'of the list' });
const interactive = (content: object) => ({ type: 'interactive', interactive: content });
const buttons = (...titles: string[]) =>
  interactive({
    type: 'button',
    body,
    action: {
      buttons: titles.map((title, index) => ({ type: 'reply', reply: { id: String(index), title } })),
    },
  });
const list = (...rows: object[]) =>
  interactive({ type: 'list', body, action: { button: 'Open', sections: [{ rows }] } });

const ACCEPTED: Record<string, Record<string, unknown>> = {
  text: text('hello'),
  'text without a type': { text: { body: 'see https://example.com', preview_url: true } },
  'a reply': { ...text('hello'), context: { message_id: 'wamid.HBgLMTY1MDU1NTEyMzQ=' } },
  'image by link': { type: 'image', image: { link, caption: 'a picture' } },
  'video by link': { type: 'video', video: { link } },
  'audio by link': { type: 'audio', audio: { link } },
  'document by link': { type: 'document', document: { link, filename: 'file.pdf', caption: 'read it' } },
  'sticker by link': { type: 'sticker', sticker: { link } },
  location: {
    type: 'location',
    location: { latitude: 37.75, longitude: '-122.42', name: 'HQ', address: '1 Hacker Way' },
  },
  contacts: {
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Ana Gómez', first_name: 'Ana' },
        phones: [{ phone: '+1 555', type: 'WORK' }],
      },
    ],
  },
  reaction: { type: 'reaction', reaction: { message_id: 'wamid.X', emoji: '👩🏽‍🚀' } },
  'reaction taken back': { type: 'reaction', reaction: { message_id: 'wamid.X', emoji: '' } },
  'reply buttons': buttons('Yes', 'No'),
  list: list(row('1'), row('2')),
  product: interactive({ type: 'product', action: { catalog_id: '1', product_retailer_id: '2' } }),
  'product list': interactive({
    type: 'product_list',
    header: { type: 'text', text: 'Plants' },
    body,
    action: { catalog_id: '1', sections: [{ title: 'All', product_items: [{ product_retailer_id: '2' }] }] },
  }),
  catalogue: interactive({
    type: 'catalog_message',
    body,
    action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: '2' } },
  }),
  flow: interactive({
    type: 'flow',
    body,
    header: { type: 'text', text: 'Flow' },
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_id: '1',
        flow_cta: 'Open',
        flow_token: 't',
        flow_action: 'navigate',
        flow_action_payload: { screen: 'ONE' },
      },
    },
  }),
  'link button': interactive({
    type: 'cta_url',
    body,
    action: {
      name: 'cta_url',
      parameters: { display_text: 'See Dates', url: 'https://www.example.com/dates?clickID=abc' },
    },
  }),
  'location request': interactive({
    type: 'location_request_message',
    body,
    action: { name: 'send_location' },
  }),
};

test.each(Object.entries(ACCEPTED))(
  '%s is accepted, kept as it was sent, and delivered',
  async (_name, message) => {
    const { simulator, receiver, number, send } = await startScene();
    const wamid = await send({ ...message, biz_opaque_callback_data: 'id' });
    await simulator.idle();
    expect(simulator.ledger.byWamid(wamid)).toMatchObject({
      phoneNumberId: number.id,
      to: CUSTOMER,
      bizOpaqueCallbackData: 'id',
      body: { ...message, to: CUSTOMER },
    });
    expect(receiver.statusesOf(wamid)).toContain('delivered');
  },
);

const REFUSED: [name: string, code: number, message: Record<string, unknown>, details?: RegExp][] = [
  ['another product', 100, { ...text('x'), messaging_product: 'messenger' }],
  ['no product', 100, { ...text('x'), messaging_product: undefined }],
  ['no recipient', 100, { ...text('x'), to: '' }],
  ['a recipient that is no number', 131009, { ...text('x'), to: 'Ana' }],
  ['a number with too few digits', 131009, { ...text('x'), to: '12' }],
  ['an unknown type', 100, { type: 'poll', poll: {} }],
  ['no content of the type', 131008, { type: 'image', text: { body: 'x' } }, /image/],
  ['no text', 131008, { type: 'text', text: {} }, /text\['body'\]/],
  ['a text that is empty', 131009, text('')],
  ['a text of 4097 characters', 100, text('x'.repeat(4097))],
  ['a caption of 1025 characters', 131009, { type: 'image', image: { link, caption: 'x'.repeat(1025) } }],
  ['media without id and link', 131008, { type: 'image', image: {} }],
  ['media with id and link', 131009, { type: 'image', image: { id: '1', link } }],
  ['media with a link that is no link', 131009, { type: 'image', image: { link: 'file:///etc/passwd' } }],
  ['media with an id nobody uploaded', 100, { type: 'image', image: { id: '4711' } }],
  ['a place without longitude', 131008, { type: 'location', location: { latitude: 1 } }],
  ['a place beyond the pole', 131009, { type: 'location', location: { latitude: 91, longitude: 0 } }],
  ['a contact without a name', 131008, { type: 'contacts', contacts: [{ phones: [] }] }],
  ['a reaction without a message', 131008, { type: 'reaction', reaction: { emoji: '👍' } }],
  ['a reaction with words', 131009, { type: 'reaction', reaction: { message_id: 'wamid.X', emoji: 'ok' } }],
  ['four buttons', 131009, buttons('1', '2', '3', '4')],
  ['two buttons with one title', 131009, buttons('Yes', 'Yes'), /unique/],
  ['a button title of 21 characters', 131009, buttons('x'.repeat(21))],
  ['no button', 131009, buttons()],
  ['a list of eleven rows', 131009, list(...Array.from({ length: 11 }, (_, index) => row(String(index))))],
  ['a list with one row id twice', 131009, list(row('1'), row('1')), /unique/],
  ['an interactive message of an unknown type', 131009, interactive({ type: 'poll', body })],
  [
    'a body of 1025 characters',
    131009,
    interactive({
      type: 'location_request_message',
      body: { text: 'x'.repeat(1025) },
      action: { name: 'send_location' },
    }),
  ],
  ['a context without a message id', 131008, { ...text('x'), context: {} }],
  ['a template without a name', 131008, { type: 'template', template: { language: { code: 'en_US' } } }],
  ['the sender itself', 131021, { ...text('x'), to: '+1 (555) 078-3881' }],
];

test.each(REFUSED)('%s is refused with %i', async (_name, code, message, details = /./) => {
  const { simulator, refusal } = await startScene();
  const { status, error } = await refusal(message);
  expect({ status, code: error.code, type: error.type }).toEqual({
    status: 400,
    code,
    type: 'OAuthException',
  });
  if (code !== 100) expect(error.error_data?.details).toMatch(details);
  expect(simulator.ledger.size).toBe(0);
});

test('the answer names the recipient as it was given and as WhatsApp knows it', async () => {
  const { call, number } = await startScene();
  const { body: answer } = await call('POST', `${number.id}/messages`, {
    messaging_product: 'whatsapp',
    to: '+1 (650) 555-1234',
    ...text('hello'),
  });
  expect(answer).toMatchObject({ contacts: [{ input: '+1 (650) 555-1234', wa_id: CUSTOMER }] });
});

test('the ledger shows that one message was sent twice', async () => {
  const { simulator, send } = await startScene();
  await send({ ...text('once'), biz_opaque_callback_data: 'a' });
  await send({ ...text('twice'), biz_opaque_callback_data: 'b' });
  await send({ ...text('twice'), biz_opaque_callback_data: 'b' });
  expect([...simulator.ledger.sentMoreThanOnce().keys()]).toEqual(['b']);
  expect(simulator.ledger.byCallbackData('b')).toHaveLength(2);
  expect(simulator.ledger.requestsTo('messages')).toBe(3);
});

describe('the customer service window', () => {
  test('closed: a text is accepted and fails with 131047, a template arrives', async () => {
    const { simulator, receiver, send } = await startScene({ behaviour: { window: 'async' } });
    const refused = await send(text('hello'));
    const template = await send({
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    });
    await simulator.idle();
    expect(receiver.statusesOf(refused)).toEqual(['failed']);
    expect(receiver.statuses().find((status) => status['id'] === refused)).toMatchObject({
      errors: [
        {
          code: 131047,
          title: 'Re-engagement message',
          error_data: {
            details:
              'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
          },
        },
      ],
    });
    expect(receiver.statusesOf(template)).toEqual(['sent', 'delivered', 'read']);
  });

  test('closed and strict: a text is refused with 131047', async () => {
    const { refusal } = await startScene({ behaviour: { window: 'sync' } });
    expect((await refusal(text('hello'))).error.code).toBe(131047);
  });
});

test('a number that is not registered cannot send', async () => {
  const { call, refusal, number } = await startScene();
  await call('POST', `${number.id}/deregister`);
  expect((await refusal(text('hello'))).error.code).toBe(133010);
});

test('recipients that begin with 99901 are refused, with 99902 they fail, with the code that follows', async () => {
  const { simulator, receiver, refusal, send } = await startScene();
  expect(await refusal({ ...text('x'), to: '99901131056' })).toMatchObject({
    status: 429,
    error: { code: 131056 },
  });
  const wamid = await send({ ...text('x'), to: '99902131049' });
  await simulator.idle();
  expect(receiver.statuses()).toMatchObject([{ id: wamid, status: 'failed', errors: [{ code: 131049 }] }]);
});
