import { expect, it } from 'vitest';
import { checkChange, checkNew, emptyDraft, type AgentDraft } from './agent-draft.ts';
import type { BotDraft } from './bot/bot-draft.ts';

const bot = (configuration: Partial<BotDraft>): AgentDraft => ({
  name: 'Robô',
  priority: 0,
  isActive: true,
  type: 'bot',
  configuration: { rules: [], fallback: { then: 'handoff' }, ...configuration },
});

const menu = (options: { number: number; title: string; then: 'handoff' | 'stay' }[]) => ({
  text: 'Como podemos ajudar?',
  options,
  invalidReply: 'Não entendi.',
  maxInvalid: 3,
});

it.each<[string, AgentDraft, [string, string][]]>([
  ['what is complete has no fault', bot({ greeting: 'Olá' }), []],
  ['a name is needed', { ...emptyDraft('human'), priority: 1 }, [['name', 'required']]],
  [
    'a service needs its address',
    { ...emptyDraft('http'), name: 'CRM' },
    [['configuration.url', 'required']],
  ],
  [
    'an address is one',
    {
      ...bot({}),
      type: 'http',
      configuration: { url: 'crm', timeoutSeconds: 40, historyMessages: 1, onFailure: {} },
    },
    [
      ['configuration.url', 'address'],
      ['configuration.timeoutSeconds', 'atMost'],
    ],
  ],
  ['a number that is no number', { ...bot({}), priority: '' }, [['priority', 'required']]],
  [
    'a rule needs words, and something to do',
    bot({ rules: [{ keywords: [], match: 'contains', then: 'stay' }] }),
    [
      ['configuration.rules.0.keywords', 'required'],
      ['configuration.rules.0.reply', 'saysNothing'],
    ],
  ],
  [
    'a rule that does nothing',
    bot({ rules: [{ keywords: ['oi'], match: 'contains', then: 'stay' }] }),
    [['configuration.rules.0.reply', 'saysNothing']],
  ],
  [
    'numbers of options differ',
    bot({
      menu: menu([
        { number: 1, title: 'a', then: 'handoff' },
        { number: 1, title: 'b', then: 'handoff' },
      ]),
    }),
    [['configuration.menu.options', 'numbersDiffer']],
  ],
  [
    'a rule leads to a menu that is not there',
    bot({ rules: [{ keywords: ['menu'], match: 'exact', then: 'menu' }] }),
    [['configuration.menu', 'menuMissing']],
  ],
  ['an empty reply', bot({ greeting: '' }), [['configuration.greeting', 'required']]],
])('%s', (_, draft, expected) => {
  const { faults, body } = checkChange(draft);
  expect([...faults].map(([path, { key }]) => [path, key])).toEqual(expected);
  expect(body === undefined).toBe(expected.length > 0);
});

it('a new agent is sent with its number and without a state', () => {
  const { body } = checkNew({ ...emptyDraft('bot'), name: 'Robô' }, '0198f3c0-0000-7000-8000-000000000001');
  expect(body).toMatchObject({
    type: 'bot',
    name: 'Robô',
    instanceId: '0198f3c0-0000-7000-8000-000000000001',
  });
  expect(body).not.toHaveProperty('isActive');
});
