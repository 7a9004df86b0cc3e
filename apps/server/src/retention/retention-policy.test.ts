import { expect, it } from 'vitest';
import { beyondLimits } from './retention-policy.ts';

const limits = { messagesDays: null, eventsDays: 30 };

it.each([
  [{ messagesDays: null, eventsDays: null }, limits, []],
  [{ messagesDays: 3_650, eventsDays: 30 }, limits, []],
  [{ messagesDays: null, eventsDays: 31 }, limits, ['eventsDays']],
  [
    { messagesDays: 91, eventsDays: 31 },
    { messagesDays: 90, eventsDays: 30 },
    ['messagesDays', 'eventsDays'],
  ],
])('%j within %j is too long at %j', (wanted, within, paths) => {
  expect(beyondLimits(wanted, within).map(({ path }) => path)).toEqual(paths);
});
