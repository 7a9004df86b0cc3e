import { sql, type RawBuilder } from 'kysely';
import type { JsonValue } from './schema.ts';

/** A value for a jsonb column. Needed for arrays and strings, which pg would otherwise send as arrays and text of SQL. */
export function jsonb(value: unknown): RawBuilder<JsonValue> {
  return sql<JsonValue>`${JSON.stringify(value)}::jsonb`;
}
