import { channelTypes, messageLimits as limits } from '@recado/contracts';
import type { OutboundContent } from '@recado/sdk';

/** Messages that are put together in a dialog of their own. */
export const builderKinds = ['buttons', 'list', 'cta_url', 'poll', 'location', 'contacts'] as const;
export type BuilderKind = (typeof builderKinds)[number];

/** Those that a channel sends. */
export const buildersOf = (channel: 'cloud' | 'web'): readonly BuilderKind[] => {
  const types: readonly string[] = channelTypes[channel];
  return builderKinds.filter((kind) => types.includes(kind));
};

export type FieldName =
  | 'body'
  | 'footer'
  | 'button'
  | 'displayText'
  | 'url'
  | 'question'
  | 'latitude'
  | 'longitude'
  | 'place'
  | 'address'
  | 'name'
  | 'phone'
  | 'company';

export interface BuilderField {
  name: FieldName;
  /** Characters at most. */
  most: number;
  isLong?: boolean;
  isOptional?: boolean;
}

/** What there are several of: buttons, rows of a list, options of a poll. */
export interface BuilderRows {
  least: number;
  most: number;
  titleMost: number;
  descriptionMost?: number;
}

export interface BuilderForm {
  fields: readonly BuilderField[];
  rows?: BuilderRows;
}

const body = { name: 'body', most: limits.interactiveBody, isLong: true } as const;
const footer = { name: 'footer', most: limits.footer, isOptional: true } as const;

/** What each kind asks for, within WhatsApp's limits. */
export const builderForms: Readonly<Record<BuilderKind, BuilderForm>> = {
  buttons: {
    fields: [body, footer],
    rows: { least: 1, most: limits.buttons, titleMost: limits.buttonTitle },
  },
  list: {
    fields: [body, footer, { name: 'button', most: limits.buttonTitle }],
    rows: {
      least: 1,
      most: limits.rows,
      titleMost: limits.rowTitle,
      descriptionMost: limits.rowDescription,
    },
  },
  cta_url: {
    fields: [body, footer, { name: 'displayText', most: limits.ctaText }, { name: 'url', most: 2_048 }],
  },
  poll: {
    fields: [{ name: 'question', most: limits.pollQuestion }],
    rows: { least: 2, most: limits.pollOptions, titleMost: limits.pollOption },
  },
  location: {
    fields: [
      { name: 'latitude', most: 20 },
      { name: 'longitude', most: 20 },
      { name: 'place', most: 1_000, isOptional: true },
      { name: 'address', most: 1_000, isOptional: true },
    ],
  },
  contacts: {
    fields: [
      { name: 'name', most: 255 },
      { name: 'phone', most: 32 },
      { name: 'company', most: 255, isOptional: true },
    ],
  },
};

export interface BuilderRow {
  title: string;
  description: string;
}

/** What was typed so far. */
export interface BuilderDraft {
  texts: Readonly<Partial<Record<FieldName, string>>>;
  rows: readonly BuilderRow[];
  /** Of a poll: more than one option may be chosen. */
  isMultiple: boolean;
}

const emptyRow: BuilderRow = { title: '', description: '' };

export const emptyDraft = (kind: BuilderKind): BuilderDraft => ({
  texts: {},
  rows: Array.from({ length: Math.max(2, builderForms[kind].rows?.least ?? 0) }, () => emptyRow),
  isMultiple: false,
});

export type BuilderFault = 'missing' | 'url' | 'latitude' | 'longitude' | 'phone' | 'few' | 'same';

const isWithin = (text: string, most: number): boolean =>
  Number.isFinite(Number(text)) && Math.abs(Number(text)) <= most;

const checks: Readonly<Partial<Record<FieldName, (text: string) => BuilderFault | undefined>>> = {
  url: (text) => (/^https?:\/\/\S+\.\S+$/.test(text) ? undefined : 'url'),
  latitude: (text) => (isWithin(text, 90) ? undefined : 'latitude'),
  longitude: (text) => (isWithin(text, 180) ? undefined : 'longitude'),
  phone: (text) => (/^\+?[\d\s().-]{5,}$/.test(text) ? undefined : 'phone'),
};

const titlesOf = ({ rows }: BuilderDraft): string[] =>
  rows.map(({ title }) => title.trim()).filter((title) => title !== '');

function rowsFault(rows: BuilderRows, draft: BuilderDraft): BuilderFault | undefined {
  const titles = titlesOf(draft);
  if (titles.length < rows.least) return 'few';
  return new Set(titles).size < titles.length ? 'same' : undefined;
}

function fieldFault(
  { name, isOptional = false }: BuilderField,
  draft: BuilderDraft,
): BuilderFault | undefined {
  const text = draft.texts[name]?.trim() ?? '';
  if (text !== '') return checks[name]?.(text);
  return isOptional ? undefined : 'missing';
}

/** What is wrong, by field; `rows` for all rows together. Empty when it can be sent. */
export function builderFaults(
  kind: BuilderKind,
  draft: BuilderDraft,
): ReadonlyMap<FieldName | 'rows', BuilderFault> {
  const { fields, rows } = builderForms[kind];
  const faults = new Map<FieldName | 'rows', BuilderFault>();
  for (const field of fields) {
    const fault = fieldFault(field, draft);
    if (fault !== undefined) faults.set(field.name, fault);
  }
  const fault = rows && rowsFault(rows, draft);
  return fault === undefined ? faults : faults.set('rows', fault);
}

type Texts = Readonly<Record<FieldName, string>>;

const optional = <Name extends string>(name: Name, text: string): Partial<Record<Name, string>> => {
  const field: Partial<Record<Name, string>> = {};
  if (text !== '') field[name] = text;
  return field;
};

const contents: Readonly<Record<BuilderKind, (texts: Texts, draft: BuilderDraft) => OutboundContent>> = {
  buttons: (texts, draft) => ({
    type: 'buttons',
    content: {
      body: texts.body,
      ...optional('footer', texts.footer),
      buttons: titlesOf(draft).map((title, index) => ({ id: String(index + 1), title })),
    },
  }),
  list: (texts, { rows }) => ({
    type: 'list',
    content: {
      body: texts.body,
      ...optional('footer', texts.footer),
      button: texts.button,
      sections: [
        {
          rows: rows
            .filter(({ title }) => title.trim() !== '')
            .map(({ title, description }, index) => ({
              id: String(index + 1),
              title: title.trim(),
              ...optional('description', description.trim()),
            })),
        },
      ],
    },
  }),
  cta_url: ({ body: text, footer: below, displayText, url }) => ({
    type: 'cta_url',
    content: { body: text, ...optional('footer', below), displayText, url },
  }),
  poll: ({ question }, draft) => ({
    type: 'poll',
    content: { question, options: titlesOf(draft), selectable: draft.isMultiple ? 0 : 1 },
  }),
  location: ({ latitude, longitude, place, address }) => ({
    type: 'location',
    content: {
      latitude: Number(latitude),
      longitude: Number(longitude),
      ...optional('name', place),
      ...optional('address', address),
    },
  }),
  contacts: ({ name, phone, company }) => ({
    type: 'contacts',
    content: {
      contacts: [
        {
          name: { formattedName: name },
          phones: [{ phone }],
          ...(company !== '' && { organization: { company } }),
        },
      ],
    },
  }),
};

const noTexts: Texts = {
  body: '',
  footer: '',
  button: '',
  displayText: '',
  url: '',
  question: '',
  latitude: '',
  longitude: '',
  place: '',
  address: '',
  name: '',
  phone: '',
  company: '',
};

/** The message that a draft without faults is. */
export function builtMessage(kind: BuilderKind, draft: BuilderDraft): OutboundContent {
  const texts = { ...noTexts };
  for (const { name } of builderForms[kind].fields) texts[name] = draft.texts[name]?.trim() ?? '';
  return contents[kind](texts, draft);
}

/** The draft with a row more, or one less, or one changed. */
export const withRow = (draft: BuilderDraft): BuilderDraft => ({ ...draft, rows: [...draft.rows, emptyRow] });
export const withoutRow = (draft: BuilderDraft, index: number): BuilderDraft => ({
  ...draft,
  rows: draft.rows.filter((_, at) => at !== index),
});
export const withRowChanged = (
  draft: BuilderDraft,
  index: number,
  changes: Partial<BuilderRow>,
): BuilderDraft => ({
  ...draft,
  rows: draft.rows.map((row, at) => (at === index ? { ...row, ...changes } : row)),
});
