import pg from 'pg';
import type { DashboardScene } from './dashboard-scene.ts';

/** Runs a statement as the owner of the tables, for what no route brings about. */
export async function change({ connectionString }: DashboardScene, statement: string, values: unknown[]) {
  const database = new pg.Client({ connectionString });
  await database.connect();
  try {
    return await database.query(statement, values);
  } finally {
    await database.end();
  }
}
