import { randomUUID } from 'node:crypto';
import { InstanceId, type TenantId } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ownerQuery, seedTenantRows } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { EnsureConversations, LinkIdentities } from '../conversations/index.ts';
import { Database } from '../platform/database/database.ts';

let test: TestApp;
let tenantId: TenantId;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  ({ tenantId } = await seedTenantRows(test.database.connectionString));
});
afterAll(() => test.close());

/** How often each measure was noted. */
async function counted(): Promise<Record<string, unknown>> {
  const [row] = await ownerQuery(
    test.database,
    `select coalesce(jsonb_object_agg(measure, count), '{}') as counts
     from (select measure, sum(count) as count from statistics_deltas where tenant_id = $1 group by 1) noted`,
    [tenantId],
  );
  return z.record(z.string(), z.unknown()).parse(row?.['counts']);
}

it('two conversations that become one are not counted again, and what happens after that is', async () => {
  const instanceId = InstanceId.parse(randomUUID());
  await ownerQuery(
    test.database,
    `insert into instances (id, tenant_id, name, phone_number, channel) values ($1, $2, 'i', '+55', 'web')`,
    [instanceId, tenantId],
  );
  const phone = { kind: 'phone', value: '+5511999999999' };
  const lid = { kind: 'lid', value: '123456789012345@lid' };
  const [first, second] = await test.app.get(Database).inTenant(tenantId, (tx) =>
    test.app.get(EnsureConversations).execute(tenantId, tx, [
      { instanceId, identities: [phone], name: undefined },
      { instanceId, identities: [lid], name: undefined },
    ]),
  );
  const change = (set: string, id: string | undefined) =>
    ownerQuery(test.database, `update conversations set ${set} where id = $1`, [id]);
  await change(
    `status = 'open', opened_at = now() - interval '1 hour', last_inbound_at = now()`,
    second?.conversationId,
  );
  await change('first_response_at = now()', second?.conversationId);
  const before = { opened: 1, first_response: 1 };
  expect(await counted()).toEqual(before);
  await test.app
    .get(Database)
    .inTenant(tenantId, (tx) =>
      test.app.get(LinkIdentities).execute(tenantId, tx, [{ instanceId, identities: [phone, lid] }]),
    );
  const left = await ownerQuery(test.database, 'select id, status from conversations where tenant_id = $1', [
    tenantId,
  ]);
  expect(left).toEqual([{ id: first?.conversationId, status: 'open' }]);
  expect(await counted()).toEqual(before);
  await change(`status = 'closed', closed_at = now()`, first?.conversationId);
  expect(await counted()).toEqual({ ...before, closed: 1 });
});
