import { expect, test } from 'vitest';
import { ManualClock } from './clock.ts';
import { startScene, text } from './testing/scene.ts';

test('a number over its throughput is refused with 130429 until a token is back', async () => {
  const clock = new ManualClock();
  const { simulator, account, call } = await startScene({ clock });
  const slow = simulator.addPhoneNumber({ businessAccountId: account.id, throughputPerSecond: 2 });
  const send = async () =>
    (
      await call('POST', `${slow.id}/messages`, {
        messaging_product: 'whatsapp',
        to: '16505551234',
        ...text('x'),
      })
    ).status;
  expect([await send(), await send(), await send()]).toEqual([200, 200, 429]);
  clock.advance(500);
  expect([await send(), await send()]).toEqual([200, 429]);
});

test('too many messages to one customer are refused with 131056, others may still be written to', async () => {
  const clock = new ManualClock();
  const { refusal, send } = await startScene({
    clock,
    behaviour: { pairRateLimit: { burst: 1, refillMs: 6000 } },
  });
  await send(text('first'));
  expect(await refusal(text('second'))).toMatchObject({ status: 429, error: { code: 131056 } });
  await send({ ...text('other'), to: '16505559999' });
  clock.advance(6000);
  await send(text('third'));
});
