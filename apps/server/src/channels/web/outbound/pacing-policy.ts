import type { OutboundContent, Pacing } from '@recado/contracts';
import type { Pace } from '../../channel.ts';
import { newChatCapEnd, reachoutLockEnd, type AccountLimits } from './account-limits-policy.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** What decides whether a message may leave now. */
export interface PaceFacts {
  now: Date;
  content: OutboundContent;
  pacing: Pacing;
  /** From 0 to 1. */
  random: number;
  /** When the next message of this number may leave; see `gapMs`. */
  nextFreeAt: Date | undefined;
  limits: AccountLimits;
  /** For somebody who never wrote to us and to whom we never wrote. */
  newContact:
    | {
        /** When the phone linked us. */
        linkedAt: Date | null;
        /** What the tenant set. */
        perDay: number | null;
        /** When the new contacts of the last 24 hours were first written to, oldest first. */
        startedAt: readonly Date[];
      }
    | undefined;
}

// People type about 5 characters a second; what is shown is the end of it.
const TYPED_PER_SECOND = 18;
const SHORTEST_TYPING_MS = 700;
const LONGEST_TYPING_MS = 5_000;
const SHORTEST_GAP_MS = 900;
const LONGEST_GAP_MS = 2_600;

/** Decides when a message leaves, so that the account is used as a person would. */
export function paceOf(facts: PaceFacts): Pace {
  return limitOf(facts) ?? gapOf(facts) ?? { kind: 'go', typingMs: typingMs(facts) };
}

function limitOf({ newContact, limits, pacing, now, random }: PaceFacts): Pace | undefined {
  if (newContact === undefined) return undefined;
  const lockedUntil = reachoutLockEnd(limits, now);
  if (lockedUntil !== undefined)
    return waits(lockedUntil, now, random, {
      code: 'reachout_time_lock',
      detail: `WhatsApp does not let this number start new chats until ${lockedUntil.toISOString()}; chats that exist go on`,
    });
  const cappedUntil = newChatCapEnd(limits, now);
  if (cappedUntil !== undefined)
    return waits(cappedUntil, now, random, {
      code: 'new_chat_cap',
      detail: `This number has started as many new chats as WhatsApp allows it until ${cappedUntil.toISOString()}; chats that exist go on`,
    });
  return pacing === 'human' || newContact.perDay !== null ? dayOf(newContact, now, random) : undefined;
}

function dayOf(
  { linkedAt, perDay, startedAt }: NonNullable<PaceFacts['newContact']>,
  now: Date,
  random: number,
): Pace | undefined {
  const most = perDay ?? newContactsPerDay(linkedAt, now);
  if (startedAt.length < most) return undefined;
  // The first that must fall out of the 24 hours, so that one more has room.
  const oldest = startedAt.at(startedAt.length - most) ?? now;
  return waits(new Date(oldest.getTime() + DAY_MS), now, random, {
    code: 'new_contacts_today',
    detail: `This number has written to ${String(startedAt.length)} new contacts in 24 hours, of ${String(most)} that are wise; setting newContactsPerDay changes it`,
  });
}

function gapOf({ nextFreeAt, pacing, now }: PaceFacts): Pace | undefined {
  if (pacing === 'off' || nextFreeAt === undefined || nextFreeAt <= now) return undefined;
  return {
    kind: 'wait',
    code: 'pacing_gap',
    detail: 'A person pauses between messages, and so does this number; setting pacing changes it',
    waitMs: nextFreeAt.getTime() - now.getTime(),
    scope: 'instance',
  };
}

/** Those who wait for one moment do not all come back in the same. */
function waits(until: Date, now: Date, random: number, reason: { code: string; detail: string }): Pace {
  const leftMs = Math.max(1_000, until.getTime() - now.getTime());
  return { kind: 'wait', ...reason, waitMs: Math.round(leftMs + random * 30_000), scope: 'message' };
}

/** New contacts a day that raise no suspicion, by the time since the phone linked us: few at first, then ever more. */
export function newContactsPerDay(linkedAt: Date | null, now: Date): number {
  const days = linkedAt === null ? 0 : (now.getTime() - linkedAt.getTime()) / DAY_MS;
  if (days < 3) return 20;
  if (days < 7) return 40;
  if (days < 14) return 80;
  return days < 30 ? 150 : 250;
}

/** How long "typing…" shows before a message. */
export function typingMs({
  content,
  pacing,
  random,
}: Pick<PaceFacts, 'content' | 'pacing' | 'random'>): number {
  const length = typedLength(content);
  if (pacing === 'off' || length === 0) return 0;
  const meanMs = Math.min((length / TYPED_PER_SECOND) * 1_000, LONGEST_TYPING_MS / 1.3);
  return Math.round(Math.max(SHORTEST_TYPING_MS, meanMs) * (0.7 + 0.6 * random));
}

/** The pause after a message, before the next of the same number. */
export const gapMs = (random: number): number =>
  Math.round(SHORTEST_GAP_MS + (LONGEST_GAP_MS - SHORTEST_GAP_MS) * random);

/** Characters that a person would have typed. Reactions and changes are taps. */
// eslint-disable-next-line complexity -- one case for each type, each a line
function typedLength(content: OutboundContent): number {
  switch (content.type) {
    case 'text':
      return content.content.length;
    case 'image':
    case 'video':
    case 'document':
      return content.content.caption?.length ?? 0;
    case 'list':
    case 'buttons':
    case 'cta_url':
      return content.content.body.length;
    case 'poll':
      return content.content.question.length;
    case 'edit':
      return content.content.text.length;
    default:
      return 0;
  }
}
