import { addTransactionCapability, type SignalDataSet, type SignalDataTypeMap } from 'baileys';
import { expect, it } from 'vitest';
import { LibraryLog } from './library-log.ts';
import { runTransactionsInTurn } from './serial-transactions.ts';

/** The library's transactions on a store whose one row counts the steps of a ratchet. */
function ratchet() {
  let steps = 0;
  const keys = addTransactionCapability(
    {
      get(type, ids) {
        const found: Record<string, SignalDataTypeMap[typeof type]> = {};
        Object.assign(found, Object.fromEntries(ids.map((id) => [id, Buffer.from([steps])])));
        return found;
      },
      set: ({ session }: SignalDataSet) => {
        steps = session?.['maria']?.[0] ?? steps;
      },
    },
    new LibraryLog({ warn: () => undefined, debug: () => undefined }),
    { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
  );
  const step = (key: string, meanwhile: Promise<unknown> = Promise.resolve()) =>
    keys.transaction(async () => {
      const { maria } = await keys.get('session', ['maria']);
      await keys.set({ session: { maria: Buffer.from([(maria?.[0] ?? 0) + 1]) } });
      await meanwhile;
    }, key);
  return { keys, step, steps: () => steps };
}

async function sendWhileAnAnswerComes({ step }: Pick<ReturnType<typeof ratchet>, 'step'>): Promise<void> {
  const { promise: isOnTheWire, resolve } = Promise.withResolvers<undefined>();
  const sending = step('us', isOnTheWire);
  const opening = step('maria');
  setImmediate(() => resolve(undefined));
  await Promise.all([sending, opening]);
}

it('an answer that comes while a message is sent loses no step of the ratchet', async () => {
  const held = ratchet();
  runTransactionsInTurn(held.keys);
  await sendWhileAnAnswerComes(held);
  expect(held.steps()).toBe(2);
});

it('the library by itself loses one', async () => {
  const held = ratchet();
  await sendWhileAnAnswerComes(held);
  expect(held.steps()).toBe(1);
});
