import { sql, type RawBuilder } from 'kysely';
import type { JsonValue } from './schema.ts';

/** A value for a jsonb column. Needed for arrays and strings, which pg would otherwise send as arrays and text of SQL. */
export function jsonb(value: unknown): RawBuilder<JsonValue> {
  return sql<JsonValue>`${storableJson(value)}::jsonb`;
}

// What jsonb refuses, as JSON.stringify writes it: U+0000, and halves of a surrogate pair (whole pairs are not escaped).
const REFUSED_ESCAPES = /\\u0000|\\ud[89a-f]/;

/** JSON text that a jsonb column takes: what no text of PostgreSQL can hold becomes U+FFFD. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  return REFUSED_ESCAPES.test(text) ? JSON.stringify(storable(value)) : text;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\ufffd');
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [String(storable(name)), storable(part)]),
  );
}
