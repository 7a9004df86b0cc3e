import type { Outgoing } from './outgoing.ts';

const isOutgoing = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'conversationId' in value &&
  'createdAt' in value &&
  'body' in value &&
  typeof value.body === 'object';

/** Reads what `kept` wrote; what is not of that kind is left out. */
export function parseOutbox(text: string | null): Outgoing[] {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value.filter(isOutgoing) as Outgoing[]) : [];
  } catch {
    return [];
  }
}

/** The form in which the outbox is kept. */
export const kept = (all: readonly Outgoing[]): string => JSON.stringify(all);
