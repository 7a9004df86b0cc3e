import { z } from 'zod';
import type { ConsentStatus, InboundContent, OptOutSettings } from '@recado/contracts';

/** What a contact may say of itself. */
export type SaidConsent = Exclude<ConsentStatus, 'unknown'>;

/** Longer texts are no keyword: a keyword has at most 40 characters, and signs around it few more. */
const LONGEST = 80;

/** Letters and digits alone, in lower case and without accents: what is left when case, accents, spaces and signs do not matter. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

const Titled = z.object({ title: z.string() });
const Texted = z.object({ text: z.string() });

/** What a message says, when it is a text or a tapped button, and short enough to be a keyword. */
export function wordOf({ type, content }: InboundContent): string | undefined {
  const said = textOf(type, content);
  return said !== undefined && said.length <= LONGEST ? said : undefined;
}

function textOf(type: InboundContent['type'], content: InboundContent['content']): string | undefined {
  switch (type) {
    case 'text':
      return typeof content === 'string' ? content : undefined;
    case 'button_reply':
    case 'list_reply':
      return Titled.safeParse(content).data?.title;
    case 'template_button':
      return Texted.safeParse(content).data?.text;
    default:
      return undefined;
  }
}

/** What a word says of the wish to be written to; undefined when it is no keyword. A word of both lists opts out. */
export function saidBy(word: string, settings: OptOutSettings): SaidConsent | undefined {
  const said = folded(word);
  if (!settings.isEnabled || said === '') return undefined;
  if (settings.optOutKeywords.some((keyword) => folded(keyword) === said)) return 'opted_out';
  if (settings.optInKeywords.some((keyword) => folded(keyword) === said)) return 'opted_in';
  return undefined;
}

export interface KnownConsent {
  status: ConsentStatus;
  at: Date | null;
  source: string | null;
}

/**
 * Whether a keyword changes what is known. Messages may come late: an older one does not undo a newer word. An opt-out does undo
 * what others entered for the contact, however late it comes.
 */
export function changesConsent(known: KnownConsent, said: SaidConsent, at: Date): boolean {
  if (known.status === said) return false;
  const isLate = known.at !== null && known.at > at;
  return !isLate || (said === 'opted_out' && known.source !== KEYWORD);
}

/** The source of what a contact said by keyword. */
export const KEYWORD = 'keyword';
