import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { CallFailed } from '../../../lib/api/problem.ts';
import { aMessage, moment } from './a-message.ts';
import { shownDrafts, type Draft } from './drafts.ts';
import { draftsKey, ThreadCache, threadKey } from './thread-cache.ts';
import type { ThreadWindow } from './thread-window.ts';

const ID = 'conversation';
let client: QueryClient;
let cache: ThreadCache;
beforeEach(() => {
  client = new QueryClient();
  cache = new ThreadCache(client);
  client.setQueryData<ThreadWindow>(threadKey(ID), {
    messages: [aMessage(1)],
    hasOlder: false,
    hasNewer: false,
    beyond: [],
  });
});

const shown = () => client.getQueryData<ThreadWindow>(threadKey(ID))?.messages.map(({ id }) => id);
const drafts = () => shownDrafts(client.getQueryData<Draft[]>(draftsKey(ID)) ?? []).map(({ id }) => id);
const draft = (id: string, content = 'hello') => ({
  id,
  message: { type: 'text' as const, content },
  replyTo: null,
  sendAt: null,
  createdAt: moment(2),
});
const sent = aMessage(3, { direction: 'outbound', message: { type: 'text', content: 'hello' } });
const event = {
  id: 'event',
  type: 'message.accepted' as const,
  instanceId: null,
  conversationId: ID,
  data: { message: sent },
};

describe('a message on its way', () => {
  it('is shown at once, and becomes the message of the answer', () => {
    cache.addOptimistic(ID, draft('a'));
    expect(drafts()).toEqual(['a']);
    cache.settle(ID, 'a', sent);
    expect([drafts(), shown()]).toEqual([[], [aMessage(1).id, sent.id]]);
  });

  it.each(['event first', 'answer first'])('is never there twice: %s', (order) => {
    cache.addOptimistic(ID, draft('a'));
    if (order === 'event first') {
      cache.apply([event]);
      expect([drafts(), shown()?.length]).toEqual([[], 2]);
    }
    cache.settle(ID, 'a', sent);
    cache.apply([event]);
    expect([drafts(), shown()?.length]).toEqual([[], 2]);
  });

  it('of two that say the same, one event takes one', () => {
    cache.addOptimistic(ID, draft('a'));
    cache.addOptimistic(ID, draft('b'));
    cache.addOptimistic(ID, draft('c', 'other'));
    cache.apply([event]);
    expect(drafts()).toEqual(['b', 'c']);
  });

  it('that failed stays until it is let go', () => {
    cache.addOptimistic(ID, draft('a'));
    cache.fail(ID, 'a', new CallFailed('offline'));
    expect(client.getQueryData<Draft[]>(draftsKey(ID))).toMatchObject([
      { id: 'a', failure: { code: 'offline' } },
    ]);
    cache.discard(ID, 'a');
    expect(drafts()).toEqual([]);
  });
});

it('what happens while a window is on its way from the server is not missed', () => {
  client.removeQueries({ queryKey: threadKey(ID) });
  cache.apply([event]);
  const window = cache.withRecent(ID, {
    messages: [aMessage(1)],
    hasOlder: false,
    hasNewer: false,
    beyond: [],
  });
  expect(window.messages.map(({ id }) => id)).toEqual([aMessage(1).id, sent.id]);
});
