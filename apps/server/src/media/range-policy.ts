import type { ByteRange } from './media-store.ts';

/** What of a file to give: all of it, one part, or nothing because no such part exists. */
export type RangeAnswer = { kind: 'whole' } | ({ kind: 'part' } & ByteRange) | { kind: 'unsatisfiable' };

const WHOLE: RangeAnswer = { kind: 'whole' };

function partOf(first: string, last: string, sizeBytes: number): RangeAnswer {
  if (first === '') {
    const suffix = Number(last);
    if (suffix === 0 || sizeBytes === 0) return { kind: 'unsatisfiable' };
    return { kind: 'part', start: Math.max(0, sizeBytes - suffix), end: sizeBytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== '' && Number(last) < start) return WHOLE; // Not valid, so it is ignored.
  if (start >= sizeBytes) return { kind: 'unsatisfiable' };
  return { kind: 'part', start, end };
}

/**
 * Reads the Range header as RFC 9110 says: one that is not valid, has another unit or asks for several parts is ignored;
 * so is one whose If-Range names another version.
 */
export function answerToRange(
  headers: { range: string | undefined; ifRange: string | undefined },
  file: { sizeBytes: number; etag: string },
): RangeAnswer {
  if (headers.range === undefined) return WHOLE;
  // A date, or a weak tag, never equals our strong one.
  if (headers.ifRange !== undefined && headers.ifRange !== file.etag) return WHOLE;
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(headers.range);
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return WHOLE;
  return partOf(first, last, file.sizeBytes);
}

/** Whether If-None-Match names this version: the caller has it already. */
export function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
