import { expect, it } from 'vitest';
import { countChosen, covers, eventFamilies, toggled, typesOf } from './event-selection.ts';

it('every family has types, and all types together are in the families', () => {
  for (const family of eventFamilies) expect([family, typesOf(family).length > 1]).toEqual([family, true]);
  expect(typesOf('webhook.*')).toEqual(['webhook.disabled', 'webhook.test']);
});

it.each([
  [['*'], 'message.sent', true],
  [['message.*'], 'message.sent', true],
  [['message.*'], 'message.*', true],
  [['message.*'], 'instance.connected', false],
  [['message.sent'], 'message.*', false],
  [[], '*', false],
] as const)('%o covers %s: %s', (chosen, filter, isCovered) => {
  expect(covers(chosen, filter)).toBe(isCovered);
});

it.each([
  [[], 'message.sent', ['message.sent']],
  [['message.sent'], 'message.sent', []],
  [['message.sent', 'instance.failed'], 'message.*', ['instance.failed', 'message.*']],
  [['message.sent', 'instance.*'], '*', ['*']],
  [['*'], 'message.*', ['message.*']],
  [['*'], '*', []],
] as const)('%o with %s toggled is %o', (chosen, filter, after) => {
  expect(toggled(chosen, filter)).toEqual(after);
});

it('counts what a wider choice covers', () => {
  expect(countChosen(['message.sent', 'message.read'], 'message.*')).toBe(2);
  expect(countChosen(['*'], 'broadcast.*')).toBe(2);
});
