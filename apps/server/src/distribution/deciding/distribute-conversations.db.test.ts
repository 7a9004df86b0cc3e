import type { AgentId } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDistributionScene, type DistributionScene } from '../../../test/harness/distribution-scene.ts';

let scene: DistributionScene;
beforeAll(async () => {
  scene = await createDistributionScene();
});
afterAll(() => scene.test.close());
beforeEach(() => scene.newInstance());

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
/** As if it had been said so long ago. */
const age = (agentId: AgentId, seconds: number) =>
  scene.query(
    `update agent_presence set heartbeat_at = now() - make_interval(secs => $2) where agent_id = $1`,
    [agentId, seconds],
  );
const people = [{ rule: 'least_busy' as const, agents: 'human' as const }];

describe('a message that arrives', () => {
  it('has its agent when the transaction that stores it has committed', async () => {
    const ana = await scene.person('Ana');
    const conversation = await scene.write();
    expect(conversation).toMatchObject({ status: 'open', agentId: ana });
    expect(await scene.events(conversation.id)).toEqual(['conversation.opened', 'conversation.assigned']);
    const [decision, ...others] = await scene.decisions(conversation.id);
    expect(others).toEqual([]);
    expect(decision).toMatchObject({
      cause: 'arrival',
      rule: 'least_busy',
      agent: { id: ana, name: 'Ana' },
      reason: 'Ana had the fewest conversations of those who were free',
      candidates: [{ agentId: ana, outcome: 'chosen' }],
      completedAt: null,
    });
    expect(decision?.messageId).not.toBeNull();
  });

  it('goes to an automatic agent first, and pends there', async () => {
    await scene.person('Ana');
    const bot = await scene.agent({ name: 'Bot', type: 'bot' });
    expect(await scene.write()).toMatchObject({ status: 'pending', agentId: bot });
  });

  it('of somebody who has an agent changes nothing', async () => {
    const ana = await scene.person('Ana');
    const customer = scene.newCustomer();
    const { id } = await scene.write(customer);
    await scene.person('Bia');
    expect(await scene.write(customer)).toMatchObject({ agentId: ana });
    expect(await scene.decisions(id)).toHaveLength(1);
  });

  it('goes back to who had the contact last', async () => {
    const ana = await scene.person('Ana');
    const customer = scene.newCustomer();
    const { id } = await scene.write(customer);
    await scene.person('Bia');
    await scene.close(id);
    expect(await scene.write(customer)).toMatchObject({ agentId: ana });
    expect((await scene.decisions(id))[0]).toMatchObject({ rule: 'sticky' });
  });

  it('where there is no agent, or distribution is off, stays open for anyone', async () => {
    expect(await scene.write()).toMatchObject({ status: 'open', agentId: null });
    await scene.person('Ana');
    await scene.configure({ isEnabled: false });
    const conversation = await scene.write();
    expect(conversation).toMatchObject({ status: 'open', agentId: null });
    expect(await scene.events(conversation.id)).toEqual(['conversation.opened']);
  });

  it('of a group is distributed only where groups are', async () => {
    const ana = await scene.person('Ana');
    await scene.arrive(['5511999990000-1600000000@g.us'], { isGroup: true });
    expect(await scene.conversations()).toMatchObject([{ status: 'open', agentId: null }]);
    await scene.configure({ includeGroups: true });
    await scene.arrive(['5511999990001-1600000000@g.us'], { isGroup: true });
    expect((await scene.conversations())[1]).toMatchObject({ status: 'open', agentId: ana });
  });
});

describe('who waits', () => {
  it('is told once, and gets who frees up; the longest waiting first', async () => {
    const ana = await scene.person('Ana', { capacity: 1 });
    const first = await scene.write();
    const late = await scene.write(undefined, { at: minutesAgo(1) });
    const longest = await scene.write(undefined, { at: minutesAgo(5) });
    await scene.look();
    await scene.look();
    expect(late).toMatchObject({ status: 'waiting', agentId: null });
    expect(await scene.events(late.id)).toEqual(['conversation.opened', 'conversation.waiting']);
    expect(await scene.decisions(late.id)).toMatchObject([
      { agent: null, rule: null, cause: 'arrival', reason: 'Nobody was free: 1 at capacity' },
    ]);

    await scene.close(first.id);
    await scene.look();
    expect(await scene.of(longest.phone)).toMatchObject({ status: 'open', agentId: ana });
    expect(await scene.of(late.phone)).toMatchObject({ status: 'waiting' });
    expect(await scene.decisions(longest.id)).toMatchObject([
      { agent: { id: ana }, cause: 'freed', completedAt: null },
      { agent: null, cause: 'arrival' },
    ]);
  });

  it('is not overtaken by who arrives while somebody is free already', async () => {
    const ana = await scene.person('Ana', { capacity: 1 }, 'away');
    const waiting = await scene.write(undefined, { at: minutesAgo(5) });
    // Online, and the lane did not run yet.
    await scene.setPresence(ana, 'online');
    expect(await scene.write()).toMatchObject({ status: 'waiting', agentId: null });
    await scene.look();
    expect(await scene.of(waiting.phone)).toMatchObject({ agentId: ana });
  });

  it('for a skill that nobody has does not hold up the rest', async () => {
    await scene.configure({ chain: people });
    const ana = await scene.person('Ana', { skills: ['en'] }, 'away');
    const french = await scene.write();
    await scene.call('POST', `/conversations/${french.id}/transfer`, { skills: ['fr'] });
    const other = await scene.write();
    await scene.setPresence(ana, 'online');
    await scene.look();
    expect(await scene.of(french.phone)).toMatchObject({ status: 'waiting' });
    expect(await scene.of(other.phone)).toMatchObject({ agentId: ana });
  });

  it('is served far behind many who wait for something else', async () => {
    await scene.configure({ chain: people });
    const ana = await scene.person('Ana', {}, 'away');
    await scene.arrive(scene.newCustomers(250), { at: minutesAgo(9) });
    await scene.query(`update conversations set required_skills = '{fr}' where instance_id = $1`, [
      scene.instanceId,
    ]);
    const behind = await scene.write();
    await scene.setPresence(ana, 'online');
    await scene.look();
    expect(await scene.of(behind.phone)).toMatchObject({ agentId: ana });
  });

  it('gets whoever comes to work when hours begin', async () => {
    const weekly = [
      {
        days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
        from: '00:00',
        to: '24:00',
      },
    ];
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC' }).format(new Date());
    const fields = { name: 'Ana', type: 'human' };
    const hours = (holidays: string[]) => ({ workingHours: { timeZone: 'UTC', weekly, holidays } });
    const ana = await scene.person('Ana', hours([today]));
    const conversation = await scene.write();
    expect(await scene.decisions(conversation.id)).toMatchObject([
      { agent: null, candidates: [{ outcome: 'outside_hours' }] },
    ]);
    await scene.call('PUT', `/agents/${ana}`, { ...fields, configuration: hours([]) });
    await scene.look();
    expect(await scene.of(conversation.phone)).toMatchObject({ agentId: ana });
  });

  it('waits no more once distribution is off, and waits again once it is on', async () => {
    await scene.person('Ana', {}, 'away');
    const { id, phone } = await scene.write();
    await scene.configure({ isEnabled: false });
    await scene.look();
    expect(await scene.of(phone)).toMatchObject({ status: 'open', agentId: null });
    await scene.configure({ isEnabled: true });
    await scene.look();
    expect(await scene.of(phone)).toMatchObject({ status: 'waiting' });
    expect((await scene.decisions(id))[0]).toMatchObject({ cause: 'enabled', completedAt: null });
  });
});

describe('an agent who leaves', () => {
  const leaving: [string, (id: AgentId) => Promise<unknown>][] = [
    ['goes offline', (id) => scene.setPresence(id, 'offline')],
    [
      'is switched off',
      (id) => scene.call('PUT', `/agents/${id}`, { name: 'Ana', type: 'human', isActive: false }),
    ],
    ['is deleted', (id) => scene.call('DELETE', `/agents/${id}`)],
    ['becomes a bot', (id) => scene.call('PUT', `/agents/${id}`, { name: 'Ana', type: 'bot' })],
  ];
  it.each(leaving)('and %s gives conversations to others, at once', async (_, leave) => {
    await scene.configure({ chain: people });
    const ana = await scene.person('Ana');
    const conversation = await scene.write();
    const bia = await scene.person('Bia', { capacity: 1 });
    const second = await scene.call('POST', `/conversations/${(await scene.write()).id}/assign`, {
      agentId: ana,
    });
    expect(second).toMatchObject({ status: 200 });
    await leave(ana);
    const seen = await scene.conversations();
    expect(seen.map(({ status, agentId }) => [status, agentId]).toSorted()).toEqual([
      ['open', bia],
      ['waiting', null],
    ]);
    expect(await scene.decisions(conversation.id)).toMatchObject([
      { cause: 'returned' },
      { agent: { name: 'Ana' }, cause: 'arrival' },
    ]);
    expect(await scene.events(conversation.id)).toContain('conversation.transferred');
  });

  it('away keeps what it has and gets nothing new', async () => {
    const ana = await scene.person('Ana');
    const mine = await scene.write();
    await scene.setPresence(ana, 'away');
    expect(await scene.write()).toMatchObject({ status: 'waiting' });
    await scene.look();
    expect(await scene.of(mine.phone)).toMatchObject({ agentId: ana });
  });

  it('whose heartbeat stops gets nothing new, and two minutes later gives back what it has', async () => {
    const ana = await scene.person('Ana');
    const mine = await scene.write();
    await age(ana, 95);
    expect(await scene.show(ana)).toMatchObject({ presence: 'offline', load: 1, capacity: 5 });
    expect(await scene.write()).toMatchObject({ status: 'waiting' });
    await scene.look();
    expect(await scene.of(mine.phone)).toMatchObject({ agentId: ana });
    await age(ana, 211);
    await scene.look();
    expect(await scene.of(mine.phone)).toMatchObject({ status: 'waiting', agentId: null });
    expect((await scene.decisions(mine.id))[0]).toMatchObject({ cause: 'returned', agent: null });
  });

  it('keeps what somebody gave to it by hand while it was offline', async () => {
    const ana = await scene.person('Ana', {}, 'offline');
    const { id, phone } = await scene.write();
    await scene.call('POST', `/conversations/${id}/assign`, { agentId: ana });
    await scene.look();
    expect(await scene.of(phone)).toMatchObject({ status: 'open', agentId: ana });
  });

  it('with nobody else to distribute to leaves conversations open for anyone', async () => {
    const ana = await scene.person('Ana');
    const { phone } = await scene.write();
    await scene.call('DELETE', `/agents/${ana}`);
    expect(await scene.of(phone)).toMatchObject({ status: 'open', agentId: null });
  });
});
