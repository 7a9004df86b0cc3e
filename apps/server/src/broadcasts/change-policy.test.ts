import { BroadcastState } from '@recado/contracts';
import { expect, it } from 'vitest';
import { allowsChange } from './change-policy.ts';

it.each([
  ['pause', ['scheduled', 'running']],
  ['resume', ['paused']],
  ['stop', ['scheduled', 'running', 'paused']],
] as const)('%s is for what is %s, and for nothing that has ended', (change, states) => {
  expect(BroadcastState.options.filter((state) => allowsChange(state, change))).toEqual(states);
});
