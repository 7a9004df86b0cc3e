import { randomInt, randomUUID } from 'node:crypto';
import {
  AgentId,
  ContactId,
  ConversationId,
  InstanceId,
  MessageId,
  type AgentType,
  type ConversationStatus,
  type TenantId,
} from '@recado/contracts';
import { ownerQuery } from './seed.ts';
import type { TestApp } from './test-app.ts';

type On = Pick<TestApp, 'database'>;

const newNumber = (): string => `+55119${String(randomInt(10_000_000, 99_999_999))}`;

/** An instance as a row, that nothing is connected to. */
export async function seedInstance(
  { database }: On,
  tenantId: TenantId,
  channel: 'cloud' | 'web' = 'cloud',
): Promise<InstanceId> {
  const id = InstanceId.parse(randomUUID());
  await ownerQuery(
    database,
    `insert into instances (id, tenant_id, name, phone_number, channel) values ($1, $2, 'Loja', $3, $4)`,
    [id, tenantId, newNumber(), channel],
  );
  return id;
}

/** An agent as a row, active. */
export async function seedAgent(
  { database }: On,
  tenantId: TenantId,
  agent: { instanceId: InstanceId; type?: AgentType; name?: string },
): Promise<AgentId> {
  const id = AgentId.parse(randomUUID());
  await ownerQuery(
    database,
    'insert into agents (id, tenant_id, instance_id, name, type) values ($1, $2, $3, $4, $5)',
    [id, tenantId, agent.instanceId, agent.name ?? 'Vendas', agent.type ?? 'human'],
  );
  return id;
}

export interface SeededConversation {
  id: ConversationId;
  contactId: ContactId;
  phoneNumber: string;
}

/** A conversation as rows, with a contact of its own; open unless told otherwise. */
export async function seedConversation(
  { database }: On,
  tenantId: TenantId,
  conversation: {
    instanceId: InstanceId;
    name?: string;
    status?: ConversationStatus;
    agentId?: AgentId;
    labels?: string[];
    lastMessageAt?: Date;
    waitingSince?: Date;
  },
): Promise<SeededConversation> {
  const seeded = {
    id: ConversationId.parse(randomUUID()),
    contactId: ContactId.parse(randomUUID()),
    phoneNumber: newNumber(),
  };
  await ownerQuery(
    database,
    `with contact as (
       insert into contacts (id, tenant_id, name) values ($1, $2, $3)
     ), identity as (
       insert into contact_identities (tenant_id, kind, value, contact_id) values ($2, 'phone', $4, $1)
     )
     insert into conversations
       (id, tenant_id, instance_id, contact_id, status, agent_id, labels, last_message_at, waiting_since, opened_at)
     values ($5, $2, $6, $1, $7, $8, $9, coalesce($10, now()), $11, now())`,
    [
      seeded.contactId,
      tenantId,
      conversation.name ?? null,
      seeded.phoneNumber,
      seeded.id,
      conversation.instanceId,
      conversation.status ?? 'open',
      conversation.agentId ?? null,
      conversation.labels ?? [],
      conversation.lastMessageAt ?? null,
      conversation.waitingSince ?? null,
    ],
  );
  return seeded;
}

/** A message of the customer as a row. */
export async function seedInboundMessage(
  { database }: On,
  tenantId: TenantId,
  { conversationId, text }: { conversationId: ConversationId; text: string },
): Promise<MessageId> {
  const id = MessageId.parse(randomUUID());
  await ownerQuery(
    database,
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status)
     select $1, $2, instance_id, id, 'r', 's', $4, 'inbound', 'delivered' from conversations where id = $3`,
    [id, tenantId, conversationId, JSON.stringify({ type: 'text', content: text })],
  );
  return id;
}
