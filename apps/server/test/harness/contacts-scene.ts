import { randomUUID } from 'node:crypto';
import { InstanceId, type Role } from '@recado/contracts';
import { ownerQuery, seedTenant, type SeededTenant } from './seed.ts';
import { createTestApp, type TestApp } from './test-app.ts';

export interface ContactsAnswer {
  status: number;
  body: unknown;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An application without workers, two tenants, and the calls of the contacts API. */
export interface ContactsScene extends TestApp {
  tenant: SeededTenant;
  other: SeededTenant;
  call(
    method: Method,
    url: string,
    request?: { payload?: object | string; role?: Role; headers?: Record<string, string> },
  ): Promise<ContactsAnswer>;
  /** An instance as a row. */
  instance(tenant?: SeededTenant): Promise<InstanceId>;
  /** A conversation of the contact of this number, as a row; gives its id. */
  conversation(
    phoneNumber: string,
    instanceId: InstanceId,
    fields?: Record<string, unknown>,
  ): Promise<string>;
}

export async function createContactsScene(settings: Record<string, string> = {}): Promise<ContactsScene> {
  const test = await createTestApp({ settings: { RECADO_ROLE: 'api', ...settings } });
  const tenant = await seedTenant(test);
  const other = await seedTenant(test);
  let numbers = 0;
  return {
    ...test,
    tenant,
    other,
    call: async (method, url, { payload, role = 'developer', headers } = {}) => {
      const response = await test.app.inject({
        method,
        url,
        headers: { ...tenant.authorization(role), ...headers },
        ...(payload !== undefined && { payload }),
      });
      return {
        status: response.statusCode,
        body: response.body === '' ? undefined : response.json<unknown>(),
      };
    },
    instance: async (of = tenant) => {
      const id = InstanceId.parse(randomUUID());
      numbers += 1;
      await ownerQuery(
        test.database,
        `insert into instances (id, tenant_id, name, phone_number, channel) values ($1, $2, 'n', $3, 'cloud')`,
        [id, of.tenantId, `+55113${String(1_000_000 + numbers)}`],
      );
      return id;
    },
    conversation: async (phoneNumber, instanceId, fields = {}) => {
      const id = randomUUID();
      await ownerQuery(
        test.database,
        `insert into conversations (id, tenant_id, instance_id, contact_id)
         select $1, i.tenant_id, $2, i.contact_id from contact_identities i
         where i.tenant_id = $3 and i.kind = 'phone' and i.value = $4`,
        [id, instanceId, tenant.tenantId, phoneNumber],
      );
      for (const [column, value] of Object.entries(fields))
        await ownerQuery(test.database, `update conversations set ${column} = $2 where id = $1`, [id, value]);
      return id;
    },
  };
}
