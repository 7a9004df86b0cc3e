/** What can stand in the gaps of a quick reply. */
export interface GapValues {
  contactName: string | null;
  contactPhone: string | null;
  agentName: string | null;
  numberName: string | null;
}

/** The gaps there are, as they are written. */
export const gaps = [
  'contact.name',
  'contact.firstName',
  'contact.phone',
  'agent.name',
  'number.name',
] as const;

const GAP = /\{\{\s*([\w.]+)\s*(?:\|([^{}]*))?\}\}/g;

const lookUp = (name: string, values: GapValues): string | null | undefined => {
  switch (name.toLowerCase()) {
    case 'contact.name':
      return values.contactName;
    case 'contact.firstname':
      return values.contactName?.trim().split(/\s+/)[0] ?? null;
    case 'contact.phone':
      return values.contactPhone;
    case 'agent.name':
      return values.agentName;
    case 'number.name':
      return values.numberName;
    default:
      return undefined;
  }
};

/** The text with its gaps filled in; what is not known becomes what the gap names instead, and a gap of another name stays. */
export const filledReply = (text: string, values: GapValues): string =>
  text.replaceAll(GAP, (gap, name: string, instead: string | undefined) => {
    const value = lookUp(name, values);
    if (value === undefined) return gap;
    return value === null || value === '' ? (instead?.trim() ?? '') : value;
  });

/** A shortcut as it is kept: small letters, without the slash. */
export const plainShortcut = (typed: string): string => typed.trim().replace(/^\//, '').toLowerCase();
