import { z } from 'zod';

const TYPES = [
  'HEADER',
  'BODY',
  'FOOTER',
  'BUTTONS',
  'CAROUSEL',
  'LIMITED_TIME_OFFER',
  'CALL_PERMISSION_REQUEST',
] as const;
const FORMATS = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'GIF', 'PRODUCT'] as const;

/** Meta takes these words in either case. */
function word<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z
    .string()
    .transform((text) => text.toUpperCase())
    .pipe(z.enum(words));
}

const buttonSchema = z.looseObject({
  type: z.string().transform((text) => text.toUpperCase()),
  text: z.string().optional(),
  url: z.string().optional(),
});

const componentFields = {
  type: word(TYPES),
  format: word(FORMATS).optional(),
  text: z.string().optional(),
  buttons: z.array(buttonSchema).optional(),
};

const cardSchema = z.looseObject({ components: z.array(z.looseObject(componentFields)) });

/** One component of a template, as it is created and listed. */
export const templateComponentSchema = z.looseObject({
  ...componentFields,
  cards: z.array(cardSchema).optional(),
});
export type TemplateComponent = z.infer<typeof templateComponentSchema>;

export const TEMPLATE_STATUSES = [
  'APPROVED',
  'PENDING',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'ARCHIVED',
  'LIMIT_EXCEEDED',
] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];
export const TEMPLATE_CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

/** A message template in one language. */
export interface Template {
  readonly id: string;
  readonly businessAccountId: string;
  readonly name: string;
  readonly language: string;
  category: TemplateCategory;
  previousCategory: TemplateCategory | undefined;
  status: TemplateStatus;
  /** Why it was rejected, such as `INVALID_FORMAT`. */
  rejectedReason: string | undefined;
  readonly parameterFormat: 'POSITIONAL' | 'NAMED';
  components: readonly TemplateComponent[];
}

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

/** The variables of a text, each once, in order: `1`, `2`, … or names. */
export function variablesOf(text: string | undefined): string[] {
  if (text === undefined) return [];
  return [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? ''))];
}

/** Puts values in the place of variables, in the variables' order. */
export function fillIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(VARIABLE, (whole, name: string) => values.get(name) ?? whole);
}
