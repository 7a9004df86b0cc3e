import { eventFamilies, eventTypes } from '@recado/contracts/event-types';
import type { EventFilter, EventType } from '@recado/sdk';

export type EventFamily = (typeof eventFamilies)[number];
export { eventFamilies };

/** The types of a family such as `message.*`. */
export const typesOf = (family: EventFamily): EventType[] =>
  eventTypes.filter((type) => type.startsWith(family.slice(0, -1)));

const names = {
  'message.*': 'message',
  'instance.*': 'instance',
  'contact.*': 'contact',
  'conversation.*': 'conversation',
  'broadcast.*': 'broadcast',
  'webhook.*': 'webhook',
} as const satisfies Record<EventFamily, string>;

/** `message.*` is called `message`. */
export const familyName = (family: EventFamily): (typeof names)[EventFamily] => names[family];

/** Whether what is chosen covers a type, a family or everything. */
export function covers(chosen: readonly EventFilter[], filter: EventFilter): boolean {
  if (chosen.includes('*') || chosen.includes(filter)) return true;
  const family = eventFamilies.find((one) => filter.startsWith(one.slice(0, -1)));
  return family !== undefined && chosen.includes(family);
}

/** Chooses or drops a filter. What a wider one covers is dropped with its choice, so that the list stays as short as it can be. */
export function toggled(chosen: readonly EventFilter[], filter: EventFilter): EventFilter[] {
  if (chosen.includes(filter)) return chosen.filter((one) => one !== filter);
  if (filter === '*') return ['*'];
  return [
    ...chosen.filter((one) => one !== '*' && !(filter.endsWith('.*') && one.startsWith(filter.slice(0, -1)))),
    filter,
  ];
}

/** How many types of a family are chosen. */
export const countChosen = (chosen: readonly EventFilter[], family: EventFamily): number =>
  typesOf(family).filter((type) => covers(chosen, type)).length;
