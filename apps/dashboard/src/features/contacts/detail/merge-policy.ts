import type { ContactDetails } from '@recado/sdk';

/** What one contact will be once it has all of another. */
export interface Merged {
  name: string | null;
  email: string | null;
  identities: string[];
  labels: string[];
  /** Own fields that it gets, since it has none of that name. */
  gained: string[];
  conversations: number;
  isBlocked: boolean;
  isOptedOut: boolean;
}

/** As the server merges: what the one that stays has is kept, what it lacks comes from the other. */
export function mergedOf(kept: ContactDetails, gone: ContactDetails): Merged {
  const instances = new Set(
    [...kept.conversations, ...gone.conversations].map(({ instanceId }) => instanceId),
  );
  return {
    name: kept.name ?? gone.name,
    email: kept.email ?? gone.email,
    identities: [...new Set([...kept.identities, ...gone.identities].map(({ value }) => value))],
    labels: [...new Set([...kept.labels, ...gone.labels])],
    gained: Object.keys(gone.customFields).filter((name) => !(name in kept.customFields)),
    conversations: instances.size,
    isBlocked: kept.isBlocked || gone.isBlocked,
    isOptedOut: [kept, gone].some(({ consent }) => consent.status === 'opted_out'),
  };
}
