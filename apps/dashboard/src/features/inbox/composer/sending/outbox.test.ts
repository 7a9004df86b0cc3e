import type { Message } from '@recado/sdk';
import { expect, it, vi } from 'vitest';
import { CallFailed } from '../../../../lib/api/problem.ts';
import { Outbox } from './outbox.ts';
import type { Outgoing } from './outgoing.ts';

const CONVERSATION = 'c-1';
const AT = '2026-11-24T12:00:00.000Z';
const AT_MS = Date.parse(AT);

const outgoing = (id: string): Outgoing => ({
  id,
  conversationId: CONVERSATION,
  body: { message: { type: 'text', content: id } },
  createdAt: AT,
});

const answer = (id: string): Message => ({
  id: `m-${id}`,
  instanceId: 'i',
  conversationId: CONVERSATION,
  whatsappId: null,
  direction: 'outbound',
  recipient: '+5511999999999',
  sender: '+5511888888888',
  message: { type: 'text', content: id },
  status: 'pending',
  priority: 'normal',
  attempt: 0,
  error: null,
  replyTo: null,
  sentBy: null,
  author: null,
  editedAt: null,
  sendAt: AT,
  createdAt: AT,
  processedAt: null,
  updatedAt: AT,
});

function scene(stored = new Map<string, string>()) {
  const requests: string[] = [];
  const failures: CallFailed[] = [];
  const thread = { addOptimistic: vi.fn(), settle: vi.fn(), fail: vi.fn(), discard: vi.fn() };
  const outbox = new Outbox({
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    storageKey: () => 'outbox',
    send: ({ id }) => {
      requests.push(id);
      const failure = failures.shift();
      return failure === undefined ? Promise.resolve(answer(id)) : Promise.reject(failure);
    },
    thread,
    pause: () => Promise.resolve(),
  });
  return { outbox, requests, failures, thread, stored };
}

it('shows at once, settles with the answer, and keeps nothing after that', async () => {
  const { outbox, thread, stored } = scene();
  outbox.add(outgoing('a'));
  expect(thread.addOptimistic).toHaveBeenCalledWith(CONVERSATION, expect.objectContaining({ id: 'a' }));
  expect(stored.get('outbox')).toContain('"a"');
  await vi.waitFor(() => expect(thread.settle).toHaveBeenCalledWith(CONVERSATION, 'a', answer('a')));
  expect(stored.size).toBe(0);
});

it('tries again under the same key, and the next message waits its turn', async () => {
  const { outbox, requests, failures, thread } = scene();
  failures.push(new CallFailed('offline'), new CallFailed('idempotency_in_flight'));
  outbox.add(outgoing('a'));
  outbox.add(outgoing('b'));
  await vi.waitFor(() => expect(thread.settle).toHaveBeenCalledTimes(2));
  expect(requests).toEqual(['a', 'a', 'a', 'b']);
});

it('says when it cannot be reached, keeps it, and goes on when the connection is back', async () => {
  const { outbox, failures, thread, stored } = scene();
  failures.push(...Array.from({ length: 4 }, () => new CallFailed('offline')));
  outbox.add(outgoing('a'));
  await vi.waitFor(() => expect(thread.fail).toHaveBeenCalledOnce());
  expect(stored.get('outbox')).toContain('"a"');
  outbox.retryStuck();
  await vi.waitFor(() => expect(thread.settle).toHaveBeenCalledOnce());
  expect(stored.size).toBe(0);
});

it('what is refused is not tried again; it goes back to the writer, or stays in the thread with a way to retry', async () => {
  const { outbox, requests, failures, thread, stored } = scene();
  failures.push(new CallFailed('window_closed'), new CallFailed('contact_blocked'));
  const end = outbox.listen(CONVERSATION, () => true);
  outbox.add(outgoing('a'));
  await vi.waitFor(() => expect(thread.discard).toHaveBeenCalledWith(CONVERSATION, 'a'));
  expect([requests, stored.size]).toEqual([['a'], 0]);
  end();
  outbox.add(outgoing('b'));
  await vi.waitFor(() => expect(thread.fail).toHaveBeenCalledOnce());
  expect(stored.get('outbox')).toContain('"b"');
  outbox.retryStuck();
  expect(requests).toEqual(['a', 'b']);
});

it('a new visit goes on with what an earlier one left, but not when the server has forgotten the key', async () => {
  const stored = new Map([['outbox', JSON.stringify([outgoing('a')])]]);
  const next = scene(stored);
  next.outbox.resume(CONVERSATION, AT_MS + 60_000);
  next.outbox.resume(CONVERSATION, AT_MS + 60_000);
  await vi.waitFor(() => expect(next.thread.settle).toHaveBeenCalledOnce());
  expect(next.requests).toEqual(['a']);

  const late = scene(new Map([['outbox', JSON.stringify([outgoing('a')])]]));
  late.outbox.resume(CONVERSATION, AT_MS + 24 * 60 * 60 * 1_000);
  expect(late.requests).toEqual([]);
  expect(late.thread.fail).toHaveBeenCalledWith(CONVERSATION, 'a', expect.anything());
});

it('what somebody took out of the thread is let go', async () => {
  const { outbox, failures, thread, stored } = scene();
  failures.push(new CallFailed('contact_blocked'));
  outbox.add(outgoing('a'));
  await vi.waitFor(() => expect(thread.fail).toHaveBeenCalledOnce());
  outbox.keepOnly(CONVERSATION, new Set(['a']));
  expect(stored.size).toBe(1);
  outbox.keepOnly(CONVERSATION, new Set());
  expect(stored.size).toBe(0);
});

it.each(['{', '7', '[1]'])('a storage that holds %s is as good as empty', (text) => {
  const { outbox, requests } = scene(new Map([['outbox', text]]));
  outbox.resume(CONVERSATION, AT_MS);
  expect(requests).toEqual([]);
});
