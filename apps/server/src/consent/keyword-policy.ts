import { z } from 'zod';
import type { ConsentStatus, InboundContent, SaidConsent } from '@recado/contracts';

const Titled = z.object({ title: z.string() });
const Texted = z.object({ text: z.string() });

/** What a message says, when it is a text or a tapped button. */
export function wordOf({ type, content }: InboundContent): string | undefined {
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
