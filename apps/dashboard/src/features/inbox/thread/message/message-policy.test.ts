import { describe, expect, it } from 'vitest';
import { aMessage, moment } from '../a-message.ts';
import { possibleWith, scheduledFor } from './message-policy.ts';

const at = (seconds: number) => Date.parse(moment(seconds));
const ours = aMessage(0, { direction: 'outbound', status: 'read' });

describe('what can be done with a message', () => {
  it.each([
    ['the customer’s', aMessage(0), 'web', 1, 'reply react'],
    ['ours, on web', ours, 'web', 60, 'reply react edit delete'],
    ['ours, on the Cloud API', ours, 'cloud', 60, 'reply react'],
    ['ours, 16 minutes ago', ours, 'web', 16 * 60, 'reply react delete'],
    ['ours, three days ago', ours, 'web', 3 * 86_400, 'reply react'],
    ['ours, not there yet', { ...ours, status: 'pending' as const }, 'web', 1, ''],
    [
      'ours, without words',
      { ...ours, message: { type: 'location' as const, content: {} } },
      'web',
      1,
      'reply react delete',
    ],
    ['deleted', aMessage(0, { message: { type: 'deleted', content: {} } }), 'web', 1, ''],
  ] as const)('%s', (_, message, channel, seconds, possible) => {
    const found = Object.entries(possibleWith(message, channel, at(seconds)));
    expect(found.flatMap(([name, isPossible]) => (isPossible ? [name] : [])).join(' ')).toBe(possible);
  });
});

it('a message that waits for its time is scheduled; one that waits for its turn is not', () => {
  const waiting = aMessage(0, { direction: 'outbound', status: 'pending' });
  expect(scheduledFor({ ...waiting, sendAt: moment(3_600) })).toBe(moment(3_600));
  expect(scheduledFor(waiting)).toBeUndefined();
  expect(scheduledFor({ ...waiting, sendAt: moment(3_600), status: 'cancelled' })).toBeUndefined();
});
