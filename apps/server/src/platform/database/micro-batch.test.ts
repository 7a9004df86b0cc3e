import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MicroBatch } from './micro-batch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A batch whose runs stay open until the test lets them end. */
function heldBatch(options: { maxItems: number; maxRunning?: number; weigh?: (item: number) => number }) {
  const runs: number[][] = [];
  const ends: (() => void)[] = [];
  const batch = new MicroBatch<number, number>({
    ...options,
    maxWaitMs: 2,
    async run(items) {
      runs.push(items);
      await new Promise<void>((resolve) => ends.push(resolve));
      return items.map((item) => item * 10);
    },
  });
  return { batch, runs, endNext: () => ends.shift()?.() };
}

test('calls within the wait become one run, and each caller gets its own result', async () => {
  const runs: number[][] = [];
  const batch = new MicroBatch<number, string>({
    maxItems: 100,
    maxWaitMs: 2,
    run: (items) => {
      runs.push(items);
      return Promise.resolve(items.map((item) => `result of ${String(item)}`));
    },
  });
  const results = Promise.all([batch.add(1), batch.add(2), batch.add(3)]);
  expect(runs).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(await results).toEqual(['result of 1', 'result of 2', 'result of 3']);
  expect(runs).toEqual([[1, 2, 3]]);
});

test('a full batch leaves without waiting', async () => {
  const { batch, runs } = heldBatch({ maxItems: 2 });
  void batch.add(1);
  void batch.add(2);
  void batch.add(3);
  expect(runs).toEqual([[1, 2]]);
  await vi.advanceTimersByTimeAsync(2);
  expect(runs).toEqual([[1, 2], [3]]);
});

test('while as many batches run as may, what comes gathers for the next', async () => {
  const { batch, runs, endNext } = heldBatch({ maxItems: 3, maxRunning: 1 });
  void batch.add(1);
  await vi.advanceTimersByTimeAsync(2);
  for (const item of [2, 3, 4, 5]) void batch.add(item);
  await vi.advanceTimersByTimeAsync(50);
  expect(runs).toEqual([[1]]);
  endNext();
  await vi.advanceTimersByTimeAsync(0);
  expect(runs).toEqual([[1], [2, 3, 4]]);
  endNext();
  await vi.advanceTimersByTimeAsync(0);
  expect(runs).toEqual([[1], [2, 3, 4], [5]]);
});

test('weights count towards a full batch, and a single item may exceed it', () => {
  const { batch, runs } = heldBatch({ maxItems: 10, maxRunning: 5, weigh: (item) => item });
  for (const weight of [4, 5, 12, 3]) void batch.add(weight);
  expect(runs).toEqual([[4, 5], [12]]);
});

test('an Error among the results fails its caller alone', async () => {
  const batch = new MicroBatch<number, number>({
    maxItems: 2,
    maxWaitMs: 2,
    run: (items) => Promise.resolve(items.map((item) => (item === 2 ? new Error('two is bad') : item))),
  });
  expect(await Promise.allSettled([batch.add(1), batch.add(2)])).toEqual([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: new Error('two is bad') },
  ]);
});

test('what a run throws reaches every caller, and the next batch runs', async () => {
  let isDown = true;
  const batch = new MicroBatch<number, number>({
    maxItems: 2,
    maxWaitMs: 2,
    run: (items) => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(items)),
  });
  const down = { status: 'rejected', reason: new Error('down') };
  expect(await Promise.allSettled([batch.add(1), batch.add(2)])).toEqual([down, down]);
  isDown = false;
  expect(await Promise.all([batch.add(3), batch.add(4)])).toEqual([3, 4]);
});

test('where told so, a failed batch is tried item by item, so that a bad item fails alone', async () => {
  const batch = new MicroBatch<number, number>({
    maxItems: 3,
    maxWaitMs: 2,
    run: (items) => (items.includes(2) ? Promise.reject(new Error('constraint')) : Promise.resolve(items)),
    triesAloneAfter: (error) => error instanceof Error && error.message === 'constraint',
  });
  expect(await Promise.allSettled([batch.add(1), batch.add(2), batch.add(3)])).toEqual([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: new Error('constraint') },
    { status: 'fulfilled', value: 3 },
  ]);
});

test('too few results are an error for every caller, never a promise that hangs', async () => {
  const batch = new MicroBatch<number, number>({
    maxItems: 2,
    maxWaitMs: 2,
    run: () => Promise.resolve([1]),
  });
  const outcomes = await Promise.allSettled([batch.add(1), batch.add(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test("a batch does not run in its first caller's context, such as an open transaction", async () => {
  const context = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const batch = new MicroBatch<number, number>({
    maxItems: 10,
    maxWaitMs: 2,
    run: (items) => {
      seen.push(context.getStore());
      return Promise.resolve(items);
    },
  });
  const result = context.run('a transaction', () => batch.add(1));
  await vi.advanceTimersByTimeAsync(2);
  await result;
  expect(seen).toEqual([undefined]);
});
