import type { MessageTemplate } from '@recado/sdk';

export type TemplateButtonKind = 'reply' | 'url' | 'phone' | 'copy' | 'other';

/** What a customer sees of a template. */
export interface ShownTemplate {
  header: { format: 'text' | 'image' | 'video' | 'document' | 'location'; text: string } | undefined;
  body: string;
  footer: string | undefined;
  buttons: readonly { kind: TemplateButtonKind; text: string; url: string | undefined }[];
}

/** The same with its gaps not yet filled. */
export interface TemplateParts extends ShownTemplate {
  /** It has parts that cannot be filled in here, such as a carousel. */
  isBeyondUs: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
};

const typeOf = (fields: Fields): string => textOf(fields, 'type').toUpperCase();

const known = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']);
const formats = ['text', 'image', 'video', 'document', 'location'] as const;

const buttonKinds: Readonly<Record<string, TemplateButtonKind>> = {
  QUICK_REPLY: 'reply',
  URL: 'url',
  PHONE_NUMBER: 'phone',
  COPY_CODE: 'copy',
  OTP: 'copy',
};

function headerOf(component: Fields | undefined): TemplateParts['header'] {
  if (component === undefined) return undefined;
  const named = textOf(component, 'format').toLowerCase();
  const format = formats.find((each) => each === named) ?? 'text';
  return { format, text: textOf(component, 'text') };
}

function buttonsOf(component: Fields | undefined): TemplateParts['buttons'] {
  const buttons = component?.['buttons'];
  if (!Array.isArray(buttons)) return [];
  return buttons.filter(isFields).map((button) => ({
    kind: buttonKinds[typeOf(button)] ?? 'other',
    text: textOf(button, 'text'),
    url: textOf(button, 'url') || undefined,
  }));
}

/** Reads the components of a template, which come as Meta gives them. */
export function partsOf({ components }: Pick<MessageTemplate, 'components'>): TemplateParts {
  const read = components.filter(isFields);
  const find = (type: string): Fields | undefined => read.find((component) => typeOf(component) === type);
  const footer = find('FOOTER');
  return {
    header: headerOf(find('HEADER')),
    body: textOf(find('BODY') ?? {}, 'text'),
    footer: footer && textOf(footer, 'text'),
    buttons: buttonsOf(find('BUTTONS')),
    isBeyondUs: read.some((component) => !known.has(typeOf(component))),
  };
}
