import type { InstanceId } from '@recado/contracts';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ownerQuery } from '../../../../test/harness/seed.ts';
import { SessionFleet, type SessionProcess } from '../../../../test/sessions/session-fleet.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import { ChannelError } from '../../channel.ts';

let fleet: SessionFleet;
let worker: SessionProcess;
let api: SessionProcess;
let instanceId: InstanceId;
beforeAll(async () => {
  fleet = await SessionFleet.start();
  worker = await fleet.startProcess('worker');
  api = await fleet.startProcess('api', 'api');
  const [id] = await fleet.want(1);
  if (id === undefined) throw new Error('No instance');
  instanceId = id;
  await vi.waitFor(() => {
    expect(worker.registry.of(id)).toBeDefined();
  });
});
beforeEach(() => {
  fleet.answer = () => Promise.resolve(undefined);
});
afterAll(async () => {
  await fleet.clear();
  await fleet.drop();
});

const ask = (process: SessionProcess, name = 'number.find', args: unknown = {}, timeoutMs?: number) =>
  process.ask.execute(
    { tenantId: fleet.tenantId, instanceId },
    name,
    args,
    timeoutMs === undefined ? {} : { timeoutMs },
  );

const commandsLeft = async () =>
  (await ownerQuery(fleet.database, 'select state from session_commands')).map(({ state }) => state);

describe('asking a session', () => {
  it.each(['api', 'worker'])('the %s process gets its answer, and no row is left', async (name) => {
    fleet.answer = (command) => Promise.resolve({ heard: command });
    const answer = await ask(name === 'api' ? api : worker, 'groups.list', { page: 2 });
    expect(answer).toEqual({ heard: { name: 'groups.list', arguments: { page: 2 } } });
    expect(await commandsLeft()).toEqual([]);
  });

  it('what WhatsApp said of a failure reaches the other process', async () => {
    const failure = {
      kind: 'refused',
      code: '403',
      detail: 'Not in this group',
      pausesInstance: false,
    } as const;
    fleet.answer = () => Promise.reject(new ChannelError(failure));
    const error: unknown = await ask(api).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChannelError);
    expect(error).toMatchObject({ code: 'provider_refused', failure });
  });

  it('an error of ours keeps its code, and any other tells nothing of itself', async () => {
    fleet.answer = () => Promise.reject(new AppError('not_found', 'The group was not found'));
    await expect(ask(api)).rejects.toMatchObject({ code: 'not_found', message: 'The group was not found' });
    fleet.answer = () => Promise.reject(new Error('a secret'));
    await expect(ask(api)).rejects.toMatchObject({ code: 'internal' });
    await expect(ask(api)).rejects.not.toThrow('a secret');
  });

  it.each(['api', 'worker'])(
    'the %s process is told that what got no answer may have been done',
    async (name) => {
      fleet.answer = () => new Promise(() => undefined);
      const asked = ask(name === 'api' ? api : worker, 'groups.create', {}, 300);
      await expect(asked).rejects.toMatchObject({ code: 'session_unreachable' });
      await expect(asked).rejects.toThrow('may have been done');
    },
  );

  it('a process that holds the session and is not there any more certainly did nothing', async () => {
    const [other] = await fleet.want(1);
    if (other === undefined) throw new Error('No instance');
    await vi.waitFor(() => {
      expect(worker.registry.of(other)).toBeDefined();
    });
    await fleet.wish(other, 'offline');
    await vi.waitFor(() => {
      expect(worker.registry.of(other)).toBeUndefined();
    });
    await ownerQuery(
      fleet.database,
      `update leases set holder = $2, expires_at = now() + interval '1 minute' where id = $1`,
      [other, v7()],
    );
    const asked = api.ask.execute(
      { tenantId: fleet.tenantId, instanceId: other },
      'x',
      {},
      { timeoutMs: 300 },
    );
    await expect(asked).rejects.toThrow('nothing was done');
  });

  it('each command is run once, however many look for it', async () => {
    let runs = 0;
    fleet.answer = () => Promise.resolve((runs += 1));
    const answers = Array.from({ length: 10 }, () => ask(api));
    for (let looks = 0; looks < 20; looks += 1) worker.host.look();
    expect((await Promise.all(answers)).toSorted()).toHaveLength(10);
    expect(runs).toBe(10);
  });

  it('without a session there is nobody to ask', async () => {
    await fleet.wish(instanceId, 'offline');
    await expect.poll(() => worker.registry.all).toEqual([]);
    await expect(ask(api)).rejects.toMatchObject({ code: 'session_not_open' });
    await expect(ask(worker)).rejects.toMatchObject({ code: 'session_not_open' });
  });
});
