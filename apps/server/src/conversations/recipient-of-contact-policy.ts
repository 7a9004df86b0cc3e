import type { IdentityKey } from './identity-key.ts';

/** What each channel can write to, the best first. */
const reachable: Readonly<Record<string, readonly string[]>> = {
  cloud: ['phone', 'bsuid'],
  web: ['group', 'phone', 'lid'],
};

/** The name under which a contact is written to over a channel, as `recipient` of a message; null when there is none. */
export function recipientOf(channel: string, identities: readonly IdentityKey[]): string | null {
  for (const kind of reachable[channel] ?? []) {
    const found = identities.find((identity) => identity.kind === kind);
    if (found !== undefined) return found.value;
  }
  return null;
}
