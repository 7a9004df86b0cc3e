import { expect, test } from 'vitest';
import { CUSTOMER, startScene, text } from '../testing/scene.ts';

test('the telephone shows both sides, with what was read and the reaction on its message', async () => {
  const { simulator, number, send } = await startScene();
  const customer = simulator.customer(number.id, CUSTOMER, { reads: false });
  const wamid = await send(text('Hello'));
  await simulator.idle();
  customer.sendText('Hi', { replyTo: wamid });
  customer.react(wamid, '👍');
  customer.react(wamid, '❤️');
  expect(customer.chat()).toMatchObject([
    {
      id: wamid,
      from: 'business',
      type: 'text',
      text: 'Hello',
      isRead: false,
      reactions: [{ from: 'customer', emoji: '❤️' }],
    },
    { from: 'customer', text: 'Hi', replyTo: wamid, isRead: false, reactions: [] },
  ]);
  customer.readAll();
  customer.react(wamid, '');
  expect(customer.chat()[0]).toMatchObject({ isRead: true, reactions: [] });
});

const interactive = {
  button: {
    type: 'button',
    body: { text: 'Deliver today?' },
    action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
  },
  list: {
    type: 'list',
    body: { text: 'Which day?' },
    action: { button: 'Days', sections: [{ title: 'Week', rows: [{ id: 'mon', title: 'Monday' }] }] },
  },
};

test.each([
  ['button', 'yes', { kind: 'button', id: 'yes', title: 'Yes' }, 'button_reply'],
  ['list', 'mon', { kind: 'row', id: 'mon', title: 'Monday' }, 'list_reply'],
] as const)('a %s is offered, and chosen by its id', async (kind, id, choice, type) => {
  const { simulator, receiver, number, send } = await startScene();
  const customer = simulator.customer(number.id, CUSTOMER, { reads: false });
  const wamid = await send({ type: 'interactive', interactive: interactive[kind] });
  await simulator.idle();
  expect(customer.chat()).toMatchObject([{ text: interactive[kind].body.text, choices: [choice] }]);
  customer.choose(wamid, id);
  await simulator.idle();
  expect(receiver.messages()).toMatchObject([{ interactive: { type, [type]: { id, title: choice.title } } }]);
  expect(customer.chat()[1]).toMatchObject({ from: 'customer', text: choice.title, replyTo: wamid });
  expect(() => customer.choose(wamid, 'other')).toThrow(/offers no "other"/);
});

test('a template shows its text with the parameters, and its quick replies', async () => {
  const { simulator, receiver, account, number, send } = await startScene();
  simulator.addTemplate(account.id, {
    name: 'order',
    components: [
      { type: 'BODY', text: 'Order {{1}} left, {{2}}.' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Thanks' }] },
    ],
  });
  const customer = simulator.customer(number.id, CUSTOMER, { reads: false });
  const wamid = await send({
    type: 'template',
    template: {
      name: 'order',
      language: { code: 'en_US' },
      components: [{ type: 'body', parameters: ['12', 'Ana'].map((word) => ({ type: 'text', text: word })) }],
    },
  });
  await simulator.idle();
  expect(customer.chat()).toMatchObject([
    { text: 'Order 12 left, Ana.', choices: [{ kind: 'quickReply', id: 'Thanks' }] },
  ]);
  customer.choose(wamid, 'Thanks');
  await simulator.idle();
  expect(receiver.messages()).toMatchObject([
    { type: 'button', button: { payload: 'Thanks', text: 'Thanks' } },
  ]);
});

test('files, places and cards say what they are', async () => {
  const { simulator, number } = await startScene();
  const customer = simulator.customer(number.id, CUSTOMER);
  customer.sendFile('image', { bytes: Buffer.from('picture'), mimeType: 'image/png', caption: 'Look' });
  customer.send({ type: 'location', location: { latitude: -23.5, longitude: -46.6 } });
  customer.send({
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Bia' }, phones: [{ phone: '+1' }] }],
  });
  const [picture, place, card] = customer.chat();
  expect(picture).toMatchObject({ type: 'image', text: 'Look', file: { mimeType: 'image/png' } });
  expect(simulator.media(picture?.file?.mediaId ?? '')?.bytes.toString()).toBe('picture');
  expect([place?.text, card?.text]).toEqual(['-23.5, -46.6', 'Bia · +1']);
});

test('a customer who answered by itself can be told not to', async () => {
  const { simulator, number, send } = await startScene();
  const customer = simulator.customer(number.id, CUSTOMER, { autoReply: () => 'Thanks' });
  expect(customer.repliesByItself).toBe(true);
  simulator.customer(number.id, CUSTOMER, { autoReply: null });
  await send(text('Hello'));
  await simulator.idle();
  expect(customer.repliesByItself).toBe(false);
  expect(customer.chat()).toHaveLength(1);
});
