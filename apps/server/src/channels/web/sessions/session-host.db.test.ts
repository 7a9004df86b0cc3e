import type { InstanceId } from '@recado/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ownerQuery } from '../../../../test/harness/seed.ts';
import { SessionFleet, type SessionProcess } from '../../../../test/sessions/session-fleet.ts';
import { LeaseLost } from './held-session.ts';

let fleet: SessionFleet;
beforeAll(async () => {
  fleet = await SessionFleet.start();
});
afterEach(() => fleet.clear());
afterAll(() => fleet.drop());

const counts = (...processes: SessionProcess[]): number[] =>
  processes.map(({ registry }) => registry.all.length);

/** Of all steps of one instance: nobody may begin before the one before has ended. */
function holdersAtOnce(instanceId: InstanceId): number {
  let now = 0;
  let most = 0;
  for (const step of fleet.stepsOf(instanceId)) {
    if (step.endsWith('start')) now += 1;
    else if (!step.endsWith('wake')) now -= 1;
    most = Math.max(most, now);
  }
  return most;
}

describe('sessions and their processes', () => {
  it('two workers share what is wanted evenly, and each session has one holder', async () => {
    const [one, other] = [await fleet.startProcess('one'), await fleet.startProcess('other')];
    const ids = await fleet.want(6);
    await expect.poll(() => counts(one, other)).toEqual([3, 3]);
    for (const id of ids)
      expect([one, other].filter(({ registry }) => registry.of(id) !== undefined)).toHaveLength(1);
    const owners = await one.places.ownersOf(fleet.tenantId, ids);
    expect([...owners.values()].filter(({ workerId }) => workerId === one.host.worker.id)).toHaveLength(3);
    expect(owners.size).toBe(6);
  });

  it('a new worker gets its share from those that have more, and no session has two holders', async () => {
    const one = await fleet.startProcess('one');
    const ids = await fleet.want(6);
    await expect.poll(() => counts(one)).toEqual([6]);
    const other = await fleet.startProcess('other');
    await expect.poll(() => counts(one, other)).toEqual([3, 3]);
    expect(fleet.steps.filter(({ step }) => step === 'handover')).toHaveLength(3);
    expect(ids.map(holdersAtOnce)).toEqual(ids.map(() => 1));
    expect(await one.metrics.registry.metrics()).toContain('recado_web_session_handovers_total 3');
  });

  it('a worker that cannot renew stops by itself, is replaced, and can write nothing from then on', async () => {
    const one = await fleet.startProcess('one');
    const [id] = await fleet.want(1);
    if (id === undefined) throw new Error('No instance');
    await expect.poll(() => counts(one)).toEqual([1]);
    const old = one.registry.of(id);
    const other = await fleet.startProcess('other');
    await one.cutOff();
    await expect.poll(() => counts(other)).toEqual([1]);
    expect(fleet.stepsOf(id)).toEqual(['one start', 'one abandon', 'other start']);
    expect(old?.hold.mayAct()).toBe(false);
    expect(old?.hold.signal.aborted).toBe(true);
    expect(other.registry.of(id)?.hold.fence).toBeGreaterThan(old?.hold.fence ?? Infinity);
    await expect(
      other.database.transaction((tx) => old?.hold.assertHeld(tx) ?? Promise.resolve()),
    ).rejects.toThrow(LeaseLost);
    await other.database.transaction(
      (tx) => other.registry.of(id)?.hold.assertHeld(tx) ?? Promise.reject(new Error()),
    );
  });

  it('a worker that stops hands its sessions over one by one', async () => {
    const one = await fleet.startProcess('one');
    const ids = await fleet.want(4);
    await expect.poll(() => counts(one)).toEqual([4]);
    const other = await fleet.startProcess('other');
    await expect.poll(() => counts(one, other)).toEqual([2, 2]);
    await one.stop();
    await expect.poll(() => counts(other)).toEqual([4]);
    expect(fleet.steps.some(({ step }) => step === 'abandon')).toBe(false);
    expect(ids.map(holdersAtOnce)).toEqual(ids.map(() => 1));
    expect(await ownerQuery(fleet.database, 'select name from workers')).toHaveLength(1);
  });

  it('a number that is wanted offline is closed, and opened by a new wish; a repeated wish wakes it', async () => {
    const one = await fleet.startProcess('one');
    const [id] = await fleet.want(1);
    if (id === undefined) throw new Error('No instance');
    await expect.poll(() => fleet.stepsOf(id)).toEqual(['one start']);
    await fleet.wish(id, 'online');
    await expect.poll(() => fleet.stepsOf(id)).toEqual(['one start', 'one wake']);
    await fleet.wish(id, 'offline');
    await expect.poll(() => counts(one)).toEqual([0]);
    await fleet.wish(id, 'online');
    await expect.poll(() => fleet.stepsOf(id)).toEqual(['one start', 'one wake', 'one offline', 'one start']);
  });

  it('a logout is done once, also of a session that nobody holds, and leaves it offline', async () => {
    const [id] = await fleet.want(1);
    if (id === undefined) throw new Error('No instance');
    await fleet.wish(id, 'logged_out');
    const one = await fleet.startProcess('one');
    await expect.poll(() => fleet.wantedOf(id)).toBe('offline');
    await expect.poll(() => counts(one)).toEqual([0]);
    expect(fleet.stepsOf(id)).toEqual(['one logout']);
  });

  it('a process that cannot make a session gives back what it took, and others take all', async () => {
    fleet.broken.add('one');
    await fleet.startProcess('one');
    const ids = await fleet.want(4);
    const given = () => ownerQuery(fleet.database, 'select from leases where expires_at <= now()');
    await expect.poll(given).not.toHaveLength(0);
    const other = await fleet.startProcess('other');
    await expect.poll(() => counts(other)).toEqual([4]);
    expect(ids.flatMap((id) => fleet.stepsOf(id))).toEqual(ids.map(() => 'other start'));
  });

  it('the session of a deleted instance is cut off', async () => {
    const one = await fleet.startProcess('one');
    const [id] = await fleet.want(1);
    if (id === undefined) throw new Error('No instance');
    await expect.poll(() => counts(one)).toEqual([1]);
    await ownerQuery(fleet.database, 'delete from instances where id = $1', [id]);
    await expect.poll(() => fleet.stepsOf(id)).toEqual(['one start', 'one abandon']);
    await expect.poll(() => counts(one)).toEqual([0]);
  });

  it('each process knows where a session is: here, elsewhere once WhatsApp let it in, or nowhere', async () => {
    const one = await fleet.startProcess('one');
    const api = await fleet.startProcess('api', 'api');
    const [id] = await fleet.want(1);
    if (id === undefined) throw new Error('No instance');
    await expect.poll(() => one.places.placeOf(id)).toBe('here');
    expect(await api.places.placeOf(id)).toBe('elsewhere');
    await ownerQuery(fleet.database, `update instances set status = 'connecting' where id = $1`, [id]);
    expect(await api.places.placeOf(id)).toBe('nowhere');
    await fleet.wish(id, 'offline');
    await expect.poll(() => one.places.placeOf(id)).toBe('nowhere');
    expect(counts(api)).toEqual([0]);
  });
});
