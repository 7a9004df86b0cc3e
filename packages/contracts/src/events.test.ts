import { expect, it } from 'vitest';
import { eventFamilies, eventTypes } from './event-types.ts';
import { EventFilter } from './events.ts';

it('every event belongs to a family that a webhook can ask for', () => {
  const familiesInUse = new Set(eventTypes.map((type) => type.replace(/\..*$/, '.*')));
  expect(new Set(eventFamilies)).toEqual(familiesInUse);
});

it.each(['*', 'message.*', 'message.sent'])('%s is a filter', (filter) => {
  expect(EventFilter.safeParse(filter).success).toBe(true);
});

it.each(['', 'message', 'messages.*', 'message.*.x', '**', 'message.seen'])('"%s" is none', (filter) => {
  expect(EventFilter.safeParse(filter).success).toBe(false);
});
