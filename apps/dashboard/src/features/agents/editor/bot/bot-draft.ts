import type { HoursDraft } from '../hours/hours-policy.ts';

/** One message: a text, or one of any type as the API has it. */
export type ReplyPart = string | { type: string };

/** What is said: a message, or several. */
export type Reply = ReplyPart | ReplyPart[];

export type Then = 'stay' | 'handoff' | 'close';
export type BotThen = Then | 'menu';
export type Match = 'exact' | 'contains' | 'starts_with';

/** What is said, and what follows. */
export interface AnswerDraft<T extends BotThen = BotThen> {
  reply?: Reply | undefined;
  then: T;
  skills?: string[] | undefined;
}

export interface RuleDraft extends AnswerDraft {
  keywords: string[];
  match: Match;
}

export interface OptionDraft extends AnswerDraft {
  number: number | string;
  title: string;
  submenu?: MenuDraft | undefined;
}

/** A menu of any level. */
export interface MenuDraft {
  text: string;
  options: OptionDraft[];
}

export interface FirstMenuDraft extends MenuDraft {
  invalidReply: Reply;
  maxInvalid: number | string;
}

export interface BotHoursDraft extends HoursDraft {
  closedReply?: Reply | undefined;
  then: Then;
  skills?: string[] | undefined;
}

/** The settings of a bot while they are edited. */
export interface BotDraft {
  greeting?: Reply | undefined;
  rules: RuleDraft[];
  menu?: FirstMenuDraft | undefined;
  businessHours?: BotHoursDraft | undefined;
  fallback: AnswerDraft<Then>;
  capacity?: number | string | undefined;
}

/** The next number that no option has. */
export function nextNumber(options: readonly Pick<OptionDraft, 'number'>[]): number {
  const taken = new Set(options.map(({ number }) => Number(number)));
  let number = 1;
  while (taken.has(number)) number += 1;
  return number;
}

/** The parts of a reply, in their order. */
export const partsOf = (reply: Reply | undefined): ReplyPart[] => {
  if (reply === undefined) return [];
  return Array.isArray(reply) ? reply : [reply];
};

/** A reply of parts: none is no reply, one is that one. */
export function replyOf(parts: ReplyPart[]): Reply | undefined {
  const [first, ...others] = parts;
  return others.length === 0 ? first : parts;
}
