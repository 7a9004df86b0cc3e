import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDistributionScene, type DistributionScene } from '../../test/harness/distribution-scene.ts';

let scene: DistributionScene;
beforeAll(async () => {
  scene = await createDistributionScene();
});
afterAll(() => scene.test.close());
beforeEach(() => scene.newInstance());

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

describe('without a first response in time', () => {
  const late = () =>
    scene.query(
      `update conversations set assigned_at = now() - interval '11 minutes' where instance_id = $1`,
      [scene.instanceId],
    );

  it('a conversation goes to another who is free', async () => {
    await scene.configure({ reassignAfterMinutes: 10 });
    await scene.person('Ana');
    const { id, phone } = await scene.write();
    const bia = await scene.person('Bia');
    await scene.look();
    expect(await scene.of(phone)).not.toMatchObject({ agentId: bia });
    await late();
    await scene.look();
    expect(await scene.of(phone)).toMatchObject({ status: 'open', agentId: bia });
    const [decision] = await scene.decisions(id);
    expect(decision?.cause).toBe('reassigned');
    expect(decision?.candidates.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['Ana', 'excluded'],
      ['Bia', 'chosen'],
    ]);
  });

  it('it stays where it is while nobody else is free', async () => {
    await scene.configure({ reassignAfterMinutes: 10 });
    const ana = await scene.person('Ana');
    const { id, phone } = await scene.write();
    await scene.person('Bia', {}, 'away');
    await late();
    const { nextDueAt } = await scene.look().then((outcome) => ({ nextDueAt: undefined, ...outcome }));
    expect(await scene.of(phone)).toMatchObject({ agentId: ana });
    expect(await scene.decisions(id)).toHaveLength(1);
    // It is looked at again, and not at once.
    expect((nextDueAt ?? new Date(0)).getTime()).toBeGreaterThan(Date.now() + 10_000);
  });

  it('it stays when there was one', async () => {
    await scene.configure({ reassignAfterMinutes: 10 });
    const ana = await scene.person('Ana');
    const { phone } = await scene.write();
    await scene.person('Bia');
    await scene.query('update conversations set first_response_at = now() where instance_id = $1', [
      scene.instanceId,
    ]);
    await late();
    await scene.look();
    expect(await scene.of(phone)).toMatchObject({ agentId: ana });
  });
});

describe('the lane', () => {
  it('is due when somebody may have become free, and not while nothing comes', async () => {
    const due = async () => {
      const [row] = await scene.query(
        'select next_look_at <= now() as "isDue", next_look_at as at from distribution_settings where instance_id = $1',
        [scene.instanceId],
      );
      return row;
    };
    const ana = await scene.person('Ana');
    expect(await due()).toMatchObject({ isDue: true });
    await scene.look();
    expect(await due()).toMatchObject({ isDue: false });
    await scene.setPresence(ana, 'away');
    expect(await due()).toMatchObject({ isDue: true });
    await scene.look();
    expect(await due()).toEqual({ isDue: null, at: null });
  });

  it('adopts customers of the last day who wrote before there were people, and keeps automatic agents from them', async () => {
    const recent = await scene.write();
    const old = await scene.write(undefined, { at: minutesAgo(60 * 25) });
    await scene.agent({ name: 'Bot', type: 'bot' });
    await scene.look();
    expect(await scene.of(recent.phone)).toMatchObject({ status: 'open', agentId: null });
    const ana = await scene.person('Ana');
    await scene.look();
    expect(await scene.of(recent.phone)).toMatchObject({ status: 'open', agentId: ana });
    expect(await scene.of(old.phone)).toMatchObject({ status: 'open', agentId: null });
  });
});
