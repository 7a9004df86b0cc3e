import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.ts';
import { CUSTOMER, startScene, text } from '../testing/scene.ts';
import type { InboundMessage } from './inbound-message.ts';

const FILE = { bytes: Buffer.from('file'), mimeType: 'application/octet-stream' };

const INBOUND: InboundMessage[] = [
  { type: 'text', text: { body: 'Does it come in another color?' } },
  { type: 'image', file: { ...FILE, mimeType: 'image/jpeg', caption: 'Taj Mahal' } },
  { type: 'video', file: { ...FILE, mimeType: 'video/mp4' } },
  { type: 'audio', file: { ...FILE, mimeType: 'audio/ogg; codecs=opus', voice: true } },
  { type: 'document', file: { ...FILE, filename: 'receipt.pdf' } },
  { type: 'sticker', file: { ...FILE, mimeType: 'image/webp', animated: false } },
  { type: 'location', location: { latitude: 37.4, longitude: -122.1, name: 'Philz Coffee' } },
  { type: 'contacts', contacts: [{ name: { formatted_name: 'Lucía Gómez' } }] },
  { type: 'reaction', reaction: { message_id: 'wamid.X', emoji: '👍' } },
  { type: 'button', button: { payload: 'Unsubscribe', text: 'Unsubscribe' }, replyTo: 'wamid.X' },
  {
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 'cancel', title: 'Cancel' } },
    replyTo: 'wamid.X',
  },
  { type: 'order', order: { catalog_id: '1', text: '', product_items: [] } },
  {
    type: 'system',
    system: { body: 'User changed number', wa_id: '12195555358', type: 'user_changed_number' },
  },
  { type: 'unsupported', unsupportedType: 'edit' },
];

test.each(INBOUND)('a customer sends $type', async (message) => {
  const { simulator, receiver, number } = await startScene();
  const { wamid } = simulator.customer(number.id, { waId: CUSTOMER, name: 'Sheena Nelson' }).send(message);
  await simulator.idle();
  const [received] = receiver.messages();
  expect(received).toMatchObject({ id: wamid, from: CUSTOMER, type: message.type });
  expect(received).toHaveProperty(message.type === 'unsupported' ? 'errors' : message.type);
  if (message.replyTo !== undefined)
    expect(received?.['context']).toEqual({ from: '15550783881', id: 'wamid.X' });
  const contacts =
    message.type === 'system' ? undefined : [{ profile: { name: 'Sheena Nelson' }, wa_id: CUSTOMER }];
  expect(receiver.changes()[0]?.value.contacts).toEqual(contacts);
});

test('a text has the very shape that Meta documents', async () => {
  const clock = new ManualClock(1749416383000);
  const { simulator, receiver, account, number } = await startScene({ clock });
  const { wamid } = simulator
    .customer(number.id, { waId: CUSTOMER, name: 'Sheena Nelson' })
    .sendText('Does it come in another color?');
  clock.advance(0);
  await simulator.idle();
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550783881', phone_number_id: number.id },
    contacts: [{ profile: { name: 'Sheena Nelson' }, wa_id: CUSTOMER }],
    messages: [
      {
        from: CUSTOMER,
        id: wamid,
        timestamp: '1749416383',
        type: 'text',
        text: { body: 'Does it come in another color?' },
      },
    ],
  };
  expect(receiver.posts.map((post) => post.payload)).toEqual([
    {
      object: 'whatsapp_business_account',
      entry: [{ id: account.id, changes: [{ value, field: 'messages' }] }],
    },
  ]);
});

test('a message from the customer opens the window for 24 hours', async () => {
  const clock = new ManualClock();
  const { simulator, number, refusal, send } = await startScene({ clock, behaviour: { window: 'sync' } });
  simulator.customer(number.id, CUSTOMER).sendText('hi');
  clock.advance(86_400_000 - 1);
  await send(text('in time'));
  clock.advance(1);
  expect((await refusal(text('too late'))).error.code).toBe(131047);
});

test('the customer gets what arrives, reads it, and answers', async () => {
  const { simulator, receiver, number, send } = await startScene({ behaviour: { customersRead: false } });
  const customer = simulator.customer(number.id, CUSTOMER);
  const arriving = customer.next();
  const wamid = await send({
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Go on?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
    },
  });
  const entry = await arriving;
  expect(entry.wamid).toBe(wamid);
  expect(customer.received()).toEqual([entry]);
  customer.readAll();
  customer.readAll();
  customer.tapButton(entry, { id: 'y', title: 'Yes' });
  await simulator.idle();
  expect(receiver.statusesOf(wamid)).toEqual(['sent', 'delivered', 'read']);
  expect(receiver.messages()).toMatchObject([
    {
      type: 'interactive',
      context: { id: wamid },
      interactive: { type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } },
    },
  ]);
});

test('with autoReply the customer reads a text and then replies to it', async () => {
  const clock = new ManualClock();
  const { simulator, number, send } = await startScene({
    clock,
    behaviour: { readDelayMs: 1000, replyDelayMs: 2000 },
  });
  const customer = simulator.customer(number.id, CUSTOMER, {
    autoReply: (message) => `You said ${JSON.stringify(message.body['text'])}`,
  });
  const wamid = await send(text('hello'));
  clock.advance(1000);
  expect(simulator.ledger.byWamid(wamid)?.events.at(-1)?.status).toBe('read');
  expect(customer.sent()).toEqual([]);
  clock.advance(2000);
  expect(customer.conversation().map((line) => line.from)).toEqual(['business', 'customer']);
  expect(customer.sent()[0]?.message).toEqual({ type: 'text', text: { body: 'You said {"body":"hello"}' } });
});

test('a telephone that is off gets its messages when it is on again', async () => {
  const { simulator, number, receiver, send } = await startScene();
  const customer = simulator.customer(number.id, CUSTOMER);
  customer.goOffline();
  const wamid = await send(text('hello'));
  await simulator.idle();
  expect(receiver.statusesOf(wamid)).toEqual(['sent']);
  customer.goOnline();
  await simulator.idle();
  expect(receiver.statusesOf(wamid)).toEqual(['sent', 'delivered', 'read']);
});

test('a number that is not on WhatsApp makes messages fail with 131026', async () => {
  const { simulator, number, receiver, send } = await startScene();
  simulator.customer(number.id, CUSTOMER, { isOnWhatsApp: false });
  await send(text('hello'));
  await simulator.idle();
  expect(receiver.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131026 }] }]);
});

test('a voice message can be played', async () => {
  const { simulator, number, receiver, send } = await startScene({ behaviour: { customersRead: false } });
  const wamid = await send({ type: 'audio', audio: { link: 'https://example.com/a.ogg', voice: true } });
  await simulator.idle();
  simulator.customer(number.id, CUSTOMER).play(wamid);
  await simulator.idle();
  expect(receiver.statusesOf(wamid)).toEqual(['sent', 'delivered', 'read', 'played']);
});

describe('marking as read', () => {
  test('marks the message and those before it, and shows typing for 25 seconds', async () => {
    const clock = new ManualClock();
    const { simulator, number, call } = await startScene({ clock });
    const customer = simulator.customer(number.id, CUSTOMER);
    const [, second] = [customer.sendText('1'), customer.sendText('2'), customer.sendText('3')];
    const answer = await call('POST', `${number.id}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: second.wamid,
      typing_indicator: { type: 'text' },
    });
    expect(answer).toEqual({ status: 200, body: { success: true } });
    expect(customer.sent().map((sent) => sent.isReadByBusiness)).toEqual([true, true, false]);
    expect([customer.seesTyping(clock.now() + 24_999), customer.seesTyping(clock.now() + 25_000)]).toEqual([
      true,
      false,
    ]);
  });

  test('a message nobody sent is refused', async () => {
    const { number, call } = await startScene();
    const answer = await call('POST', `${number.id}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.X',
    });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 131009 } } });
  });
});

describe('a user without a number', () => {
  const user = {
    userId: 'user.9373795779eb6441',
    username: '@pablomorales',
    name: 'Pablo M.',
    countryCode: 'US',
  };
  const contact = {
    profile: { name: 'Pablo M.', username: '@pablomorales', country_code: 'US' },
    wa_id: '',
    user_id: user.userId,
  };

  test('writes with an empty wa_id and a user id', async () => {
    const { simulator, receiver, number } = await startScene();
    simulator.customer(number.id, user).sendText('hi');
    await simulator.idle();
    expect(receiver.messages()[0]).toMatchObject({ from: '', from_user_id: user.userId });
    expect(receiver.changes()[0]?.value.contacts).toEqual([contact]);
  });

  test.each(['to', 'recipient'])(
    'is written to by user id in "%s", and its statuses name it',
    async (field) => {
      const { simulator, receiver, number, call } = await startScene();
      simulator.customer(number.id, user);
      const answer = await call('POST', `${number.id}/messages`, {
        messaging_product: 'whatsapp',
        [field]: user.userId,
        ...text('hi'),
      });
      await simulator.idle();
      expect(answer.body).toMatchObject({
        contacts: [{ input: user.userId, wa_id: '', user_id: user.userId }],
      });
      expect(receiver.statuses()[0]).toMatchObject({ recipient_id: '', recipient_user_id: user.userId });
      expect(receiver.changes()[0]?.value.contacts).toEqual([contact]);
    },
  );

  test('who has a number too is one customer under both', async () => {
    const { simulator, number, send } = await startScene();
    const customer = simulator.customer(number.id, { ...user, waId: CUSTOMER });
    await send({ ...text('by number') });
    await send({ ...text('by user id'), to: user.userId });
    await simulator.idle();
    expect(customer.received().map((entry) => entry.to)).toEqual([CUSTOMER, user.userId]);
    expect(simulator.customers(number.id)).toHaveLength(1);
  });

  test('gets no one-time codes', async () => {
    const { refusal } = await startScene();
    const parameters = [{ type: 'text', text: '123' }];
    const components = [
      { type: 'body', parameters },
      { type: 'button', sub_type: 'url', index: '0', parameters },
    ];
    const template = { name: 'login_code', language: { code: 'en_US' }, components };
    expect((await refusal({ to: user.userId, type: 'template', template })).error.code).toBe(131009);
  });
});

test('a message to a group says so in its statuses', async () => {
  const { simulator, receiver, send } = await startScene();
  await send({ ...text('hello all'), recipient_type: 'group', to: 'Y2FwaV9ncm91cA==' });
  await simulator.idle();
  expect(receiver.statuses()[0]).toMatchObject({ recipient_type: 'group', recipient_id: 'Y2FwaV9ncm91cA==' });
});
