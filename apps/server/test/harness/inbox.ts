import { randomUUID } from 'node:crypto';
import { InstanceId, type TenantId } from '@recado/contracts';
import { ownerQuery } from './seed.ts';
import type { TestDatabase } from './test-database.ts';

export interface Inbox {
  tenantId: TenantId;
  instanceId: InstanceId;
  contactId: string;
  conversationId: string;
}

/** Makes the rows of a conversation with a contact of its own, Maria, on an instance of its own. */
export async function seedInbox(database: TestDatabase, tenantId: TenantId): Promise<Inbox> {
  const made = {
    tenantId,
    instanceId: InstanceId.parse(randomUUID()),
    contactId: randomUUID(),
    conversationId: randomUUID(),
  };
  await ownerQuery(
    database,
    `with i as (insert into instances (id, tenant_id, name, phone_number, channel)
       values ($2::uuid, $1, 'i', left($2::uuid::text, 20), 'web')),
     k as (insert into contacts (id, tenant_id, name) values ($3, $1, 'Maria'))
     insert into conversations (id, tenant_id, instance_id, contact_id) values ($4, $1, $2, $3)`,
    [tenantId, made.instanceId, made.contactId, made.conversationId],
  );
  return made;
}
