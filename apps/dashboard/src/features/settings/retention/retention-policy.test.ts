import { expect, it } from 'vitest';
import { isShorter } from './retention-policy.ts';

const limits = { messagesDays: null, eventsDays: 30 };

it.each([
  [{ messagesDays: null, eventsDays: null }, { messagesDays: 365, eventsDays: null }, true],
  [{ messagesDays: 365, eventsDays: null }, { messagesDays: null, eventsDays: null }, false],
  [{ messagesDays: 365, eventsDays: null }, { messagesDays: 90, eventsDays: null }, true],
  [{ messagesDays: 90, eventsDays: null }, { messagesDays: 365, eventsDays: null }, false],
  [{ messagesDays: null, eventsDays: null }, { messagesDays: null, eventsDays: 30 }, false],
  [{ messagesDays: null, eventsDays: null }, { messagesDays: null, eventsDays: 29 }, true],
  [{ messagesDays: null, eventsDays: 7 }, { messagesDays: null, eventsDays: null }, false],
])('from %j to %j: something goes %s', (before, after, goes) => {
  expect(isShorter({ ...before, limits }, after)).toBe(goes);
});
