import type { AgentTestResult } from '@recado/sdk';
import { expect, it } from 'vitest';
import { answered, endingOf, newTrial, toldMessages, type Trial } from './trial-policy.ts';

const says = (text: string, then: 'stay' | 'handoff' | 'close' = 'stay'): AgentTestResult => ({
  plan: { messages: [{ type: 'text', content: text }], then, skills: [], why: 'nothing fits' },
  state: { turns: 1 },
  usage: null,
  error: null,
});

const asked = (text: string): Trial => ({ ...newTrial, lines: [{ kind: 'customer', text }] });

it('the agent is told the whole conversation, and gets back what it remembers', () => {
  const trial = answered(asked('oi'), says('Olá!'));
  expect(trial.state).toEqual({ turns: 1 });
  expect(toldMessages(trial.lines)).toEqual([
    { direction: 'inbound', text: 'oi' },
    { direction: 'outbound', text: 'Olá!' },
  ]);
});

it('a message without a text is told by its type; of a long conversation the end', () => {
  const picture: AgentTestResult = {
    ...says(''),
    plan: {
      messages: [{ type: 'image', content: { link: 'https://example.com/a.png' } }],
      then: 'stay',
      skills: [],
      why: '',
    },
  };
  expect(toldMessages(answered(asked('foto'), picture).lines)[1]?.text).toBe('[image]');
  const long = Array.from({ length: 60 }, (_, index) => ({ kind: 'customer', text: String(index) }) as const);
  const told = toldMessages(long);
  expect([told.length, told[0]?.text]).toEqual([50, '10']);
});

it.each([
  ['stay', undefined],
  ['handoff', 'handoff'],
  ['close', 'close'],
] as const)('after %s the trial ends with %s', (then, ending) => {
  expect(endingOf(answered(asked('oi'), says('x', then)))).toBe(ending);
});

it('a service that failed ends it too', () => {
  const failed: AgentTestResult = {
    plan: null,
    state: {},
    usage: null,
    error: { code: 'timeout', detail: null },
  };
  expect(endingOf(answered(asked('oi'), failed))).toBe('failure');
  expect(endingOf(asked('oi'))).toBeUndefined();
});
