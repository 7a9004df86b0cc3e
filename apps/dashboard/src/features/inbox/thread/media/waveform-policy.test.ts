import { expect, it } from 'vitest';
import { clockTime, peaksOf } from './waveform-policy.ts';

it('each bar is as loud as the loudest sample of its stretch, beside the loudest of all', () => {
  expect(peaksOf(new Float32Array([0, 0.25, -0.5, 0.1, 0, 0]), 3)).toEqual([0.5, 1, 0]);
});

it('silence stays silent, and a recording shorter than its bars is no error', () => {
  expect(peaksOf(new Float32Array(8), 2)).toEqual([0, 0]);
  expect(peaksOf(new Float32Array([1]), 3)).toEqual([1, 0, 0]);
});

it.each([
  [0, '0:00'],
  [65.9, '1:05'],
  [600, '10:00'],
  [Infinity, '0:00'],
])('%d s is %s', (seconds, shown) => {
  expect(clockTime(seconds)).toBe(shown);
});
