import type { Conversation, Instance, Permission } from '@recado/sdk';

/** What is known of a conversation, its number and the reader, as far as it decides what may be written. */
export interface Circumstances {
  conversation: Pick<Conversation, 'contact' | 'windowClosesAt' | 'lastInboundAt'>;
  /** Undefined while it is not known, or may not be seen. */
  number: Pick<Instance, 'channel' | 'status' | 'isActive'> | undefined;
  hasOptedOut: boolean;
  may: (permission: Permission) => boolean;
  nowMs: number;
}

/** Why nothing can be sent at the moment. */
export type Obstacle =
  'notAllowed' | 'unreachable' | 'blocked' | 'optedOut' | 'switchedOff' | 'notConnected' | 'windowClosed';

/** Why nothing can be written to the customer; undefined when it can. The weightiest comes first. */
export function obstacleOf(circumstances: Circumstances): Obstacle | undefined {
  const { conversation, hasOptedOut, may } = circumstances;
  if (!may('messages:send')) return 'notAllowed';
  if (conversation.contact.recipient === null) return 'unreachable';
  if (conversation.contact.isBlocked) return 'blocked';
  if (hasOptedOut) return 'optedOut';
  return obstacleOfNumber(circumstances);
}

function obstacleOfNumber({ conversation, number, nowMs }: Circumstances): Obstacle | undefined {
  if (number?.isActive === false) return 'switchedOff';
  if (number?.status === 'disconnected' || number?.status === 'failed') return 'notConnected';
  return windowOf(conversation, nowMs).kind === 'closed' ? 'windowClosed' : undefined;
}

/** How the time stands within which Meta lets free messages through. */
export type ServiceWindow =
  { kind: 'free' } | { kind: 'open' | 'closing'; leftMs: number } | { kind: 'closed' };

/** With this much left, the writer should know. */
const CLOSING_MS = 4 * 60 * 60 * 1_000;

/** Elsewhere than on cloud there is no window, and none is known of a customer who never wrote. */
export function windowOf(
  { windowClosesAt }: Pick<Conversation, 'windowClosesAt'>,
  nowMs: number,
): ServiceWindow {
  if (windowClosesAt === null) return { kind: 'free' };
  const leftMs = Date.parse(windowClosesAt) - nowMs;
  if (leftMs <= 0) return { kind: 'closed' };
  return { kind: leftMs <= CLOSING_MS ? 'closing' : 'open', leftMs };
}

/** Hours and minutes that are left, rounded down; a minute at least, so that nothing says zero while it is open. */
export function timeLeft(leftMs: number): { hours: number; minutes: number } {
  const minutes = Math.max(1, Math.floor(leftMs / 60_000));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/** How Enter behaves in the text. */
export type SendKey = 'enter' | 'ctrl-enter';

export interface PressedKey {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Whether a key sends what was written; on a screen keyboard, where there is no Shift to hold, Enter breaks the line. */
export function isSending(
  { key, shiftKey, ctrlKey, metaKey, altKey }: PressedKey,
  sendKey: SendKey,
): boolean {
  if (key !== 'Enter' || altKey || shiftKey) return false;
  const isHeld = ctrlKey || metaKey;
  return sendKey === 'enter' || isHeld;
}

/** The counter is shown from this many characters before the limit on. */
const COUNTED_FROM = 200;

/** Characters that are left, once few are; negative beyond the limit. WhatsApp counts as JavaScript does. */
export function charactersLeft(text: string, most: number): number | undefined {
  const left = most - text.length;
  return left <= COUNTED_FROM ? left : undefined;
}
