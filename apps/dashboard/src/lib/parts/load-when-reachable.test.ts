import { expect, it, vi } from 'vitest';
import { loadWhenReachable, type LoadPorts } from './load-when-reachable.ts';

const missing = new TypeError('Failed to fetch dynamically imported module');

/** A server that answers or does not, as listed, and from then on does. */
function portsOf(...reachable: boolean[]) {
  const pause = vi.fn<LoadPorts['pause']>(() => Promise.resolve());
  return { isReachable: () => Promise.resolve(reachable.shift() ?? true), pause, chance: () => 1 };
}

/** A file that cannot be loaded so many times. */
function fileAfter(failures: number) {
  return vi.fn(() => (failures-- > 0 ? Promise.reject(missing) : Promise.resolve('a part')));
}

it('what can be loaded is loaded once', async () => {
  const load = fileAfter(0);
  await expect(loadWhenReachable(load, portsOf())).resolves.toBe('a part');
  expect(load).toHaveBeenCalledTimes(1);
});

it('without the server it waits, longer each time, and goes on once it answers', async () => {
  const ports = portsOf(false, false, false);
  await expect(loadWhenReachable(fileAfter(3), ports)).resolves.toBe('a part');
  expect(ports.pause.mock.calls).toEqual([[500], [1_000], [2_000]]);
});

it('a server that is back between the failure and the question is asked again at once', async () => {
  const ports = portsOf(true);
  await expect(loadWhenReachable(fileAfter(1), ports)).resolves.toBe('a part');
  expect(ports.pause).not.toHaveBeenCalled();
});

it('a file that a server which answers does not have twice in a row is missing', async () => {
  const load = fileAfter(9);
  await expect(loadWhenReachable(load, portsOf(true, false, true, true))).rejects.toBe(missing);
  expect(load).toHaveBeenCalledTimes(4);
});
