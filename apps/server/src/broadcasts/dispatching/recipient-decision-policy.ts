import { errorCodes, type OutboundContent } from '@recado/contracts';
import { renderMessage, variableName, type Variables } from '../render-policy.ts';

/** Somebody whose turn has come, with what is known of them. */
export interface DueRecipient {
  /** E.164. */
  phoneNumber: string;
  variables: Readonly<Record<string, string | number | boolean>>;
  contact: KnownContact | undefined;
}

export interface KnownContact {
  name: string | null;
  email: string | null;
  customFields: Readonly<Record<string, unknown>>;
  hasOptedOut: boolean;
  isBlocked: boolean;
}

/** What becomes of a recipient before anything is accepted. */
export type Decision =
  | { state: 'accepting'; message: OutboundContent }
  | { state: 'skipped' | 'failed'; code: string; detail: string };

/** Who opted out or is blocked gets nothing; the others get the message with their values in it. */
export function decide(message: OutboundContent, recipient: DueRecipient): Decision {
  const { contact } = recipient;
  if (contact?.hasOptedOut === true) return skipped('recipient_opted_out');
  if (contact?.isBlocked === true) return skipped('contact_blocked');
  const rendered = renderMessage(message, variablesOf(recipient));
  return rendered.kind === 'rendered'
    ? { state: 'accepting', message: rendered.message }
    : { state: 'failed', code: rendered.code, detail: rendered.detail };
}

const skipped = (code: 'recipient_opted_out' | 'contact_blocked'): Decision => ({
  state: 'skipped',
  code,
  detail: errorCodes[code].title,
});

/** The audience's own values go before those of the contact. */
function variablesOf({ phoneNumber, variables, contact }: DueRecipient): Variables {
  const values: [string, unknown][] = [
    ...Object.entries(contact?.customFields ?? {}),
    ['name', contact?.name],
    ['email', contact?.email],
    ['phone', phoneNumber],
    ...Object.entries(variables),
  ];
  return new Map(
    values.flatMap(([name, value]): [string, string][] => {
      const text = textOf(value);
      return text === undefined ? [] : [[variableName(name), text]];
    }),
  );
}

function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value === '' ? undefined : value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}
