import { CreateBroadcast } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import {
  columnsOf,
  countOfList,
  emptyDraft,
  faultsOfStep,
  requestOf,
  steps,
  type BroadcastDraft,
} from './draft-policy.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const draft = (changes: Partial<BroadcastDraft> = {}): BroadcastDraft => ({
  ...emptyDraft,
  name: 'Ofertas',
  instanceId: '0198f3c0-0000-7000-8000-000000000001',
  list: '+5511999999999\n\n+5511999999998\n',
  text: 'Olá, {{name|cliente}}!',
  ...changes,
});

describe('a new broadcast', () => {
  it.each<[string, Partial<BroadcastDraft>, object]>([
    [
      'a list of numbers',
      {},
      { recipients: [{ phoneNumber: '+5511999999999' }, { phoneNumber: '+5511999999998' }] },
    ],
    ['a table', { list: 'telefone;nome\n+5511999999999;Ana' }, { csv: 'telefone;nome\n+5511999999999;Ana' }],
    ['labels', { audience: 'labels', any: ['vip'] }, { labels: { any: ['vip'] } }],
  ])('for %s is what the API takes', (_, changes, audience) => {
    const request = requestOf(draft(changes));
    expect(request?.audience).toEqual(audience);
    expect(CreateBroadcast.safeParse(request).error).toBeUndefined();
    for (const step of steps) expect(faultsOfStep(draft(changes), step, now).size).toBe(0);
  });

  it.each<[(typeof steps)[number], Partial<BroadcastDraft>, string[]]>([
    ['audience', { name: ' ', instanceId: undefined, list: '' }, ['name', 'number', 'list']],
    ['audience', { audience: 'labels' }, ['labels']],
    ['audience', { list: 'telefone,nome' }, ['list']],
    ['message', { text: ' ' }, ['text']],
    ['message', { kind: 'template' }, ['template']],
    ['timing', { when: 'later' }, ['sendAt']],
    ['timing', { when: 'later', sendAt: '2020-01-01T10:00' }, ['sendAt']],
    ['timing', { when: 'later', sendAt: '2027-01-01T10:00' }, []],
  ])('at the step %s with %j lacks %j', (step, changes, faults) => {
    expect([...faultsOfStep(draft(changes), step, now)]).toEqual(faults);
  });

  it.each([
    ['telefone;Nome;"cidade"\n+55…', ['Nome', 'cidade'], 1],
    ['Phone Number\tcode\n1\n2', ['code'], 2],
    ['+5511999999999', [], 1],
    ['', [], 0],
  ])('of %j the columns are %j, for %d', (list, columns, count) => {
    expect(columnsOf(list)).toEqual(columns);
    expect(countOfList(list)).toBe(count);
  });
});
