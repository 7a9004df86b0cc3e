import type { MessageTemplate, OutboundTemplate } from '@recado/sdk';
import { partsOf, type TemplateParts } from './template-parts.ts';

type Content = OutboundTemplate['content'];
type Component = NonNullable<Content['components']>[number];
type Parameter = Component['parameters'][number];
type Declared = MessageTemplate['parameters'][number];

/** One thing to fill in. A location is four of them. */
export interface TemplateField {
  /** Names it among the values. */
  key: string;
  component: Declared['component'];
  kind: 'text' | 'code' | 'file' | 'coordinate';
  /** What the customer calls it: the variable's number or name, the kind of the file, or `latitude`. */
  name: string;
  example: string | undefined;
  isOptional: boolean;
}

/** What was filled in, by the key of the field. A file is its public address, or the id that `POST /media` gave. */
export type TemplateValues = Readonly<Record<string, string>>;

/** A chosen template, as far as it is filled in. */
export interface TemplateDraft {
  template: MessageTemplate;
  values: TemplateValues;
}

export type TemplateFault = 'missing' | 'lineBreak' | 'address' | 'latitude' | 'longitude';

const fileKinds = new Set(['image', 'video', 'document']);
const places = ['latitude', 'longitude', 'name', 'address'] as const;

const keyOf = ({ component, index, name, kind }: Declared): string =>
  `${component}.${String(index ?? 0)}.${name ?? kind}`;

function fieldsOfOne(declared: Declared): TemplateField[] {
  const { component, kind, name = kind, example } = declared;
  const key = keyOf(declared);
  if (kind === 'location')
    return places.map((place, at) => ({
      key: `${key}.${place}`,
      component,
      kind: at < 2 ? 'coordinate' : 'text',
      name: place,
      example: undefined,
      isOptional: at >= 2,
    }));
  const field = { key, component, name, example, isOptional: false };
  if (fileKinds.has(kind)) return [{ ...field, kind: 'file' }];
  return [{ ...field, kind: kind === 'coupon_code' ? 'code' : 'text' }];
}

/** Everything that a sender fills in, in the order in which it is read. */
export const fieldsOf = ({ parameters }: MessageTemplate): TemplateField[] => parameters.flatMap(fieldsOfOne);

const isWithin = (value: string, most: number): boolean =>
  Number.isFinite(Number(value)) && Math.abs(Number(value)) <= most;

const isFile = (value: string): boolean => /^https?:\/\/\S+$/.test(value) || /^[\da-f-]{36}$/.test(value);

const judges: Readonly<
  Record<TemplateField['kind'], (value: string, name: string) => TemplateFault | undefined>
> = {
  file: (value) => (isFile(value) ? undefined : 'address'),
  coordinate: (value, name) => {
    const [fault, most] = name === 'latitude' ? (['latitude', 90] as const) : (['longitude', 180] as const);
    return isWithin(value, most) ? undefined : fault;
  },
  code: (value) => lineFault(value),
  text: (value) => lineFault(value),
};

// Meta refuses variables with line ends, tabs, or more than four spaces in a row (error 132018).
const lineFault = (value: string): TemplateFault | undefined =>
  /[\n\t]| {5}/.test(value) ? 'lineBreak' : undefined;

function faultOf({ kind, name, isOptional }: TemplateField, value: string): TemplateFault | undefined {
  if (value.trim() === '') return isOptional ? undefined : 'missing';
  return judges[kind](value, name);
}

/** What is wrong with the values, by the key of the field; empty when the template can be sent. */
export const faultsOf = ({ template, values }: TemplateDraft): Map<string, TemplateFault> =>
  new Map(
    fieldsOf(template).flatMap((field) => {
      const fault = faultOf(field, values[field.key] ?? '');
      return fault === undefined ? [] : [[field.key, fault] as const];
    }),
  );

const sourceOf = (value: string): { link: string } | { mediaId: string } =>
  value.startsWith('http') ? { link: value } : { mediaId: value };

function locationOf(key: string, values: TemplateValues): Record<string, unknown> {
  const at = (place: string): string => values[`${key}.${place}`]?.trim() ?? '';
  return {
    latitude: Number(at('latitude')),
    longitude: Number(at('longitude')),
    ...(at('name') !== '' && { name: at('name') }),
    ...(at('address') !== '' && { address: at('address') }),
  };
}

function textParameter({ component, name = '1' }: Declared, text: string): Parameter {
  const isNamed = component !== 'button' && !/^\d+$/.test(name);
  return { type: 'text', ...(isNamed && { parameter_name: name }), text };
}

function parameterOf(declared: Declared, values: TemplateValues): Parameter {
  const { kind } = declared;
  const key = keyOf(declared);
  const value = values[key]?.trim() ?? '';
  switch (kind) {
    case 'image':
    case 'video':
    case 'document':
      return { type: kind, [kind]: sourceOf(value) };
    case 'location':
      return { type: kind, location: locationOf(key, values) };
    case 'coupon_code':
      return { type: kind, coupon_code: value };
    default:
      return textParameter(declared, value);
  }
}

function buttonOf(declared: Declared, values: TemplateValues): Component {
  return {
    type: 'button',
    sub_type: declared.kind === 'coupon_code' ? 'copy_code' : 'url',
    index: String(declared.index ?? 0),
    parameters: [parameterOf(declared, values)],
  };
}

/** The content of the message, in the form of the Cloud API. */
export function templateContent({ template, values }: TemplateDraft): Content {
  const { name, language, parameters } = template;
  const ofPart = (type: 'header' | 'body'): Component[] => {
    const declared = parameters.filter(({ component }) => component === type);
    return declared.length === 0
      ? []
      : [{ type, parameters: declared.map((each) => parameterOf(each, values)) }];
  };
  const components = [
    ...ofPart('header'),
    ...ofPart('body'),
    ...parameters
      .filter(({ component }) => component === 'button')
      .map((declared) => buttonOf(declared, values)),
  ];
  return { name, language, ...(components.length > 0 && { components }) };
}

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

/** A text of the template with what was filled in; a gap shows its name until then. */
function filled(text: string, component: 'header' | 'body', values: TemplateValues): string {
  return text.replaceAll(VARIABLE, (gap, name: string) => {
    const value = values[`${component}.0.${name}`]?.trim() ?? '';
    return value === '' ? gap : value;
  });
}

/** What the customer will see. */
export function renderedTemplate({ template, values }: TemplateDraft): TemplateParts {
  const parts = partsOf(template);
  return {
    ...parts,
    header: parts.header && { ...parts.header, text: filled(parts.header.text, 'header', values) },
    body: filled(parts.body, 'body', values),
  };
}

/** What narrows the list of templates. */
export interface TemplateFilter {
  text: string;
  category: string;
  language: string;
}

const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Templates that fit: by name or words of the body, category and language. By name, then language. */
export function matchingTemplates(
  templates: readonly MessageTemplate[],
  { text, category, language }: TemplateFilter,
): MessageTemplate[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return templates
    .filter((template) => category === '' || template.category === category)
    .filter((template) => language === '' || template.language === language)
    .filter((template) => {
      const searched = plain(
        `${template.name} ${template.name.replaceAll('_', ' ')} ${partsOf(template).body}`,
      );
      return words.every((word) => searched.includes(word));
    })
    .sort((one, other) => one.name.localeCompare(other.name) || one.language.localeCompare(other.language));
}

/** Whether a template can be sent from here, or why not. One-time codes are for programs. */
export function templateObstacle(
  template: MessageTemplate,
): 'notApproved' | 'authentication' | 'beyondUs' | undefined {
  if (template.status.toUpperCase() !== 'APPROVED') return 'notApproved';
  if (template.category.toUpperCase() === 'AUTHENTICATION') return 'authentication';
  return partsOf(template).isBeyondUs ? 'beyondUs' : undefined;
}
