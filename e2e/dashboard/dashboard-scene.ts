import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { ADMINISTRATOR, administratorAt, type ApiClient } from '../harness/api.ts';
import { startScratchPostgres } from '../harness/postgres.ts';
import { startServerProcess, type ServerProcess } from '../harness/server-process.ts';

/** A started server with the sandbox beside it, as `npm start` gives it to a newcomer. */
export interface DashboardScene {
  server: ServerProcess;
  client: ApiClient;
  /** The database, for what no route brings about. */
  connectionString: string;
  /** Starts the server anew on the same port and database; what is given happens while there is none. */
  restart(whileAway?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export interface Account {
  email: string;
  password: string;
  tenantId: string;
}

export const administrator: Account = {
  email: ADMINISTRATOR.RECADO_ADMIN_EMAIL,
  password: ADMINISTRATOR.RECADO_ADMIN_PASSWORD,
  tenantId: ADMINISTRATOR.RECADO_ADMIN_TENANT,
};

export async function startDashboardScene(): Promise<DashboardScene> {
  const postgres = await startScratchPostgres();
  const settings = {
    ...ADMINISTRATOR,
    DATABASE_URL: postgres.connectionString,
    RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
    RECADO_SANDBOX: 'on',
  };
  const scene = { server: await startServerProcess({ settings }) };
  return {
    get server() {
      return scene.server;
    },
    client: await administratorAt(scene.server.url),
    connectionString: postgres.connectionString,
    restart: async (whileAway) => {
      const { port } = scene.server;
      await scene.server.stop();
      await whileAway?.();
      scene.server = await startServerProcess({ settings, port });
    },
    close: async () => {
      await scene.server.stop();
      await postgres.stop();
    },
  };
}

/** A user of the first tenant, in a role, with changes to its permissions. */
export async function createUser(client: ApiClient, role: string, permissions?: unknown): Promise<Account> {
  const account = {
    email: `${role}-${randomBytes(4).toString('hex')}@example.com`,
    password: 'a long password',
  };
  await client.expect('POST', '/users', { ...account, role, permissions });
  return { ...account, tenantId: administrator.tenantId };
}

/** Fills in the sign-in as a person does, by the names of the fields, in either language. */
export async function signIn(page: Page, account: Account, path = '/app/'): Promise<void> {
  await page.goto(path);
  await page.getByLabel(/^(Tenant|Empresa \(tenant\))/).fill(account.tenantId);
  await page.getByLabel(/^E-?mail/).fill(account.email);
  await page.getByLabel(/^(Password|Senha)/).fill(account.password);
  await page.getByRole('button', { name: /^(Sign in|Entrar)$/ }).click();
  await page
    .getByRole('navigation', { name: 'Menu' })
    .or(page.getByRole('button', { name: /^(Open menu|Abrir menu)$/ }))
    .first()
    .waitFor();
}
