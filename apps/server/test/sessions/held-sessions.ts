import { randomUUID } from 'node:crypto';
import { InstanceId, type TenantId } from '@recado/contracts';
import type { WorkerDatabase } from '../../src/platform/database/database.ts';
import type { SessionHold } from '../../src/channels/web/sessions/held-session.ts';
import { SessionLeasesRepository } from '../../src/channels/web/sessions/session-leases.repository.ts';
import { ownerQuery } from '../harness/seed.ts';

type Owned = Parameters<typeof ownerQuery>[0];

/** An instance of the tenant, and the hold of its session by this process; no session runs. */
export async function heldSession(
  owned: Owned,
  database: WorkerDatabase,
  tenantId: TenantId,
): Promise<SessionHold> {
  const instanceId = InstanceId.parse(randomUUID());
  const fence = 1;
  await ownerQuery(
    owned,
    `insert into instances (id, tenant_id, name, phone_number, channel) values ($1, $2, 'n', $3, 'web')`,
    [instanceId, tenantId, `+55119${String(Math.random()).slice(2, 10)}`],
  );
  await ownerQuery(
    owned,
    `insert into leases (kind, id, holder, fence, expires_at) values ('session', $1, $2, $3, now() + interval '1 hour')`,
    [instanceId, randomUUID(), fence],
  );
  return {
    tenantId,
    instanceId,
    fence,
    signal: new AbortController().signal,
    mayAct: () => true,
    assertHeld: (tx) => new SessionLeasesRepository(database).assertHeld(tx, { instanceId, fence }),
  };
}

/** Another process takes the session over, unseen by the one that held it. */
export async function takenOver(owned: Owned, { instanceId }: SessionHold): Promise<void> {
  await ownerQuery(owned, `update leases set fence = fence + 1 where kind = 'session' and id = $1`, [
    instanceId,
  ]);
}
