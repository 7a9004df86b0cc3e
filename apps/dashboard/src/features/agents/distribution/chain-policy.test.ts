import { expect, it } from 'vitest';
import { isSame, nextStep, savedOf, withRule } from './chain-policy.ts';

it('only people have skills, and only the rule of skills names some', () => {
  expect(withRule({ rule: 'priority', agents: 'automatic' }, 'skills')).toEqual({
    rule: 'skills',
    agents: 'human',
    skills: undefined,
  });
  expect(withRule({ rule: 'skills', agents: 'human', skills: ['vendas'] }, 'sticky')).toEqual({
    rule: 'sticky',
    agents: 'human',
  });
});

it('what is added is not there yet, as long as there is such a rule', () => {
  expect(nextStep([{ rule: 'sticky', agents: 'human' }]).rule).toBe('least_busy');
  const all = (['sticky', 'least_busy', 'round_robin', 'priority', 'skills'] as const).map((rule) => ({
    rule,
    agents: 'human' as const,
  }));
  expect(nextStep(all).rule).toBe('least_busy');
});

it('a step without skills names none, and says the same', () => {
  const settings = {
    isEnabled: true,
    chain: [{ rule: 'skills' as const, agents: 'human' as const, skills: [] }],
    reassignAfterMinutes: null,
    includeGroups: false,
  };
  const saved = savedOf(settings);
  expect(saved.chain).toEqual([{ rule: 'skills', agents: 'human' }]);
  expect(isSame(settings, saved)).toBe(true);
  expect(isSame(settings, { ...saved, includeGroups: true })).toBe(false);
});
