import { expect, test } from 'vitest';
import { startScene } from '../testing/scene.ts';

const words = (...values: string[]) => values.map((value) => ({ type: 'text', text: value }));
const body = (...values: string[]) => ({ type: 'body', parameters: words(...values) });
const template = (name: string, ...components: object[]) => ({
  type: 'template',
  template: { name, language: { code: 'en_US' }, components },
});
const image = {
  type: 'header',
  parameters: [{ type: 'image', image: { link: 'https://example.com/a.png' } }],
};

const FITTING: Record<string, Record<string, unknown>> = {
  'no parameters': template('hello_world'),
  'two body parameters': template('order_update', body('Ana', '1042')),
  'an image header': template('image_offer', image, body('Ana')),
  'a quick reply payload': template('image_offer', image, body('Ana'), {
    type: 'button',
    sub_type: 'quick_reply',
    index: '1',
    parameters: [{ type: 'payload', payload: 'STOP' }],
  }),
  'a link with a variable': template('track_parcel', body('1042'), {
    type: 'button',
    sub_type: 'url',
    index: 0,
    parameters: words('1042'),
  }),
  'named parameters': template('appointment_reminder', {
    type: 'body',
    parameters: [
      { type: 'text', parameter_name: 'day', text: 'Monday' },
      { type: 'text', parameter_name: 'customer_name', text: 'Ana' },
    ],
  }),
  'currency and date': template('order_update', {
    type: 'BODY',
    parameters: [
      { type: 'currency', currency: { fallback_value: '$1', code: 'USD', amount_1000: 1000 } },
      { type: 'date_time', date_time: { fallback_value: 'today' } },
    ],
  }),
  'a one-time code': template('login_code', body('123456'), {
    type: 'button',
    sub_type: 'url',
    index: '0',
    parameters: words('123456'),
  }),
};

test.each(Object.entries(FITTING))('a template with %s is accepted', async (_name, message) => {
  const { call, number } = await startScene();
  const answer = await call('POST', `${number.id}/messages`, {
    messaging_product: 'whatsapp',
    to: '16505551234',
    ...message,
  });
  expect(answer).toMatchObject({ status: 200, body: { messages: [{ message_status: 'accepted' }] } });
});

const MISFITS: [name: string, code: number, details: string, message: Record<string, unknown>][] = [
  [
    'too few parameters',
    132000,
    'body: number of localizable_params (1) does not match the expected number of params (2)',
    template('order_update', body('Ana')),
  ],
  [
    'parameters that nobody asked for',
    132000,
    'body: number of localizable_params (1) does not match the expected number of params (0)',
    template('hello_world', body('Ana')),
  ],
  [
    'no header image',
    132012,
    'header: Format mismatch, expected IMAGE, received UNKNOWN',
    template('image_offer', body('Ana')),
  ],
  [
    'a header of text instead of an image',
    132012,
    'header: Format mismatch, expected IMAGE, received TEXT',
    template('image_offer', { type: 'header', parameters: words('x') }, body('Ana')),
  ],
  [
    'no parameter for a link',
    131008,
    'buttons: Button at index 0 of type URL requires a parameter',
    template('track_parcel', body('1042')),
  ],
  [
    'an empty parameter',
    131008,
    'body: parameter of type text is missing text value',
    template('order_update', body('', '1')),
  ],
  [
    'a line break in a parameter',
    132018,
    'body: Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
    template('order_update', body('a\nb', '1')),
  ],
  [
    'a text that grows too long',
    132005,
    'body: the filled-in text has more than 1024 characters',
    template('order_update', body('x'.repeat(1100), '1')),
  ],
  ['a name nobody has', 132001, 'template name (no_such) does not exist in en_US', template('no_such')],
  [
    'named parameters without names',
    100,
    'Parameter name is missing or empty',
    template('appointment_reminder', body('Ana', 'Monday')),
  ],
];

test.each(MISFITS)('a template with %s is refused with %i', async (_name, code, details, message) => {
  const { refusal } = await startScene();
  expect((await refusal(message)).error).toMatchObject({ code, error_data: { details } });
});

test('a template in a language it does not have is refused with 132001', async () => {
  const { refusal } = await startScene();
  expect(
    (await refusal({ type: 'template', template: { name: 'hello_world', language: { code: 'pt_BR' } } }))
      .error.code,
  ).toBe(132001);
});

test.each([
  ['PAUSED', 132015],
  ['DISABLED', 132016],
  ['PENDING', 132001],
  ['REJECTED', 132001],
] as const)('a template that is %s is refused with %i', async (status, code) => {
  const { simulator, account, refusal } = await startScene();
  simulator.addTemplate(account.id, { name: 'held', status, components: [{ type: 'BODY', text: 'Hello' }] });
  expect((await refusal(template('held'))).error.code).toBe(code);
});

test('the price of a template goes by its category', async () => {
  const { simulator, receiver, send } = await startScene();
  await send(template('order_update', body('Ana', '1042')));
  await simulator.idle();
  expect(receiver.statuses().find((status) => status['status'] === 'delivered')).toMatchObject({
    pricing: { billable: true, type: 'regular', category: 'utility' },
  });
});

test('a carousel needs parameters for each of its cards', async () => {
  const { simulator, account, refusal, send } = await startScene();
  const card = {
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Only {{1}} today' },
    ],
  };
  simulator.addTemplate(account.id, {
    name: 'cards',
    components: [
      { type: 'BODY', text: 'Look' },
      { type: 'CAROUSEL', cards: [card, card] },
    ],
  });
  const given = (index: number) => ({ card_index: index, components: [image, body('5 EUR')] });
  await send(template('cards', { type: 'carousel', cards: [given(0), given(1)] }));
  expect((await refusal(template('cards', { type: 'carousel', cards: [given(0)] }))).error.code).toBe(132012);
});
