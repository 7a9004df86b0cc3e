import { AsyncLocalStorage } from 'node:async_hooks';
import type { TenantId } from '@recado/contracts';
import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type DatabaseConnection,
  type Transaction,
  type TransactionSettings,
} from 'kysely';
import type { Pool } from 'pg';
import Cursor from 'pg-cursor';
import type { DB } from './schema.ts';

/** A running transaction; repositories and queries take it after the tenant's id. */
export type Tx = Transaction<DB>;

/** What runs one statement: a transaction, or a connection of the moment. */
export type Executor = Kysely<DB>;

interface Scope {
  tenantId: TenantId | undefined;
  tx: Tx | undefined;
  afterCommit: (() => void)[];
}

const scopes = new AsyncLocalStorage<Scope>();

class TenantDriver extends PostgresDriver {
  // One round trip for both. A TenantId is a parsed UUID, so it needs no quoting; SET LOCAL takes no parameters.
  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    const tenantId = scopes.getStore()?.tenantId;
    if (tenantId === undefined) return super.beginTransaction(connection, settings);
    await connection.executeQuery(
      CompiledQuery.raw(`begin; select set_config('app.tenant_id', '${tenantId}', true)`),
    );
  }
}

class TenantDialect extends PostgresDialect {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver(): PostgresDriver {
    return new TenantDriver({ pool: this.#pool, cursor: Cursor });
  }
}

async function runInScope<T>(
  kysely: Kysely<DB>,
  tenantId: TenantId | undefined,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const scope: Scope = { tenantId, tx: undefined, afterCommit: [] };
  const result = await scopes
    .run(scope, () =>
      kysely.transaction().execute((tx) => {
        scope.tx = tx;
        return work(tx);
      }),
    )
    .finally(() => {
      // What `work` left running, a timer or a wake-up, keeps the scope, and must not reach for a transaction that has ended.
      scope.tx = undefined;
    });
  for (const effect of scope.afterCommit) effect();
  return result;
}

/**
 * Runs `effect` once the transaction around it has committed, or at once when there is none.
 * For wake-ups: what must not be lost is a row in the transaction itself.
 */
export function afterCommit(effect: () => void): void {
  const scope = scopes.getStore();
  if (scope?.tx === undefined) effect();
  else scope.afterCommit.push(effect);
}

/** The database as requests see it: one tenant at a time, under row-level security. */
export class Database {
  readonly #kysely: Kysely<DB>;
  readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
    this.#kysely = new Kysely({ dialect: new TenantDialect(pool) });
  }

  /**
   * Runs `work` in a transaction that sees this tenant's rows only. Within a transaction of the same tenant it joins that one.
   * @throws when it is called inside a transaction of another tenant
   */
  async inTenant<T>(tenantId: TenantId, work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = scopes.getStore();
    if (scope?.tx === undefined) return runInScope(this.#kysely, tenantId, work);
    // A worker's transaction has no tenant of its own and may see any.
    if (scope.tenantId !== undefined && scope.tenantId !== tenantId)
      throw new Error('A transaction of one tenant cannot reach into another');
    return work(scope.tx);
  }

  /** For the few look-ups that find the tenant; under row-level security every other table is empty here. */
  async withoutTenant<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return runInScope(this.#kysely, undefined, work);
  }

  /** Rejects when the database does not answer. */
  async ping(): Promise<void> {
    await this.pool.query('select 1');
  }

  async close(): Promise<void> {
    await this.#kysely.destroy();
  }
}

/** The database as lanes see it: every tenant. Requests use it only where an administrator acts on the platform. */
export class WorkerDatabase {
  readonly #kysely: Kysely<DB>;
  readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
    this.#kysely = new Kysely({ dialect: new TenantDialect(pool) });
  }

  /** For single statements that need no transaction. */
  get statements(): Kysely<DB> {
    return this.#kysely;
  }

  /** Runs `work` in a transaction that sees all tenants. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return runInScope(this.#kysely, undefined, work);
  }

  async close(): Promise<void> {
    await this.#kysely.destroy();
  }
}
