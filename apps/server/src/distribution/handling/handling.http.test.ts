import { ConversationAssignment, type AgentId, type ConversationId } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDistributionScene, type DistributionScene } from '../../../test/harness/distribution-scene.ts';
import { seedApiKey, seedTenant, type SeededTenant } from '../../../test/harness/seed.ts';
import { seedInstance } from '../../../test/harness/conversations.ts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import { ReleaseConversation } from './release-conversation.ts';

let scene: DistributionScene;
let stranger: SeededTenant;
beforeAll(async () => {
  scene = await createDistributionScene();
  stranger = await seedTenant(scene.test);
});
afterAll(() => scene.test.close());
beforeEach(() => scene.newInstance());

const settingsUrl = (): string => `/instances/${scene.instanceId}/distribution`;
const assign = (id: ConversationId, agentId: AgentId) =>
  scene.call('POST', `/conversations/${id}/assign`, { agentId });
const transfer = (id: ConversationId, body: object) =>
  scene.call('POST', `/conversations/${id}/transfer`, body);

describe('a person who decides by hand', () => {
  it('gives a conversation to anybody, whatever the capacity, and is named', async () => {
    const ana = await scene.person('Ana', { capacity: 1 });
    await scene.write();
    const { id } = await scene.write();
    const answer = await assign(id, ana);
    expect(answer.status).toBe(200);
    const { conversation, decision } = ConversationAssignment.parse(answer.body);
    expect(conversation).toMatchObject({ id, status: 'open', agentId: ana });
    expect(decision).toMatchObject({
      rule: 'manual',
      cause: 'manual',
      userId: scene.tenant.users.developer.id,
      reason: 'Ana was chosen by hand; capacity, presence, hours and skills were not asked',
    });
    expect(await scene.show(ana)).toMatchObject({ load: 2, capacity: 1 });
    expect((await scene.decisions(id)).map(({ cause }) => cause)).toEqual(['manual', 'arrival']);
    expect(await scene.query('select action from audit_logs where resource_id = $1', [id])).toEqual([
      { action: 'conversation.assigned' },
    ]);
    // Again changes nothing.
    expect((await assign(id, ana)).body).toMatchObject({ decision: null });
  });

  it('passes one on to an agent, with a note for the team', async () => {
    const ana = await scene.person('Ana');
    const { id } = await scene.write();
    const bia = await scene.person('Bia', {}, 'offline');
    const answer = await transfer(id, { agentId: bia, note: 'Cliente antigo' });
    expect(answer).toMatchObject({
      status: 200,
      body: { conversation: { agentId: bia }, decision: { cause: 'transfer', rule: 'manual' } },
    });
    expect(
      await scene.query('select text, user_id from conversation_notes where conversation_id = $1', [id]),
    ).toEqual([{ text: 'Cliente antigo', user_id: scene.tenant.users.developer.id }]);
    expect(await scene.events(id)).toEqual([
      'conversation.opened',
      'conversation.assigned',
      'conversation.transferred',
      'conversation.assigned',
    ]);
    expect(await scene.show(ana)).toMatchObject({ load: 0 });
  });

  it('passes one on to whoever has the skills', async () => {
    const ana = await scene.person('Ana');
    const { id } = await scene.write();
    await scene.person('Bia');
    const caio = await scene.person('Caio', { skills: ['financeiro'] });
    expect(await transfer(id, { skills: ['Financeiro'] })).toMatchObject({
      body: { conversation: { agentId: caio }, decision: { cause: 'transfer', rule: 'least_busy' } },
    });
    const [decision] = await scene.decisions(id);
    expect(decision?.candidates.find(({ agentId }) => agentId === ana)).toMatchObject({
      outcome: 'excluded',
    });
  });

  it('puts one back in the queue, from which it does not come back to who had it', async () => {
    const ana = await scene.person('Ana');
    const { id, phone } = await scene.write();
    expect(await transfer(id, {})).toMatchObject({
      body: { conversation: { status: 'waiting', agentId: null } },
    });
    await scene.look();
    expect(await scene.of(phone)).toMatchObject({ status: 'waiting' });
    const bia = await scene.person('Bia');
    await scene.look();
    expect(await scene.of(phone)).toMatchObject({ agentId: bia });
    expect(ana).not.toBe(bia);
  });

  it('409 for a closed conversation and an agent who is switched off', async () => {
    const ana = await scene.person('Ana');
    const { id } = await scene.write();
    const off = await scene.agent({ name: 'Bia', type: 'human' });
    await scene.call('PUT', `/agents/${off}`, { name: 'Bia', type: 'human', isActive: false });
    expect(await assign(id, off)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await scene.close(id);
    expect(await assign(id, ana)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await transfer(id, {})).toMatchObject({ status: 409 });
  });

  it('400 for an agent and skills at once; 404 for an agent of another instance', async () => {
    const ana = await scene.person('Ana');
    await scene.newInstance();
    const { id } = await scene.write();
    expect(await assign(id, ana)).toMatchObject({ status: 404 });
    expect(await transfer(id, { agentId: ana, skills: ['fr'] })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'skills' }] },
    });
  });
});

describe('an automatic agent that hands over', () => {
  const release = (id: ConversationId, skills?: string[]) =>
    scene.test.app
      .get(WorkerDatabase)
      .transaction((tx) =>
        scene.test.app
          .get(ReleaseConversation, { strict: false })
          .execute(scene.tenant.tenantId, tx, id, { cause: 'handoff', skills }),
      );

  it('gives the conversation to people, and no automatic agent gets it until it is opened anew', async () => {
    const bot = await scene.agent({ name: 'Bot', type: 'bot' });
    const customer = scene.newCustomer();
    const { id } = await scene.write(customer);
    expect(await release(id, ['Vendas'])).toMatchObject({ status: 'waiting', agentId: null });
    await scene.write(customer);
    await scene.look();
    expect(await scene.of(customer)).toMatchObject({ status: 'waiting' });
    const ana = await scene.person('Ana', { skills: ['vendas'] });
    await scene.look();
    expect(await scene.of(customer)).toMatchObject({ status: 'open', agentId: ana });
    await scene.setPresence(ana, 'offline');
    expect(await scene.of(customer)).toMatchObject({ status: 'waiting' });
    await scene.close(id);
    await scene.arrive([customer]);
    expect(await scene.of(customer)).toMatchObject({ status: 'pending', agentId: bot });
  });

  it('changes nothing about one that a person has', async () => {
    const ana = await scene.person('Ana');
    const { id } = await scene.write();
    expect(await release(id)).toMatchObject({ status: 'open', agentId: ana });
    expect(await scene.decisions(id)).toHaveLength(1);
  });
});

describe('GET /conversations/:id/distribution', () => {
  it('pages through all decisions, newest first', async () => {
    const team = [await scene.person('Ana'), await scene.person('Bia')];
    const { id, agentId } = await scene.write();
    const [there, back] = agentId === team[0] ? [team[1], team[0]] : [team[0], team[1]];
    for (const to of [there, back, there]) if (to !== undefined) await assign(id, to);
    const all = await scene.decisions(id);
    expect(all.map(({ cause }) => cause)).toEqual(['manual', 'manual', 'manual', 'arrival']);
    const first = await scene.call('GET', `/conversations/${id}/distribution?limit=3`);
    expect(first.body).toMatchObject({ items: all.slice(0, 3) });
    const { nextCursor } = z.object({ nextCursor: z.string() }).parse(first.body);
    const rest = await scene.call('GET', `/conversations/${id}/distribution?cursor=${nextCursor}`);
    expect(rest.body).toEqual({ items: all.slice(3), nextCursor: null });
    expect(await scene.call('GET', `/conversations/${id}/distribution?cursor=abc`)).toMatchObject({
      body: { code: 'invalid_cursor' },
    });
  });

  it('keeps the name of an agent who is deleted', async () => {
    const ana = await scene.person('Ana');
    const { id } = await scene.write();
    await scene.call('DELETE', `/agents/${ana}`);
    expect((await scene.decisions(id)).at(-1)).toMatchObject({
      agent: { id: null, name: 'Ana' },
      rule: 'least_busy',
    });
  });
});

describe('who may', () => {
  const routes = (
    id: ConversationId,
    agentId: AgentId,
  ): ['GET' | 'POST' | 'PUT', string, object | undefined][] => [
    ['GET', settingsUrl(), undefined],
    ['PUT', settingsUrl(), { chain: [{ rule: 'priority' }] }],
    ['POST', `${settingsUrl()}/dry-run`, {}],
    ['GET', `/conversations/${id}/distribution`, undefined],
    ['POST', `/conversations/${id}/assign`, { agentId }],
    ['POST', `/conversations/${id}/transfer`, {}],
    ['GET', `/agents/${agentId}`, undefined],
    ['PUT', `/agents/${agentId}/presence`, { presence: 'away' }],
  ];

  it('404 for another tenant, and for an API key of other instances', async () => {
    const ana = await scene.person('Ana');
    const { id } = await scene.write();
    const key = await seedApiKey(scene.test, scene.tenant.tenantId, {
      instanceIds: [await seedInstance(scene.test, scene.tenant.tenantId)],
    });
    for (const headers of [stranger.authorization('admin'), key.headers])
      for (const [method, url, body] of routes(id, ana))
        expect([method, url, (await scene.call(method, url, body, headers)).status]).toEqual([
          method,
          url,
          404,
        ]);
  });

  it('403 a viewer reads and does not write', async () => {
    const ana = await scene.person('Ana');
    const { id } = await scene.write();
    const statuses: number[] = [];
    for (const [method, url, body] of routes(id, ana))
      statuses.push((await scene.call(method, url, body, scene.as('viewer'))).status);
    expect(statuses).toEqual([200, 403, 200, 200, 403, 403, 200, 403]);
  });
});
