import { expect, it } from 'vitest';
import { barsOf, clockText, levelOf, microphoneFault, needsOgg } from './voice-policy.ts';

it('time is told in minutes and seconds', () => {
  expect([0, 999, 7_000, 67_000, 600_000].map(clockText)).toEqual(['0:00', '0:00', '0:07', '1:07', '10:00']);
});

it('bars show the loudest of each stretch, and a short recording at the end', () => {
  expect(barsOf([1, 2, 3, 4], 2)).toEqual([2, 4]);
  expect(barsOf([1, 2, 3, 4, 5], 2)).toEqual([2, 5]);
  expect(barsOf([1], 3)).toEqual([0, 0, 1]);
  expect(barsOf([], 2)).toEqual([0, 0]);
});

it('a level is between silence and full', () => {
  expect(levelOf(new Float32Array())).toBe(0);
  expect(levelOf(Float32Array.of(0.1, -0.1))).toBeCloseTo(0.4);
  expect(levelOf(Float32Array.of(1, -1))).toBe(1);
});

it('only what is not Ogg changes its container', () => {
  expect([needsOgg('audio/ogg;codecs=opus'), needsOgg('audio/webm;codecs=opus')]).toEqual([false, true]);
});

it('says why there is no microphone', () => {
  const faults = ['NotAllowedError', 'SecurityError', 'NotFoundError'].map((name) =>
    microphoneFault(new DOMException('', name)),
  );
  expect([...faults, microphoneFault(new TypeError())]).toEqual([
    'denied',
    'denied',
    'missing',
    'unsupported',
  ]);
});
