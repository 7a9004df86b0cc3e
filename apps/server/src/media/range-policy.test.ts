import { describe, expect, it } from 'vitest';
import { answerToRange, isUnchanged } from './range-policy.ts';

const file = { sizeBytes: 1_000, etag: '"abc"' };
const part = (start: number, end: number) => ({ kind: 'part', start, end });
const whole = { kind: 'whole' };
const unsatisfiable = { kind: 'unsatisfiable' };

describe('Range', () => {
  it.each([
    [undefined, whole],
    ['bytes=0-0', part(0, 0)],
    ['bytes=0-499', part(0, 499)],
    ['bytes=500-', part(500, 999)],
    ['bytes=900-2000', part(900, 999)],
    ['bytes=-1', part(999, 999)],
    ['bytes=-5000', part(0, 999)],
    ['bytes=999-999', part(999, 999)],
    ['bytes=1000-', unsatisfiable],
    ['bytes=-0', unsatisfiable],
    ['bytes=9-3', whole],
    ['bytes=0-1,5-6', whole],
    ['bytes=-', whole],
    ['bytes=a-b', whole],
    ['lines=0-1', whole],
  ])('%s', (range, answer) => {
    expect(answerToRange({ range, ifRange: undefined }, file)).toEqual(answer);
  });

  it.each([
    ['"abc"', part(0, 1)],
    ['"other"', whole],
    ['W/"abc"', whole],
    ['Tue, 24 Nov 2026 12:00:00 GMT', whole],
  ])('If-Range %s', (ifRange, answer) => {
    expect(answerToRange({ range: 'bytes=0-1', ifRange }, file)).toEqual(answer);
  });
});

it.each([
  [undefined, false],
  ['"abc"', true],
  ['W/"abc"', true],
  ['"x", "abc"', true],
  ['*', true],
  ['"x"', false],
])('If-None-Match %s: unchanged is %s', (ifNoneMatch, unchanged) => {
  expect(isUnchanged(ifNoneMatch, file.etag)).toBe(unchanged);
});
