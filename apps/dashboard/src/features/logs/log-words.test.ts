import { expect, it } from 'vitest';
import { knownActions, partsOf, resourceTypes, subjectOf } from './log-words.ts';

it('every known action has a subject and a verb, each once', () => {
  expect(new Set(knownActions).size).toBe(knownActions.length);
  for (const action of knownActions) {
    const parts = partsOf(action);
    expect(`${parts?.subject ?? ''}.${parts?.verb ?? ''}`).toBe(action);
  }
});

it('what a newer server knows is not taken for something else', () => {
  expect([partsOf('moon.landed'), partsOf('user'), subjectOf('moon')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(resourceTypes).toContain('webhook');
});
