import { randomUUID } from 'node:crypto';
import { Conversation, type AgentId, type ConversationId, type InstanceId } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedAgent, seedConversation, seedInstance } from '../../../test/harness/conversations.ts';
import { ownerQuery, seedTenant, type SeededTenant } from '../../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import { Database } from '../../platform/database/database.ts';
import { CloseConversation, ReopenConversation } from '../index.ts';

let test: TestApp;
let tenant: SeededTenant;
let instanceId: InstanceId;
let agentId: AgentId;
let id: ConversationId;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  tenant = await seedTenant(test);
});
afterAll(() => test.close());
beforeEach(async () => {
  const { tenantId } = tenant;
  instanceId = await seedInstance(test, tenantId);
  agentId = await seedAgent(test, tenantId, { instanceId });
  ({ id } = await seedConversation(test, tenantId, { instanceId, agentId }));
});

const sql = (text: string, values: unknown[] = []) => ownerQuery(test.database, text, values);

async function post(path: string, payload: object = {}): Promise<Conversation> {
  const answer = await test.app.inject({
    method: 'POST',
    url: `/conversations/${id}/${path}`,
    headers: tenant.authorization('developer'),
    payload,
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return Conversation.parse(answer.json());
}

const eventTypes = async () =>
  (await sql(`select type from events where data #>> '{conversation,id}' = $1 order by seq`, [id])).map(
    ({ type }) => type,
  );
const audited = async () =>
  (await sql('select action from audit_logs where resource_id = $1 order by created_at', [id])).map(
    ({ action }) => action,
  );

const distribute = (isEnabled: boolean) =>
  sql(
    `insert into distribution_settings (instance_id, tenant_id, is_enabled, chain) values ($1, $2, $3, '[]')
     on conflict (instance_id) do update set is_enabled = excluded.is_enabled`,
    [instanceId, tenant.tenantId, isEnabled],
  );

describe('closing', () => {
  it('takes it from its agent, remembers who that was, and ends the distribution', async () => {
    await sql(
      `insert into message_distributions (tenant_id, instance_id, conversation_id, agent_id, distribution_rule, cause)
       values ($1, $2, $3, $4, 'manual', 'manual')`,
      [tenant.tenantId, instanceId, id, agentId],
    );
    await sql('update conversations set unread_count = 3, waiting_since = now() where id = $1', [id]);
    expect(await post('close')).toMatchObject({
      status: 'closed',
      assignee: null,
      lastAgentId: agentId,
      unreadCount: 0,
      waitingSince: null,
      assignedAt: null,
    });
    const rows = await sql(
      'select agent_id, completed_at is not null as completed from message_distributions where conversation_id = $1',
      [id],
    );
    expect(rows).toEqual([{ agent_id: agentId, completed: true }]);
    expect(await audited()).toEqual(['conversation.closed']);
  });

  it('happens once, whoever asks again and however many at the same time', async () => {
    const answers = await Promise.all([post('close'), post('close'), post('close')]);
    const again = await post('close');
    expect(answers.map(({ closedAt }) => closedAt)).toEqual([again.closedAt, again.closedAt, again.closedAt]);
    expect(await eventTypes()).toEqual(['conversation.closed']);
    expect(await audited()).toEqual(['conversation.closed']);
  });

  it('by Recado itself joins the transaction around it, and is nobody’s doing', async () => {
    const close = test.app.get(CloseConversation, { strict: false });
    const failing = test.app.get(Database).inTenant(tenant.tenantId, async () => {
      await close.execute(tenant.tenantId, id);
      throw new Error('and then it failed');
    });
    await expect(failing).rejects.toThrow('and then it failed');
    expect(await eventTypes()).toEqual([]);
    expect(await close.execute(tenant.tenantId, id)).toMatchObject({ status: 'closed', agentId: null });
    expect(await eventTypes()).toEqual(['conversation.closed']);
    expect(await audited()).toEqual([]);
  });
});

describe('reopening', () => {
  it('leaves it to anybody where nothing is distributed, and counts anew', async () => {
    await sql(`update conversations set first_response_at = now(), required_skills = '{x}' where id = $1`, [
      id,
    ]);
    const closed = await post('close');
    const reopened = await post('reopen');
    expect(reopened).toMatchObject({
      status: 'open',
      assignee: null,
      lastAgentId: agentId,
      closedAt: null,
      firstResponseAt: null,
      requiredSkills: [],
    });
    expect(Date.parse(reopened.openedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(closed.closedAt ?? ''));
    expect(await post('reopen')).toEqual(reopened);
    expect(await eventTypes()).toEqual(['conversation.closed', 'conversation.reopened']);
    expect(await audited()).toEqual(['conversation.closed', 'conversation.reopened']);
  });

  it.each([
    ['waits for an agent where the instance distributes', true, true, 'waiting'],
    ['is open where distribution is switched off', false, true, 'open'],
    ['is open where there is no agent', true, false, 'open'],
  ])('%s', async (_, isEnabled, hasAgent, status) => {
    await distribute(isEnabled);
    await sql('update conversations set status = $2, agent_id = null where id = $1', [id, 'closed']);
    if (!hasAgent) await sql('update agents set is_active = false where id = $1', [agentId]);
    const reopen = test.app.get(ReopenConversation, { strict: false });
    expect(await reopen.execute(tenant.tenantId, id)).toMatchObject({ status });
    const [row] = await sql('select waiting_since is not null as waits from conversations where id = $1', [
      id,
    ]);
    expect(row).toEqual({ waits: status === 'waiting' });
  });
});

describe('labels', () => {
  it('are added and removed, each once, and the change is audited', async () => {
    expect((await post('labels', { add: ['vip', ' novo ', 'vip'] })).labels).toEqual(['vip', 'novo']);
    expect((await post('labels', { add: ['vip', 'caro'], remove: ['novo', 'nada'] })).labels).toEqual([
      'vip',
      'caro',
    ]);
    expect((await post('labels', { remove: ['nada'] })).labels).toEqual(['vip', 'caro']);
    expect(await audited()).toEqual(['conversation.labelled', 'conversation.labelled']);
  });

  it('are all kept when several people add some at once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(names.map((name) => post('labels', { add: [name] })));
    expect((await post('labels', {})).labels.toSorted()).toEqual(names);
  });

  it('400 when there would be more than fifty, or one is blank', async () => {
    const add = Array.from({ length: 50 }, (_, place) => `label ${String(place)}`);
    await post('labels', { add });
    for (const more of [['one more'], ['  ']]) {
      const answer = await test.app.inject({
        method: 'POST',
        url: `/conversations/${id}/labels`,
        headers: tenant.authorization('developer'),
        payload: { add: more },
      });
      expect(answer.json()).toMatchObject({ code: 'invalid_request' });
    }
  });
});

it('404 for what is not there', async () => {
  for (const action of ['close', 'reopen', 'read', 'labels']) {
    const url = `/conversations/${randomUUID()}/${action}`;
    const headers = tenant.authorization('developer');
    expect((await test.app.inject({ method: 'POST', url, headers, payload: {} })).statusCode).toBe(404);
  }
});
