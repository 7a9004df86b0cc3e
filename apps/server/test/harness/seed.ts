import { randomBytes, randomUUID } from 'node:crypto';
import { hashSync } from '@node-rs/argon2';
import {
  ApiKeyId,
  permissions as everyPermission,
  Role,
  TenantId,
  UserId,
  type InstanceId,
  type Permission,
} from '@recado/contracts';
import pg from 'pg';
import { AccessTokens, newApiKey, secretHash } from '../../src/auth/index.ts';
import type { TestApp } from './test-app.ts';
import type { TestDatabase } from './test-database.ts';

/** The password of every seeded user. */
export const SEED_PASSWORD = 'correct horse battery';

// The cheapest settings argon2 takes, once for each process: tests sign in often.
const seedPasswordHash = hashSync(SEED_PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 });

export interface SeededUser {
  id: UserId;
  email: string;
  role: Role;
  /** The sign-in that its access token belongs to. */
  sessionId: string;
}

/** A tenant with one user of each role, as rows alone. */
export interface SeededRows {
  tenantId: TenantId;
  slug: string;
  users: Record<Role, SeededUser>;
}

export interface SeededTenant extends SeededRows {
  /** Headers of a request by the user of this role. */
  authorization(role: Role): { authorization: string };
}

async function withOwner<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs one statement as the owner of the tables, who sees every tenant. */
export async function ownerQuery(
  { connectionString }: Pick<TestDatabase, 'connectionString'>,
  text: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const { rows } = await withOwner(connectionString, (client) =>
    client.query<Record<string, unknown>>(text, values),
  );
  return rows;
}

async function insertUser(client: pg.Client, tenantId: TenantId, role: Role): Promise<SeededUser> {
  const user = {
    id: UserId.parse(randomUUID()),
    email: `${role}@example.com`,
    role,
    sessionId: randomUUID(),
  };
  await client.query(
    'insert into users (id, tenant_id, email, password_hash, role) values ($1, $2, $3, $4, $5)',
    [user.id, tenantId, user.email, seedPasswordHash, role],
  );
  await client.query(
    `insert into refresh_tokens (id, tenant_id, user_id, family_id, token_hash, expires_at)
     values ($1, $2, $3, $4, $5, now() + interval '1 day')`,
    [randomUUID(), tenantId, user.id, user.sessionId, randomBytes(32)],
  );
  return user;
}

/** Makes the rows of a tenant, for `*.db.test.ts`. */
export async function seedTenantRows(connectionString: string): Promise<SeededRows> {
  const tenantId = TenantId.parse(randomUUID());
  const slug = `tenant-${randomBytes(5).toString('hex')}`;
  return withOwner(connectionString, async (client) => {
    await client.query('insert into tenants (id, name, slug) values ($1, $2, $2)', [tenantId, slug]);
    const users = {
      admin: await insertUser(client, tenantId, 'admin'),
      tenant_manager: await insertUser(client, tenantId, 'tenant_manager'),
      developer: await insertUser(client, tenantId, 'developer'),
      viewer: await insertUser(client, tenantId, 'viewer'),
    };
    return { tenantId, slug, users };
  });
}

/** Makes a tenant whose users are signed in, for `*.http.test.ts`. */
export async function seedTenant({ app, database }: TestApp): Promise<SeededTenant> {
  const rows = await seedTenantRows(database.connectionString);
  const tokens = app.get(AccessTokens);
  const headers = new Map<Role, string>();
  for (const role of Role.options) {
    const { id, sessionId } = rows.users[role];
    const token = await tokens.issue({ tenantId: rows.tenantId, userId: id, sessionId });
    headers.set(role, `Bearer ${token}`);
  }
  return { ...rows, authorization: (role) => ({ authorization: headers.get(role) ?? '' }) };
}

export interface SeededApiKey {
  id: ApiKeyId;
  key: string;
  /** Headers of a request with this key. */
  headers: { authorization: string };
}

/** Makes an API key; by default it may do everything in its tenant and does not expire. */
export async function seedApiKey(
  { database }: Pick<TestApp, 'database'>,
  tenantId: TenantId,
  scope: { permissions?: Permission[]; instanceIds?: InstanceId[]; expiresAt?: Date } = {},
): Promise<SeededApiKey> {
  const id = ApiKeyId.parse(randomUUID());
  const { key, shownPrefix } = newApiKey();
  const held =
    scope.permissions ?? everyPermission.filter((permission) => !permission.startsWith('tenants:'));
  await withOwner(database.connectionString, (client) =>
    client.query(
      `insert into api_keys (id, tenant_id, name, key_hash, key_prefix, permissions, instance_ids, expires_at)
       values ($1, $2, 'seed', $3, $4, $5, $6, $7)`,
      [
        id,
        tenantId,
        secretHash(key),
        shownPrefix,
        JSON.stringify(held),
        scope.instanceIds === undefined ? null : JSON.stringify(scope.instanceIds),
        scope.expiresAt ?? null,
      ],
    ),
  );
  return { id, key, headers: { authorization: `Bearer ${key}` } };
}
