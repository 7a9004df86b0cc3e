import { expect, it } from 'vitest';
import { isOf } from './live-event.ts';

it('an event is one of its type, its family and all', () => {
  expect(isOf('message.sent', ['message.sent'])).toBe(true);
  expect(isOf('message.sent', ['message.*'])).toBe(true);
  expect(isOf('message.sent', ['*'])).toBe(true);
  expect(isOf('message.sent', ['message.read', 'instance.*'])).toBe(false);
});
