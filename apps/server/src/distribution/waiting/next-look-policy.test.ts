import { expect, it } from 'vitest';
import { nextLookAt, type WhatComes } from './next-look-policy.ts';

const at = (time: string): Date => new Date(`2026-11-24T${time}Z`);
const nothing: WhatComes = { isWaiting: false, isLate: false, times: [], whileWaitingMs: 15_000 };

it.each<[string, Date, Partial<WhatComes>, Date | undefined]>([
  ['nothing comes by itself', at('12:00:10'), { times: [undefined] }, undefined],
  [
    'the earliest of what comes',
    at('12:00:10'),
    { times: [at('12:05:00'), undefined, at('12:03:00')] },
    at('12:03:00'),
  ],
  ['soon while somebody waits', at('12:00:10'), { isWaiting: true, times: [at('12:05:00')] }, at('12:00:25')],
  ['at the full minute, when hours begin', at('12:00:50'), { isWaiting: true }, at('12:01:00')],
  [
    'a minute later when somebody is late and nobody was free',
    at('12:00:10'),
    { isLate: true },
    at('12:01:10'),
  ],
])('%s', (_, now, what, expected) => {
  expect(nextLookAt(now, { ...nothing, ...what })).toEqual(expected);
});
