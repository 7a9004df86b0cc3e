import { expect, test } from 'vitest';
import { ManualClock } from '../clock.ts';
import { CUSTOMER, startScene, text } from '../testing/scene.ts';

test('an accepted message is sent, delivered and read, in signed webhooks that carry its callback data', async () => {
  const { simulator, receiver, account, number, send } = await startScene();
  const wamid = await send({ ...text('hello'), biz_opaque_callback_data: 'our id' });
  await simulator.idle();
  expect(receiver.statusesOf(wamid)).toEqual(['sent', 'delivered', 'read']);
  expect(receiver.statuses()).toContainEqual(
    expect.objectContaining({
      id: wamid,
      status: 'sent',
      recipient_id: CUSTOMER,
      biz_opaque_callback_data: 'our id',
    }),
  );
  expect(receiver.isSignedWith(account.appSecret)).toBe(true);
  expect(receiver.changes()[0]?.value.metadata).toEqual({
    display_phone_number: '15550783881',
    phone_number_id: number.id,
  });
});

test('statuses keep to the configured delays', async () => {
  const clock = new ManualClock();
  const { simulator, send } = await startScene({
    clock,
    behaviour: { sentDelayMs: 100, deliveredDelayMs: 500, readDelayMs: 2000 },
  });
  const entry = simulator.ledger.byWamid(await send(text('hello')));
  const reached = () => entry?.events.map((event) => event.status);
  clock.advance(99);
  expect(reached()).toEqual([]);
  clock.advance(1);
  expect(reached()).toEqual(['sent']);
  clock.advance(500);
  expect(reached()).toEqual(['sent', 'delivered']);
  clock.advance(2000);
  expect(reached()).toEqual(['sent', 'delivered', 'read']);
});
