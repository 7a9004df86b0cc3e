import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A database of its own for one test file. */
export interface TestDatabase {
  /** For the role `recado`, which owns the database and everything in it. */
  connectionString: string;
  /** Ends all connections to it and removes it. */
  drop(): Promise<void>;
}

/** Copies the migrated, empty template. Files run in parallel, so that none may share a database with another. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { ownerUrl, template } = inject('testPostgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(`create database ${name} template ${template} owner recado strategy file_copy`);
  const address = new URL(ownerUrl);
  address.pathname = name;
  return {
    connectionString: address.href,
    drop: async () => {
      await asSuperuser(`drop database if exists ${name} with (force)`);
    },
  };
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('testPostgres').superuserUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
