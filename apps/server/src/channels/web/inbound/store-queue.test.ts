import { InstanceId } from '@recado/contracts';
import { expect, it, vi } from 'vitest';
import { LeaseLost } from '../sessions/held-session.ts';
import { StoreQueue, type Entry } from './store-queue.ts';

interface Item extends Entry {
  name: string;
}

function queueOver(store: (names: string[]) => Promise<void>) {
  const refused: string[] = [];
  const lease = new AbortController();
  const queue = new StoreQueue<Item>({
    signal: lease.signal,
    store: (entries) => store(entries.map(({ name }) => name)),
    onRefused: ({ name }) => refused.push(name),
    onDelayed: () => undefined,
  });
  const add = (...names: string[]) => {
    for (const name of names) queue.add({ name, weight: 1 });
  };
  return { queue, add, refused, lease };
}

const databaseError = (code: string) => Object.assign(new Error(code), { code });

it('what comes together is stored together, in its order', async () => {
  const stored: string[][] = [];
  const { queue, add } = queueOver((names) => Promise.resolve(void stored.push(names)));
  add('a', 'b');
  await queue.drain();
  add('c');
  await queue.drain();
  expect(stored).toEqual([['a', 'b'], ['c']]);
});

it('while the database is away everything waits, and nothing is lost', async () => {
  let tries = 0;
  const stored: string[] = [];
  const { queue, add, refused } = queueOver((names) => {
    tries += 1;
    if (tries < 3) return Promise.reject(tries === 1 ? databaseError('ECONNREFUSED') : new Error('timeout'));
    stored.push(...names);
    return Promise.resolve();
  });
  add('a');
  add('b');
  await queue.drain();
  expect({ stored, refused }).toEqual({ stored: ['a', 'b'], refused: [] });
});

it.each(['22021', '23514', '54000'])(
  'what the database refuses (%s) is handed out alone, and blocks nothing',
  async (code) => {
    const stored: string[] = [];
    const { queue, add, refused } = queueOver((names) => {
      if (names.includes('bad')) return Promise.reject(databaseError(code));
      stored.push(...names);
      return Promise.resolve();
    });
    add('a', 'bad', 'b');
    await queue.drain();
    expect({ stored, refused }).toEqual({ stored: ['a', 'b'], refused: ['bad'] });
  },
);

it('once the lease is lost nothing more is tried', async () => {
  const store = vi.fn(() =>
    Promise.reject(new LeaseLost(InstanceId.parse('0198f3c0-0000-7000-8000-000000000001'))),
  );
  const { queue, add } = queueOver(store);
  add('a');
  await queue.drain();
  add('b');
  await queue.drain();
  expect(store).toHaveBeenCalledTimes(1);
});

it('a lease that ends lets the wait end', async () => {
  const { queue, add, lease } = queueOver(() => Promise.reject(databaseError('ECONNREFUSED')));
  add('a');
  setImmediate(() => {
    lease.abort();
  });
  await queue.drain();
});
