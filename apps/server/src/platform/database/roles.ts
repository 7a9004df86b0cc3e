import type { ClientBase } from 'pg';

/** Roles that connections take on: requests see one tenant, workers see all. Neither owns a table. */
export const APP_ROLE = 'recado_app';
export const WORKER_ROLE = 'recado_worker';

/** The database user may not make the roles; the message holds the SQL that an administrator runs once. */
class RolesMissing extends Error {
  constructor(user: string) {
    super(
      [
        `The database user "${user}" may not create roles. Have an administrator run this once, then start again:`,
        ...rolesSql(user).map((statement) => `  ${statement};`),
      ].join('\n'),
    );
    this.name = 'RolesMissing';
  }
}

function rolesSql(user: string): string[] {
  const owner = `"${user.replaceAll('"', '""')}"`;
  return [
    `create role ${APP_ROLE} nologin`,
    `create role ${WORKER_ROLE} nologin`,
    `grant ${APP_ROLE}, ${WORKER_ROLE} to ${owner}`,
  ];
}

async function mayUseRoles(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ usable: number }>(
    `select count(*)::int as usable from pg_roles where rolname = any($1) and pg_has_role(current_user, oid, 'member')`,
    [[APP_ROLE, WORKER_ROLE]],
  );
  return rows[0]?.usable === 2;
}

/**
 * Makes the two roles and grants them to the connected user, when they are missing.
 * Call it while no other process migrates (platform/database/migrate.ts holds a lock).
 * @throws RolesMissing when the user lacks the right
 */
export async function ensureRoles(client: ClientBase): Promise<void> {
  if (await mayUseRoles(client)) return;
  const { rows } = await client.query<{ name: string; mayCreate: boolean }>(
    `select rolname as name, rolcreaterole or rolsuper as "mayCreate" from pg_roles where rolname = current_user`,
  );
  const user = rows[0];
  if (user?.mayCreate !== true) throw new RolesMissing(user?.name ?? 'unknown');
  const existing = await client.query<{ name: string }>(
    `select rolname as name from pg_roles where rolname in ('${APP_ROLE}', '${WORKER_ROLE}')`,
  );
  const known = new Set(existing.rows.map((row) => row.name));
  for (const role of [APP_ROLE, WORKER_ROLE])
    if (!known.has(role)) await client.query(`create role ${role} nologin`);
  await client.query(`grant ${APP_ROLE}, ${WORKER_ROLE} to current_user`);
}
