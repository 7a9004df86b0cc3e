import { defaultDistribution, DryRunResult } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDistributionScene, type DistributionScene } from '../../../test/harness/distribution-scene.ts';

let scene: DistributionScene;
beforeAll(async () => {
  scene = await createDistributionScene();
});
afterAll(() => scene.test.close());
beforeEach(() => scene.newInstance());

const settingsUrl = (): string => `/instances/${scene.instanceId}/distribution`;
const dryRun = async (body: object = {}) =>
  DryRunResult.parse((await scene.call('POST', `${settingsUrl()}/dry-run`, body)).body);

describe('settings of an instance', () => {
  it('are those of the beginning until somebody replaces them, which is audited', async () => {
    expect(await scene.call('GET', settingsUrl())).toEqual({ status: 200, body: defaultDistribution });
    const body = {
      chain: [{ rule: 'skills', skills: ['VIP '] }, { rule: 'round_robin' }],
      reassignAfterMinutes: 10,
    };
    const expected = {
      isEnabled: true,
      chain: [
        { rule: 'skills', agents: 'human', skills: ['vip'] },
        { rule: 'round_robin', agents: 'human' },
      ],
      reassignAfterMinutes: 10,
      includeGroups: false,
    };
    expect(await scene.call('PUT', settingsUrl(), body)).toEqual({ status: 200, body: expected });
    expect(await scene.call('GET', settingsUrl())).toEqual({ status: 200, body: expected });
    expect(
      await scene.query('select action from audit_logs where resource_id = $1', [scene.instanceId]),
    ).toEqual([{ action: 'distribution.updated' }]);
  });

  it.each<[string, object, string]>([
    ['no rule at all', { chain: [] }, 'chain'],
    ['an unknown rule', { chain: [{ rule: 'random' }] }, 'chain.0.rule'],
    ['skills with another rule', { chain: [{ rule: 'priority', skills: ['vip'] }] }, 'chain.0.skills'],
    ['skills of automatic agents', { chain: [{ rule: 'skills', agents: 'automatic' }] }, 'chain.0.agents'],
    ['no time at all', { chain: [{ rule: 'priority' }], reassignAfterMinutes: 0 }, 'reassignAfterMinutes'],
  ])('400 names the field: %s', async (_, body, path) => {
    expect(await scene.call('PUT', settingsUrl(), body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ path }] },
    });
  });
});

describe('POST /instances/:id/distribution/dry-run', () => {
  it('says who would get it and why', async () => {
    const ana = await scene.person('Ana', { capacity: 1 });
    await scene.write();
    await scene.person('Bia', {}, 'away');
    expect(await dryRun()).toMatchObject({
      outcome: 'waiting',
      agent: null,
      reason: 'Nobody was free: 1 at capacity, 1 away',
    });
    const caio = await scene.person('Caio', { skills: ['fr'] });
    expect(await dryRun({ skills: ['fr'] })).toMatchObject({
      outcome: 'assigned',
      agent: { id: caio, name: 'Caio' },
      rule: 'least_busy',
    });
    const { candidates } = await dryRun({ skills: ['fr'] });
    expect(candidates.find(({ agentId }) => agentId === ana)).toMatchObject({
      outcome: 'lacks_skills',
      reason: 'Ana does not have the skills that are needed',
    });
  });

  it('asks who had the contact last, the hours of a time, and settings that are not saved', async () => {
    await scene.configure({ chain: [{ rule: 'least_busy', agents: 'human' }] });
    const ana = await scene.person('Ana', {
      workingHours: {
        timeZone: 'America/Sao_Paulo',
        weekly: [{ days: ['monday'], from: '09:00', to: '18:00' }],
      },
    });
    await scene.call('PUT', `/agents/${ana}`, { name: 'Ana', type: 'human' });
    const { id } = await scene.write();
    const bia = await scene.person('Bia');
    const [row] = await scene.query('select contact_id from conversations where id = $1', [id]);
    expect(await dryRun()).toMatchObject({ agent: { id: bia } });
    const chain = [{ rule: 'sticky' }];
    expect(await dryRun({ contactId: row?.['contact_id'], chain })).toMatchObject({
      agent: { id: ana },
      rule: 'sticky',
    });
    const hours = {
      timeZone: 'America/Sao_Paulo',
      weekly: [{ days: ['monday'], from: '09:00', to: '18:00' }],
    };
    for (const [agentId, name] of [
      [ana, 'Ana'],
      [bia, 'Bia'],
    ] as const)
      await scene.call('PUT', `/agents/${agentId}`, {
        name,
        type: 'human',
        configuration: { workingHours: hours },
      });
    expect(await dryRun({ at: '2026-11-23T12:30:00Z' })).toMatchObject({ outcome: 'assigned' });
    expect(await dryRun({ at: '2026-11-23T11:30:00Z' })).toMatchObject({
      outcome: 'waiting',
      reason: 'Nobody was free: 2 outside hours',
    });
  });

  it('says when nothing is distributed', async () => {
    expect(await dryRun()).toMatchObject({ outcome: 'not_distributed', reason: 'There is no active agent' });
    await scene.person('Ana');
    await scene.configure({ isEnabled: false });
    expect(await dryRun()).toMatchObject({
      outcome: 'not_distributed',
      reason: 'Distribution is switched off',
    });
  });

  it('writes nothing', async () => {
    await scene.person('Ana', { capacity: 1 });
    await scene.arrive(scene.newCustomers(3));
    const everything = async () => {
      const tables = [
        'conversations',
        'message_distributions',
        'agents',
        'agent_presence',
        'distribution_settings',
        'events',
        'audit_logs',
      ];
      return Promise.all(
        tables.map((table) =>
          scene.query(
            `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${table} t`,
          ),
        ),
      );
    };
    const before = await everything();
    await dryRun();
    await dryRun({ skills: ['fr'], chain: [{ rule: 'round_robin' }] });
    expect(await everything()).toEqual(before);
  });
});
