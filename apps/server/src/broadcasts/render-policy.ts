import { OutboundContent } from '@recado/contracts';

/** What stands for a variable, by `variableName` of its name. */
export type Variables = ReadonlyMap<string, string>;

export type Rendered =
  | { kind: 'rendered'; message: OutboundContent }
  | { kind: 'impossible'; code: 'variable_missing' | 'message_invalid'; detail: string };

// {{name}}, or {{name|what stands there without it}}.
const VARIABLE = /\{\{\s*([^{}|]+?)\s*(?:\|([^{}]*))?\}\}/g;

/** Names do not tell capital letters apart. */
export const variableName = (name: string): string => name.trim().normalize('NFC').toLowerCase();

/**
 * Puts the variables into every text of a message. A value is put in as it is: `{{…}}` in it stays text. An empty one counts as
 * missing. What comes out must be a message that can be sent.
 */
export function renderMessage(message: OutboundContent, variables: Variables): Rendered {
  const missing = new Set<string>();
  const fill = (text: string): string =>
    text.replaceAll(VARIABLE, (_, name: string, otherwise: string | undefined) => {
      const value = variables.get(variableName(name));
      if (value !== undefined && value !== '') return value;
      if (otherwise === undefined) missing.add(name);
      return otherwise ?? '';
    });
  const filled = filledIn(message, fill);
  if (missing.size > 0)
    return {
      kind: 'impossible',
      code: 'variable_missing',
      detail: `Nothing is known for ${[...missing].map((name) => `{{${name}}}`).join(', ')}`,
    };
  const checked = OutboundContent.safeParse(filled);
  if (checked.success) return { kind: 'rendered', message: checked.data };
  const [issue] = checked.error.issues;
  return {
    kind: 'impossible',
    code: 'message_invalid',
    detail: `With this recipient's values ${issue?.path.join('.') ?? 'the message'}: ${issue?.message ?? 'is not valid'}`,
  };
}

function filledIn(part: unknown, fill: (text: string) => string): unknown {
  if (typeof part === 'string') return fill(part);
  if (Array.isArray(part)) return part.map((each: unknown) => filledIn(each, fill));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, filledIn(each, fill)]));
}
