import type { MessageTemplate } from '@recado/sdk';
import { fieldsOf, listField, textField, type Fields } from '../../lib/content-fields.ts';
import { partsOf, type ShownTemplate } from './template-parts.ts';

/** A template as the customer read it. */
export interface SaidTemplate extends ShownTemplate {
  /** The file in the header, by its type. */
  file: { type: 'image' | 'video' | 'document'; fields: Fields } | undefined;
}

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;
const fileTypes = ['image', 'video', 'document'] as const;

const textOf = (parameter: Fields): string =>
  textField(parameter, 'text') ??
  textField(fieldsOf(parameter['currency']), 'fallback_value') ??
  textField(fieldsOf(parameter['date_time']), 'fallback_value') ??
  '';

const parametersOf = (content: Fields, type: string): Fields[] =>
  listField(content, 'components')
    .filter((component) => component['type'] === type)
    .flatMap((component) => listField(component, 'parameters'));

/** A text with its gaps filled, by number or by name; a gap for which nothing was given stays. */
function filled(text: string, parameters: readonly Fields[]): string {
  return text.replaceAll(VARIABLE, (gap, name: string) => {
    const parameter =
      parameters.find((one) => one['parameter_name'] === name) ?? parameters[Number(name) - 1];
    return parameter === undefined ? gap : textOf(parameter);
  });
}

function fileOf(parameters: readonly Fields[]): SaidTemplate['file'] {
  for (const parameter of parameters)
    for (const type of fileTypes)
      if (parameter['type'] === type) {
        const { id, ...fields } = fieldsOf(parameter[type]);
        return { type, fields: { mediaId: fields['mediaId'] ?? id, ...fields } };
      }
  return undefined;
}

/** What a template said with the parameters of one message. Without the template itself, its parameters are all that is known. */
export function saidTemplate(content: Fields, template: MessageTemplate | undefined): SaidTemplate {
  const header = parametersOf(content, 'header');
  const body = parametersOf(content, 'body');
  const file = fileOf(header);
  if (template === undefined)
    return {
      header: undefined,
      file,
      body: body.map(textOf).filter(Boolean).join('\n'),
      footer: undefined,
      buttons: [],
    };
  const parts = partsOf(template);
  return {
    ...parts,
    header: parts.header && { ...parts.header, text: filled(parts.header.text, header) },
    file,
    body: filled(parts.body, body),
  };
}
