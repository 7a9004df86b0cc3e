import { parameterRefused } from '../graph-error.ts';
import type { JsonObject } from '../json.ts';
import { textParameter } from './parameters.ts';

const LIMIT_DEFAULT = 25;
const LIMIT_MAX = 1000;

/** One page of a list, as Graph lists are: `limit` and `after` choose it, `next` is there while more follow. */
export function pageOf(items: readonly object[], parameters: JsonObject, address: string): object {
  const limit = limitOf(textParameter(parameters, 'limit'));
  const start = positionOf(textParameter(parameters, 'after'));
  const data = items.slice(start, start + limit);
  if (data.length === 0) return { data };
  const end = start + data.length;
  const after = cursorOf(end);
  const next = end < items.length && { next: nextPage(address, after) };
  return { data, paging: { cursors: { before: cursorOf(start), after }, ...next } };
}

function limitOf(text: string | undefined): number {
  const limit = text === undefined ? LIMIT_DEFAULT : Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw parameterRefused('Param limit must be an integer greater or equal to 1');
  return Math.min(limit, LIMIT_MAX);
}

function cursorOf(position: number): string {
  return Buffer.from(`at:${position}`).toString('base64url');
}

function positionOf(cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  const position = Number(/^at:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]);
  if (Number.isNaN(position)) throw parameterRefused('Invalid cursors values');
  return position;
}

function nextPage(address: string, after: string): string {
  const next = new URL(address);
  next.searchParams.set('after', after);
  next.searchParams.delete('access_token');
  return next.href;
}
