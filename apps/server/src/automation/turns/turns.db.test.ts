import { randomUUID } from 'node:crypto';
import {
  type AgentId,
  type ConversationId,
  type InstanceId,
  type MessageId,
  type TenantId,
} from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  seedAgent,
  seedConversation,
  seedInboundMessage,
  seedInstance,
} from '../../../test/harness/conversations.ts';
import { ownerQuery, seedTenantRows } from '../../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/test-database.ts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import { createPool } from '../../platform/database/pool.ts';
import { WORKER_ROLE } from '../../platform/database/roles.ts';
import { silentTypes } from '../deciding/message-text-policy.ts';
import { TurnsRepository, type ClaimedTurn } from './turns.repository.ts';
import { UnheardRepository } from './unheard.repository.ts';

let database: TestDatabase;
let worker: WorkerDatabase;
let tenantId: TenantId;
let instanceId: InstanceId;
let agentId: AgentId;
const turns = new TurnsRepository();
const unheard = new UnheardRepository();

const sql = (text: string, values: unknown[] = []) => ownerQuery(database, text, values);

beforeAll(async () => {
  database = await createTestDatabase();
  worker = new WorkerDatabase(
    createPool({
      connectionString: database.connectionString,
      role: WORKER_ROLE,
      size: 6,
      applicationName: 'test',
      onError: () => undefined,
    }),
  );
  ({ tenantId } = await seedTenantRows(database.connectionString));
  instanceId = await seedInstance({ database }, tenantId);
});
afterAll(async () => {
  await worker.close();
  await database.drop();
});
beforeEach(async () => {
  await sql('delete from conversations');
  agentId = await seedAgent({ database }, tenantId, { instanceId, type: 'bot' });
});

/** A conversation that the agent has, of whose assignment it knows. */
async function newConversation(): Promise<ConversationId> {
  const { id } = await seedConversation({ database }, tenantId, { instanceId, status: 'pending', agentId });
  await sql('update conversations set assigned_at = now(), agent_heard_at = now() where id = $1', [id]);
  return id;
}

async function arrives(conversationId: ConversationId, text = 'oi', by = agentId): Promise<MessageId> {
  const messageId = await seedInboundMessage({ database }, tenantId, { conversationId, text });
  await worker.transaction((tx) =>
    turns.add(tenantId, tx, [{ turnId: randomUUID(), instanceId, conversationId, agentId: by, messageId }]),
  );
  return messageId;
}

const claim = (limit = 8, by = agentId, claimId: string = randomUUID()) =>
  worker.transaction((tx) => turns.claim(tx, by, claimId, limit));
const decide = (turn: ClaimedTurn) =>
  worker.transaction((tx) =>
    turns.decide(tx, turn, {
      plan: { messages: [], then: 'stay', skills: [], why: 'nothing fits', failure: null },
      usage: null,
    }),
  );
const finish = (turn: ClaimedTurn) => worker.transaction((tx) => turns.finish(tx, turn, 'done', null));
const vanish = () =>
  sql(`update agent_turns set claim_until = now() - interval '1 second' where claim_id is not null`);
const recover = () =>
  worker.transaction(async (tx) => {
    for (const lost of await turns.expired(tx, agentId))
      await turns.putBack(tx, lost, { delayMs: 0, error: null, isCounted: true });
  });
const messageIds = (claimed: ClaimedTurn[]) => claimed.map((turn) => turn.messageIds);

describe('a conversation', () => {
  it('has one turn that waits, which takes in all that arrives', async () => {
    const conversationId = await newConversation();
    const arrived = [
      await arrives(conversationId),
      await arrives(conversationId),
      await arrives(conversationId),
    ];
    expect(messageIds(await claim())).toEqual([arrived]);
  });

  it('is answered about its last fifty messages, however many there are', async () => {
    const conversationId = await newConversation();
    const arrived: MessageId[] = [];
    for (let count = 0; count < 52; count += 1) arrived.push(await arrives(conversationId));
    expect(messageIds(await claim())).toEqual([arrived.slice(-50)]);
  });

  it('has one turn at work, until it is done, also when another agent has it by then', async () => {
    const conversationId = await newConversation();
    await arrives(conversationId);
    const [first] = await claim();
    const other = await seedAgent({ database }, tenantId, { instanceId, type: 'bot' });
    const second = await arrives(conversationId, 'e aí?', other);
    expect(await claim(8, other)).toEqual([]);
    if (first === undefined) throw new Error('Nothing was claimed');
    await decide(first);
    expect(await claim(8, other)).toEqual([]);
    await finish(first);
    expect(messageIds(await claim(8, other))).toEqual([[second]]);
  });

  it('is answered by one of the workers that claim at once', async () => {
    for (let count = 0; count < 20; count += 1) await arrives(await newConversation());
    const claims = await Promise.all(Array.from({ length: 5 }, () => claim(8)));
    const ids = claims.flat().map(({ id }) => id);
    expect(ids).toHaveLength(20);
    expect(new Set(ids).size).toBe(20);
  });
});

describe('a worker that vanished', () => {
  it('while it decided: the turn is decided again, with what arrived meanwhile', async () => {
    const conversationId = await newConversation();
    const arrived = [await arrives(conversationId)];
    const [lost] = await claim();
    arrived.push(await arrives(conversationId));
    expect(await claim()).toEqual([]);
    await vanish();
    await recover();
    expect(await claim()).toMatchObject([
      { id: lost?.id, state: 'running', attempt: 2, messageIds: arrived },
    ]);
  });

  it('after it decided: the same plan is carried out, and what arrived meanwhile waits', async () => {
    const conversationId = await newConversation();
    await arrives(conversationId);
    const [lost] = await claim();
    if (lost === undefined) throw new Error('Nothing was claimed');
    await decide(lost);
    await arrives(conversationId);
    await vanish();
    await recover();
    expect(await claim()).toMatchObject([
      {
        id: lost.id,
        state: 'decided',
        attempt: 2,
        plan: { why: 'nothing fits' },
        messageIds: lost.messageIds,
      },
    ]);
  });

  it('and comes back, writes nothing any more', async () => {
    await arrives(await newConversation());
    const [lost] = await claim();
    if (lost === undefined) throw new Error('Nothing was claimed');
    await vanish();
    await recover();
    const [taken] = await claim();
    expect(await decide(lost)).toBe(false);
    expect(await finish(lost)).toBe(false);
    if (taken !== undefined) expect(await decide(taken)).toBe(true);
  });
});

it('a try that the worker broke off itself does not count', async () => {
  await arrives(await newConversation());
  const [turn] = await claim();
  if (turn === undefined) throw new Error('Nothing was claimed');
  await worker.transaction((tx) => turns.putBack(tx, turn, { delayMs: 0, error: null, isCounted: false }));
  expect(await claim()).toMatchObject([{ attempt: 1 }]);
});

it('a turn that is put back is due after its delay, and what waits behind another is not due at all', async () => {
  const conversationId = await newConversation();
  await arrives(conversationId);
  const [turn] = await claim();
  if (turn === undefined) throw new Error('Nothing was claimed');
  await decide(turn);
  await arrives(conversationId);
  await worker.transaction((tx) =>
    turns.putBack(tx, { ...turn, state: 'decided' }, { delayMs: 60_000, error: null, isCounted: true }),
  );
  expect(await claim()).toEqual([]);
  const [{ run_at: runAt } = {}] = await sql(`select run_at from agent_turns where state = 'decided'`);
  expect(await worker.transaction((tx) => turns.nextDueAt(tx, agentId))).toEqual(runAt);
});

describe('what an agent is given by others', () => {
  const hear = () => worker.transaction((tx) => unheard.hearOfAgent(tx, agentId, silentTypes));
  const given = async (changes = '') => {
    const { id } = await seedConversation({ database }, tenantId, { instanceId, status: 'pending', agentId });
    await sql(`update conversations set assigned_at = now() ${changes} where id = $1`, [id]);
    return id;
  };
  const reply = (id: ConversationId, at: string, more = 'null') =>
    sql(
      `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status, created_at, broadcast_id)
       values (gen_random_uuid(), $1, $2, $3, 'r', 's', '{"type":"text","content":"a"}', 'outbound', 'sent', now() ${at}, ${more})`,
      [tenantId, instanceId, id],
    );
  const write = (conversationId: ConversationId, text = 'oi') =>
    seedInboundMessage({ database }, tenantId, { conversationId, text });

  it('is heard of once, with what nobody has answered', async () => {
    const id = await given();
    await reply(id, `- interval '1 hour'`);
    const asked = [await write(id), await write(id)];
    await reply(id, `+ interval '1 hour'`, 'gen_random_uuid()');
    expect((await hear()).map(({ messageId }) => messageId)).toEqual(asked);
    expect(await hear()).toEqual([]);
    await sql(`update conversations set assigned_at = now() + interval '1 second' where id = $1`, [id]);
    expect(await hear()).toHaveLength(2);
  });

  it('is not to be answered when we wrote last, when a turn did, or in a group', async () => {
    const replied = await given();
    await write(replied);
    await reply(replied, `+ interval '1 hour'`);
    const answered = await given();
    await arrives(answered);
    const [turn] = await claim();
    if (turn !== undefined) await finish(turn);
    const group = await given(', is_group = true');
    await write(group);
    await given();
    expect(await hear()).toEqual([]);
    expect(await worker.transaction((tx) => unheard.findDue(tx, 10))).toEqual([]);
  });
});

describe('which lanes have something to do', () => {
  const findDue = () => worker.transaction((tx) => unheard.findDue(tx, 10));

  it('those with a due turn, an expired claim, or something unheard; not those that are held', async () => {
    expect(await findDue()).toEqual([]);
    const conversationId = await newConversation();
    await arrives(conversationId);
    expect(await findDue()).toEqual([agentId]);
    await claim();
    expect(await findDue()).toEqual([]);
    await vanish();
    expect(await findDue()).toEqual([agentId]);
    await sql('delete from agent_turns');
    await sql(`update conversations set assigned_at = now() + interval '1 second'`);
    expect(await findDue()).toEqual([agentId]);
    await sql(
      `insert into leases (kind, id, holder, expires_at) values ('automation', $1, gen_random_uuid(), now() + interval '1 minute')`,
      [agentId],
    );
    expect(await findDue()).toEqual([]);
  });
});
