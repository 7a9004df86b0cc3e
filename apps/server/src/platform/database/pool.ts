import { Client, Pool, types, type QueryConfig } from 'pg';

// bigint columns hold sequence numbers and sizes, all far below 2^53.
types.setTypeParser(types.builtins.INT8, Number);

const statementNames = new Map<string, string>();
// Beyond this many different texts something builds SQL from data; those stay unnamed rather than fill the server's memory.
const MOST_NAMED_STATEMENTS = 500;

function statementName(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined || statementNames.size >= MOST_NAMED_STATEMENTS) return known;
  const name = `s${String(statementNames.size)}`;
  statementNames.set(text, name);
  return name;
}

function named(args: unknown[]): unknown[] {
  const [text, values, ...rest] = args;
  if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return args;
  const name = statementName(text);
  return name === undefined ? args : [{ name, text, values } satisfies QueryConfig, ...rest];
}

/** Names every parameterised statement, so that PostgreSQL parses and plans it once for each connection. */
class PreparingClient extends Client {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- pg overloads `query` six ways; all pass through unchanged
  override query(...args: unknown[]): any {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is bound right here
    return Reflect.apply(super.query, this, named(args));
  }
}

export interface PoolOptions {
  connectionString: string;
  /** The role every connection takes on. */
  role: string;
  size: number;
  applicationName: string;
  onError: (error: Error) => void;
}

/** A pool whose connections act as `role` from their first statement. */
export function createPool(options: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: options.connectionString,
    options: `-c role=${options.role}`,
    max: options.size,
    application_name: options.applicationName,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    Client: PreparingClient,
  });
  return watched(pool, options.onError);
}

/** A pool for another library's tables: connections act as the owner, in that library's schema. */
export function createSchemaPool(options: {
  connectionString: string;
  schema: string;
  size: number;
  onError: (error: Error) => void;
}): Pool {
  const pool = new Pool({
    connectionString: options.connectionString,
    options: `-c search_path=${options.schema}`,
    max: options.size,
    keepAlive: true,
    application_name: `recado ${options.schema}`,
  });
  return watched(pool, options.onError);
}

/** Has `onError` told of idle connections that break. Nobody listens to one that is being closed: breaking then is no news. */
function watched(pool: Pool, onError: (error: Error) => void): Pool {
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
