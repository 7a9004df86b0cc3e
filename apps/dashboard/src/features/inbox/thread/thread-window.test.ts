import type { Message, MessageStatus } from '@recado/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMessage, moment } from './a-message.ts';
import {
  bounded,
  MOST_KEPT,
  windowOf,
  withMessages,
  withNewer,
  withOlder,
  type ThreadWindow,
} from './thread-window.ts';

const whole = (messages: Message[]): ThreadWindow => ({
  messages,
  hasOlder: false,
  hasNewer: false,
  beyond: [],
});
const range = (from: number, to: number): Message[] =>
  Array.from({ length: to - from }, (_, place) => aMessage(from + place));
const ids = ({ messages }: ThreadWindow): string[] => messages.map(({ id }) => id);
const idsOf = (messages: Message[]): string[] => messages.map(({ id }) => id);

const course: readonly MessageStatus[] = ['pending', 'sent', 'delivered', 'read'];

/** Every version of some messages, as events tell of them; of some several at once. */
const versions = fc
  .array(
    fc.record({
      second: fc.integer({ min: 0, max: 40 }),
      steps: fc.integer({ min: 1, max: 4 }),
      isAtOnce: fc.boolean(),
      isEdited: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((messages) =>
    [...new Map(messages.map((message) => [message.second, message])).values()].flatMap(
      ({ second, steps, isAtOnce, isEdited }) => {
        const all = course.slice(0, steps).map((status, at) =>
          aMessage(second, {
            direction: 'outbound',
            status,
            updatedAt: moment(second + (isAtOnce ? 0 : at)),
          }),
        );
        const last = all.at(-1);
        return isEdited && last !== undefined
          ? [
              ...all,
              {
                ...last,
                message: { type: 'text' as const, content: 'changed' },
                editedAt: moment(second + 100),
                updatedAt: moment(second + 100),
              },
            ]
          : all;
      },
    ),
  );

describe('events', () => {
  it('in any order and however often give the same thread', () => {
    fc.assert(
      fc.property(
        versions.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
            fc.integer({ min: 1, max: 5 }),
          ),
        ),
        ([inTurn, shuffled, size]) => {
          const expected = withMessages(whole([]), inTurn);
          let window = whole([]);
          for (let at = 0; at < shuffled.length; at += size)
            window = withMessages(window, shuffled.slice(at, at + size));
          expect(window).toEqual(expected);
        },
      ),
    );
  });

  it('that say nothing new leave the window as it is', () => {
    const window = whole(range(0, 3));
    expect(withMessages(window, [aMessage(1)])).toBe(window);
  });

  it('of the end of a conversation that is read further up are counted, once each', () => {
    const window: ThreadWindow = { ...whole(range(10, 20)), hasNewer: true };
    const after = withMessages(withMessages(window, [aMessage(30), aMessage(31)]), [aMessage(31)]);
    expect(after.messages).toBe(window.messages);
    expect(after.beyond).toEqual([aMessage(30).id, aMessage(31).id]);
  });

  it('of messages before the window are left for the page that will bring them', () => {
    const window: ThreadWindow = { ...whole(range(10, 20)), hasOlder: true };
    expect(withMessages(window, [aMessage(3)])).toBe(window);
  });
});

describe('pages', () => {
  const page = (messages: Message[], nextCursor: string | null = null, hasNewer = false) => ({
    items: messages.toReversed(),
    nextCursor,
    hasNewer,
  });

  it('before and after the window join it, whatever comes meanwhile', () => {
    const window = windowOf(page(range(50, 60), 'more', true));
    const older = withOlder(window, page(range(40, 50), 'more', true));
    const both = withNewer(older, page(range(60, 70)));
    expect(ids(both)).toEqual(idsOf(range(40, 70)));
    expect([both.hasOlder, both.hasNewer]).toEqual([true, false]);
  });

  it('let go what is far, and say so', () => {
    const full = { ...whole(range(1_000, 1_000 + MOST_KEPT)), hasOlder: true };
    const up = withOlder(full, page(range(950, 1_000), 'more', true));
    expect([up.messages.length, up.messages[0]?.id, up.hasNewer]).toEqual([
      MOST_KEPT,
      aMessage(950).id,
      true,
    ]);
    const down = withNewer(up, page(range(950 + MOST_KEPT, 1_000 + MOST_KEPT)));
    expect(ids(down)).toEqual(idsOf(range(1_000, 1_000 + MOST_KEPT)));
    expect([down.hasOlder, down.hasNewer]).toEqual([true, false]);
  });
});

it.each([
  [true, 1_500, false],
  [false, 0, true],
])(
  'a window that has grown long keeps what is near who reads (at its end: %s)',
  (isAtEnd, first, hasNewer) => {
    const kept = bounded(whole(range(0, 2_500)), isAtEnd);
    expect([kept.messages[0]?.id, kept.messages.length, kept.hasNewer]).toEqual([
      aMessage(first).id,
      MOST_KEPT,
      hasNewer,
    ]);
  },
);
