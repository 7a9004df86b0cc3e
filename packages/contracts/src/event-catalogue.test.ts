import { expect, it } from 'vitest';
import { Event, eventCatalogue } from './event-catalogue.ts';
import { eventTypes } from './event-types.ts';

it('every type of event is in the catalogue', () => {
  expect(Object.keys(eventCatalogue).toSorted()).toEqual(eventTypes.toSorted());
});

it.each(Object.values(eventCatalogue))('the example of $type is exactly what its schema says', (entry) => {
  expect(entry.envelope.parse(entry.exampleEvent)).toEqual(entry.exampleEvent);
  expect(Event.parse(entry.exampleEvent)).toEqual(entry.exampleEvent);
});

it.each(Object.values(eventCatalogue))(
  'the data of $type has an object named after its family, with the id that leads to the rest',
  ({ type, data, exampleEvent }) => {
    const family = type.replace(/\..*$/, '');
    expect(Object.keys(data.shape)[0]).toBe(family);
    expect(exampleEvent.data).toHaveProperty(`${family}.id`);
  },
);

it.each(Object.values(eventCatalogue))('$type is described in sentences', ({ description }) => {
  expect(description).toMatch(/^[A-Z].{60,}\.$/);
});

it('an event of a type that carries what another does is none', () => {
  const { exampleEvent } = eventCatalogue['message.sent'];
  expect(Event.safeParse({ ...exampleEvent, type: 'conversation.closed' }).success).toBe(false);
  expect(Event.safeParse({ ...exampleEvent, type: 'message.seen' }).success).toBe(false);
});

it('fields that a newer server adds do not make an event invalid', () => {
  const { exampleEvent } = eventCatalogue['message.sent'];
  const newer = { ...exampleEvent, addedLater: 1, data: { ...exampleEvent.data, addedLater: 1 } };
  expect(Event.parse(newer)).toEqual(exampleEvent);
});
