import { expect, it } from 'vitest';
import { Audience } from './audience-policy.ts';

function audienceOf(...numbers: string[]): Audience {
  const audience = new Audience();
  numbers.forEach((phoneNumber, place) => {
    audience.add({ line: place + 1, phoneNumber, variables: { place } });
  });
  return audience;
}

it('of a number that stands there twice, however it is written, the first line counts', () => {
  const audience = audienceOf('+5511999999999', '+55 11 99999-9999', '5511999999999');
  expect(audience.recipients).toEqual([{ phoneNumber: '+5511999999999', variables: { place: 0 } }]);
  expect(audience.dropped).toEqual({
    invalidNumbers: 0,
    duplicates: 2,
    lines: [
      { line: 2, phoneNumber: '+55 11 99999-9999', reason: 'duplicate' },
      { line: 3, phoneNumber: '5511999999999', reason: 'duplicate' },
    ],
  });
});

it('what is no number is left out, with its line', () => {
  const audience = audienceOf('+5511999999999', 'Maria');
  expect(audience.recipients).toHaveLength(1);
  expect(audience.dropped).toMatchObject({
    invalidNumbers: 1,
    lines: [{ line: 2, phoneNumber: 'Maria', reason: 'invalid_number' }],
  });
});

it('of many lines that are left out a hundred are shown and all are counted', () => {
  const audience = audienceOf(...Array.from({ length: 150 }, () => 'x'));
  expect(audience.dropped.invalidNumbers).toBe(150);
  expect(audience.dropped.lines).toHaveLength(100);
});
