import { z } from 'zod';

const When = z.iso.datetime().transform((text) => new Date(text));

/** What WhatsApp said of the account's own limits, as `web_sessions.limits` holds it. */
export const AccountLimits = z.object({
  fetchedAt: When.optional(),
  /** New chats are not allowed until then. */
  reachoutTimeLock: z.object({ isActive: z.boolean(), until: When.nullable() }).optional(),
  newChatCap: z
    .object({
      total: z.number().nullable(),
      used: z.number().nullable(),
      isCapped: z.boolean(),
      cycleEndsAt: When.nullable(),
    })
    .optional(),
});
export type AccountLimits = z.infer<typeof AccountLimits>;

/** A lock of which WhatsApp does not say when it ends is asked about again after this long. */
const UNKNOWN_END_MS = 60 * 60_000;

const endOf = (until: Date | null, now: Date): Date | undefined => {
  if (until === null) return new Date(now.getTime() + UNKNOWN_END_MS);
  return until > now ? until : undefined;
};

/** Until when new chats are locked; undefined when they are not. */
export function reachoutLockEnd({ reachoutTimeLock }: AccountLimits, now: Date): Date | undefined {
  return reachoutTimeLock?.isActive === true ? endOf(reachoutTimeLock.until, now) : undefined;
}

/** Until when no more new chats may be started in this cycle; undefined when they may. */
export function newChatCapEnd({ newChatCap }: AccountLimits, now: Date): Date | undefined {
  if (newChatCap === undefined) return undefined;
  const { isCapped, total, used, cycleEndsAt } = newChatCap;
  const isUsedUp = total !== null && used !== null && total > 0 && used >= total;
  return isCapped || isUsedUp ? endOf(cycleEndsAt, now) : undefined;
}
