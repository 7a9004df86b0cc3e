import { randomUUID } from 'node:crypto';
import { Contact, ContactDetails, type InstanceId } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createContactsScene, type ContactsScene } from '../../test/harness/contacts-scene.ts';
import { ownerQuery } from '../../test/harness/seed.ts';

let scene: ContactsScene;
let instanceId: InstanceId;
beforeAll(async () => {
  scene = await createContactsScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  instanceId = await scene.instance();
});

let numbers = 0;

async function contact(fields: Record<string, unknown> = {}): Promise<Contact & { phoneNumber: string }> {
  const phoneNumber = `+55119${String(82_000_000 + (numbers += 1))}`;
  const answer = await scene.call('POST', '/contacts', { payload: { phoneNumber, ...fields } });
  return { ...Contact.parse(answer.body), phoneNumber };
}

async function merged(kept: Contact, gone: Contact): Promise<ContactDetails> {
  const answer = await scene.call('POST', `/contacts/${kept.id}/merge`, { payload: { contactId: gone.id } });
  expect(answer).toMatchObject({ status: 200 });
  return ContactDetails.parse(answer.body);
}

const query = (text: string, values: unknown[] = []) => ownerQuery(scene.database, text, values);

async function agent(name: string): Promise<string> {
  const id = randomUUID();
  await query(
    `insert into agents (id, tenant_id, instance_id, name, type) values ($1, $2, $3, $4, 'human')`,
    [id, scene.tenant.tenantId, instanceId, name],
  );
  return id;
}

async function message(conversationId: string): Promise<string> {
  const id = randomUUID();
  await query(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status)
     values ($1, $2, $3, $4, 'r', 's', '{"type":"text","content":"oi"}', 'inbound', 'delivered')`,
    [id, scene.tenant.tenantId, instanceId, conversationId],
  );
  return id;
}

/** A conversation with a row in every table that refers to conversations. */
async function fullConversation(of: { phoneNumber: string }, agentId: string): Promise<string> {
  const { tenantId } = scene.tenant;
  const id = await scene.conversation(of.phoneNumber, instanceId, {
    status: 'open',
    agent_id: agentId,
    assigned_at: new Date(),
    opened_at: new Date(),
    unread_count: 2,
    labels: [`of ${of.phoneNumber}`],
  });
  const messageId = await message(id);
  await query(
    `insert into conversation_notes (id, tenant_id, conversation_id, text) values (gen_random_uuid(), $1, $2, 'n')`,
    [tenantId, id],
  );
  await query(
    `insert into message_distributions (tenant_id, instance_id, conversation_id, agent_id, distribution_rule, cause)
     values ($1, $2, $3, $4, 'round_robin', 'arrival')`,
    [tenantId, instanceId, id, agentId],
  );
  await query(
    `insert into agent_turns (id, tenant_id, instance_id, conversation_id, agent_id, message_id)
     values (gen_random_uuid(), $1, $2, $3, $4, $5)`,
    [tenantId, instanceId, id, agentId, messageId],
  );
  await query(
    `insert into agent_episodes (conversation_id, tenant_id, agent_id, opened_at) values ($1, $2, $3, now())`,
    [id, tenantId, agentId],
  );
  await query(
    `insert into consent_confirmations (id, tenant_id, instance_id, conversation_id, text)
     values (gen_random_uuid(), $1, $2, $3, 't')`,
    [tenantId, instanceId, id],
  );
  return id;
}

describe('of the contact', () => {
  it('names, fields and labels are of both; what the one that stays knows goes first', async () => {
    const kept = await contact({ name: 'Ana', customFields: { a: 1, b: 2 }, labels: ['x', 'y'] });
    const gone = await contact({
      name: 'Outra',
      email: 'a@example.com',
      customFields: { b: 3, c: 4 },
      labels: ['y', 'z'],
    });
    expect(await merged(kept, gone)).toMatchObject({
      id: kept.id,
      name: 'Ana',
      email: 'a@example.com',
      customFields: { a: 1, b: 2, c: 4 },
      labels: ['x', 'y', 'z'],
      identities: [
        { kind: 'phone', value: kept.phoneNumber },
        { kind: 'phone', value: gone.phoneNumber },
      ],
    });
    expect((await scene.call('GET', `/contacts/${gone.id}`)).status).toBe(404);
  });

  it.each([
    ['opted_out', 'opted_in', 'opted_out'],
    ['opted_in', 'opted_out', 'opted_out'],
    ['unknown', 'opted_out', 'opted_out'],
    ['opted_in', 'unknown', 'opted_in'],
    ['unknown', 'opted_in', 'opted_in'],
    ['unknown', 'unknown', 'unknown'],
  ])('%s and %s make %s', async (one, other, status) => {
    const result = await merged(await contact({ consent: one }), await contact({ consent: other }));
    expect(result.consent).toMatchObject({ status, source: status === 'unknown' ? null : 'api' });
  });

  it('it is blocked when either was', async () => {
    const gone = await contact();
    await scene.call('PATCH', `/contacts/${gone.id}`, { payload: { isBlocked: true } });
    expect((await merged(await contact(), gone)).isBlocked).toBe(true);
  });

  it('an event and an audit row tell of it', async () => {
    const [kept, gone] = [await contact(), await contact({ name: 'Sumida' })];
    await merged(kept, gone);
    expect(
      await query(`select data from events where type = 'contact.merged' and data #>> '{contact,id}' = $1`, [
        kept.id,
      ]),
    ).toMatchObject([{ data: { mergedContactId: gone.id, conversations: [] } }]);
    expect(
      await query(`select changes from audit_logs where resource_id = $1 and action = 'contact.merged'`, [
        kept.id,
      ]),
    ).toMatchObject([{ changes: { before: { mergedContact: { id: gone.id, name: 'Sumida' } } } }]);
  });
});

describe('of the conversations', () => {
  it('a conversation with another instance becomes that of the contact that stays', async () => {
    const [kept, gone] = [await contact(), await contact()];
    const own = await scene.conversation(kept.phoneNumber, instanceId);
    const other = await scene.conversation(gone.phoneNumber, await scene.instance());
    const { conversations } = await merged(kept, gone);
    expect(new Set(conversations.map(({ id }) => id))).toEqual(new Set([own, other]));
  });

  it('everything that refers to the one that goes is moved, and one assignment is open', async () => {
    const [kept, gone] = [await contact(), await contact()];
    const [ana, bia] = [await agent('Ana'), await agent('Bia')];
    const own = await fullConversation(kept, ana);
    const other = await fullConversation(gone, bia);
    await merged(kept, gone);
    const moved = await query(
      `select
         (select count(*)::int from messages where conversation_id = $1) as messages,
         (select count(*)::int from conversation_notes where conversation_id = $1) as notes,
         (select array_agg(agent_id::text) from message_distributions
          where conversation_id = $1 and completed_at is null) as open,
         (select count(*)::int from message_distributions where conversation_id = $1) as distributions,
         (select array_agg(state || ' ' || agent_id order by state) from agent_turns where conversation_id = $1) as turns,
         (select array_agg(agent_id::text) from agent_episodes where conversation_id = $1) as episodes,
         (select count(*)::int from consent_confirmations where conversation_id = $1) as confirmations`,
      [own],
    );
    expect(moved).toEqual([
      {
        messages: 2,
        notes: 2,
        open: [ana],
        distributions: 2,
        turns: [`dropped ${bia}`, `pending ${ana}`],
        episodes: [ana],
        confirmations: 2,
      },
    ]);
    const [after] = await query(
      'select agent_id, status, unread_count, labels from conversations where id = $1',
      [own],
    );
    expect(after).toEqual({
      agent_id: ana,
      status: 'open',
      unread_count: 4,
      labels: [`of ${kept.phoneNumber}`, `of ${gone.phoneNumber}`],
    });
    expect(await query('select 1 from conversations where id = $1', [other])).toEqual([]);
  });

  it('where the other goes on, its assignment and its turns go on with it', async () => {
    const [kept, gone] = [await contact(), await contact()];
    const [ana, bia] = [await agent('Ana'), await agent('Bia')];
    const own = await fullConversation(kept, ana);
    await query(`update conversations set status = 'pending' where id = $1`, [own]);
    await fullConversation(gone, bia);
    await merged(kept, gone);
    expect(
      await query(
        `select v.status, v.agent_id, d.agent_id as distributed, t.agent_id as turn, e.agent_id as episode
         from conversations v
         join message_distributions d on d.conversation_id = v.id and d.completed_at is null
         join agent_turns t on t.conversation_id = v.id and t.state = 'pending'
         join agent_episodes e on e.conversation_id = v.id
         where v.id = $1`,
        [own],
      ),
    ).toEqual([{ status: 'open', agent_id: bia, distributed: bia, turn: bia, episode: bia }]);
  });
});

describe('refused', () => {
  it('400: a contact with itself', async () => {
    const { id } = await contact();
    const answer = await scene.call('POST', `/contacts/${id}/merge`, { payload: { contactId: id } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'contactId' }] } });
  });

  it('404: with a contact of another tenant, or none', async () => {
    const { id } = await contact();
    const answer = await scene.call('POST', `/contacts/${id}/merge`, {
      payload: { contactId: randomUUID() },
    });
    expect(answer.status).toBe(404);
  });

  it('409: a group', async () => {
    const [{ id }, { id: groupId }] = [await contact(), await contact()];
    await query(
      `insert into contact_identities (tenant_id, kind, value, contact_id) values ($1, 'group', '120363@g.us', $2)`,
      [scene.tenant.tenantId, groupId],
    );
    for (const [kept, contactId] of [
      [id, groupId],
      [groupId, id],
    ])
      expect(
        await scene.call('POST', `/contacts/${kept ?? ''}/merge`, { payload: { contactId } }),
      ).toMatchObject({ status: 409 });
  });

  it('two that merge the same two into each other at the same time do it once', async () => {
    const [one, other] = [await contact(), await contact()];
    const answers = await Promise.all([
      scene.call('POST', `/contacts/${one.id}/merge`, { payload: { contactId: other.id } }),
      scene.call('POST', `/contacts/${other.id}/merge`, { payload: { contactId: one.id } }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
  });
});
