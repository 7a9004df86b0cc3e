import type { Platform } from '../platform.ts';
import type { Session } from '../accounts/account.ts';
import { matches } from './fault-rules.ts';

/** Lets orders that end a stream "now" strike the streams that are open when the order comes. */
export function carryOutAtOnce(platform: Platform): void {
  platform.faults.whenAdded((standing) => {
    const { fault } = standing;
    if (fault.kind !== 'streamError' && fault.kind !== 'drop') return;
    if (fault.moment !== undefined && fault.moment !== 'now') return;
    for (const session of openSessions(platform)) {
      if (standing.remaining <= 0) return;
      if (!matches(standing.match, session.subject)) continue;
      platform.faults.useUp(standing);
      session.strike(fault);
    }
  });
}

function openSessions(platform: Platform): readonly Session[] {
  return platform.accounts
    .list()
    .flatMap(({ companions }) => [...companions.values()])
    .flatMap(({ session }) => (session ? [session] : []));
}
