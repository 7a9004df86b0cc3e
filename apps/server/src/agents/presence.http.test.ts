import { AgentPage, type AgentId } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDistributionScene, type DistributionScene } from '../../test/harness/distribution-scene.ts';
import { seedApiKey } from '../../test/harness/seed.ts';

let scene: DistributionScene;
beforeAll(async () => {
  scene = await createDistributionScene();
});
afterAll(() => scene.test.close());
beforeEach(() => scene.newInstance());

describe('presence', () => {
  it('of the caller counts for every agent that the user is, and is a heartbeat when repeated', async () => {
    const userId = scene.tenant.users.viewer.id;
    const first = await scene.agent({ name: 'Ana', type: 'human', configuration: { userId } });
    await scene.newInstance();
    const second = await scene.agent({ name: 'Ana', type: 'human', configuration: { userId } });
    const say = (presence: string) => scene.call('PUT', '/presence', { presence }, scene.as('viewer'));
    expect(await say('online')).toMatchObject({
      status: 200,
      body: {
        presence: 'online',
        repeatAfterSeconds: 30,
        agents: [{ presence: 'online' }, { presence: 'online' }],
      },
    });
    const own = AgentPage.parse((await scene.call('GET', `/agents?userId=${userId}`)).body);
    expect(own.items.map(({ id }) => id).sort()).toEqual([first, second].sort());
    await scene.query(`update agent_presence set heartbeat_at = now() - interval '80 seconds'`);
    await say('online');
    const audited = await scene.query(
      `select resource_id from audit_logs where action = 'agent.presence_changed' and resource_id = any($1)`,
      [[first, second]],
    );
    expect(audited).toHaveLength(2);
    await scene.query(`update agent_presence set heartbeat_at = heartbeat_at - interval '80 seconds'`);
    expect(await scene.show(second)).toMatchObject({ presence: 'online' });
  });

  it('of an agent is set by its own user and by who may change agents, by nobody else', async () => {
    const mine = await scene.agent({
      name: 'Ana',
      type: 'human',
      configuration: { userId: scene.tenant.users.viewer.id },
    });
    const other = await scene.agent({ name: 'Bia', type: 'human' });
    const put = (id: AgentId, headers: Record<string, string>) =>
      scene.call('PUT', `/agents/${id}/presence`, { presence: 'away' }, headers);
    expect((await put(mine, scene.as('viewer'))).status).toBe(200);
    expect((await put(other, scene.as('viewer'))).status).toBe(403);
    expect((await put(other, scene.as('developer'))).status).toBe(200);
  });

  it('409 for an automatic agent, which is always online; 403 for an API key, which is nobody', async () => {
    const bot = await scene.agent({ name: 'Bot', type: 'bot', configuration: { capacity: 7 } });
    expect(await scene.show(bot)).toMatchObject({
      presence: 'online',
      load: 0,
      capacity: 7,
    });
    expect(await scene.call('PUT', `/agents/${bot}/presence`, { presence: 'away' })).toMatchObject({
      status: 409,
    });
    const key = await seedApiKey(scene.test, scene.tenant.tenantId);
    expect(await scene.call('PUT', '/presence', { presence: 'away' }, key.headers)).toMatchObject({
      status: 403,
    });
  });
});
