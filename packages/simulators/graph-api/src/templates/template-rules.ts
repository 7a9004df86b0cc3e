import { z } from 'zod';
import { GraphError, parameterRefused, parameterRequired } from '../graph-error.ts';
import { type JsonObject, shown } from '../json.ts';
import {
  TEMPLATE_CATEGORIES,
  type TemplateCategory,
  type TemplateComponent,
  templateComponentSchema,
  variablesOf,
} from './template.ts';

const BODY_LENGTH_MAX = 1024;
const HEADER_LENGTH_MAX = 60;
const FOOTER_LENGTH_MAX = 60;
const BUTTON_TEXT_LENGTH_MAX = 25;
const BUTTONS_MAX = 10;

/** Titles of the errors that the creation of a template meets. */
const RULES = {
  2388019: 'Message template limit reached',
  2388024: 'Content in this language already exists',
  2388039: 'Message template cannot be edited now',
  2388040: 'Character limit exceeded',
  2388047: 'Message header format is incorrect',
  2388072: 'Message body format is incorrect',
  2388073: 'Message footer format is incorrect',
  2388293: 'This template contains too many variable parameters relative to the message length',
  2388299: 'Variables cannot be at the start or end of the template',
} as const;

/** The error that names a broken rule. */
export function brokenRule(rule: keyof typeof RULES, explanation: string): GraphError {
  return new GraphError({
    code: 100,
    message: 'Invalid parameter',
    subcode: rule,
    isTransient: false,
    userTitle: RULES[rule],
    userMessage: explanation,
  });
}

/** A template that may be created. */
export interface TemplateDraft {
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly parameterFormat: 'POSITIONAL' | 'NAMED';
  readonly components: readonly TemplateComponent[];
}

/** Reads the parameters of a creation; throws the error of the first rule they break. */
export function parseDraft(parameters: JsonObject): TemplateDraft {
  const { name, language } = parameters;
  if (name === undefined) throw parameterRequired('name');
  if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name))
    throw parameterRefused('Param name may only have lowercase letters, digits and underscores.');
  if (language === undefined) throw parameterRequired('language');
  if (typeof language !== 'string' || !/^[a-z]{2,3}(_[A-Z]{2,4})?$/.test(language))
    throw parameterRefused('Param language is not a supported language code.');
  const category = parseCategory(parameters['category']);
  const format = parameters['parameter_format'];
  const parameterFormat =
    typeof format === 'string' && format.toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL';
  return {
    name,
    language,
    category,
    parameterFormat,
    components: parseComponents(parameters['components'], category, parameterFormat),
  };
}

/** Reads a category; throws 100 when there is none with this name. */
export function parseCategory(value: unknown): TemplateCategory {
  if (value === undefined) throw parameterRequired('category');
  const category = TEMPLATE_CATEGORIES.find((candidate) => candidate === value);
  if (!category)
    throw parameterRefused(
      `Param category must be one of {${TEMPLATE_CATEGORIES.join(', ')}} - got "${shown(value)}".`,
    );
  return category;
}

/** Reads components; throws the error of the first rule they break. */
export function parseComponents(
  value: unknown,
  category: TemplateCategory,
  parameterFormat: TemplateDraft['parameterFormat'],
): TemplateComponent[] {
  const result = z.array(templateComponentSchema).min(1).safeParse(parseIfText(value));
  if (!result.success)
    throw value === undefined
      ? parameterRequired('components')
      : parameterRefused(`Param components is not valid: ${result.error.issues[0]?.message ?? ''}`);
  const components = category === 'AUTHENTICATION' ? result.data.map(authenticationComponent) : result.data;
  const body = components.find((component) => component.type === 'BODY');
  if (!body) throw brokenRule(2388072, 'A template must have a body.');
  checkBody(body.text ?? '', category, parameterFormat);
  for (const component of components) checkComponent(component);
  return components;
}

// Graph clients that post forms send lists as JSON text.
function parseIfText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** Meta writes the text of authentication templates itself. */
function authenticationComponent(component: TemplateComponent): TemplateComponent {
  if (component.type === 'BODY') return { ...component, text: '*{{1}}* is your verification code.' };
  if (component.type !== 'BUTTONS') return component;
  return {
    ...component,
    buttons: component.buttons?.map((button) =>
      button.type === 'OTP' ? { text: 'Copy code', ...button } : button,
    ),
  };
}

function checkBody(
  text: string,
  category: TemplateCategory,
  parameterFormat: TemplateDraft['parameterFormat'],
): void {
  if (text.length === 0) throw brokenRule(2388072, 'The body has no text.');
  if (text.length > BODY_LENGTH_MAX)
    throw brokenRule(2388040, `The body may have ${BODY_LENGTH_MAX} characters.`);
  if (/\n{3,}| {5,}/.test(text))
    throw brokenRule(2388072, 'The body has more than two line breaks or four spaces in a row.');
  const variables = variablesOf(text);
  if (parameterFormat === 'POSITIONAL' && variables.some((name, index) => name !== String(index + 1))) {
    throw brokenRule(2388072, 'Variables must be numbered {{1}}, {{2}}, … in their order.');
  }
  if (category === 'AUTHENTICATION') return;
  if (/^\s*\{\{|\}\}\s*$/.test(text)) throw brokenRule(2388299, 'The body starts or ends with a variable.');
  if (text.trim().split(/\s+/).length < 2 * variables.length + 1)
    throw brokenRule(2388293, 'Use fewer variables or a longer text.');
}

function checkComponent(component: TemplateComponent): void {
  if (component.type === 'HEADER') checkHeader(component);
  if (component.type === 'FOOTER') checkFooter(component.text ?? '');
  if (component.type === 'BUTTONS') checkButtons(component.buttons ?? []);
}

function checkHeader({ format, text = '' }: TemplateComponent): void {
  if (format === undefined) throw brokenRule(2388047, 'The header has no format.');
  if (format === 'TEXT' && (text === '' || variablesOf(text).length > 1)) {
    throw brokenRule(2388047, 'A text header has a text with at most one variable.');
  }
  if (text.length > HEADER_LENGTH_MAX)
    throw brokenRule(2388040, `The header may have ${HEADER_LENGTH_MAX} characters.`);
}

function checkFooter(text: string): void {
  if (variablesOf(text).length > 0) throw brokenRule(2388073, 'A footer has no variables.');
  if (text.length > FOOTER_LENGTH_MAX)
    throw brokenRule(2388040, `The footer may have ${FOOTER_LENGTH_MAX} characters.`);
}

function checkButtons(buttons: NonNullable<TemplateComponent['buttons']>): void {
  if (buttons.length === 0 || buttons.length > BUTTONS_MAX)
    throw parameterRefused(`A template has at most ${BUTTONS_MAX} buttons.`);
  const isTooLong = buttons.some((button) => (button.text ?? '').length > BUTTON_TEXT_LENGTH_MAX);
  if (isTooLong) throw brokenRule(2388040, `A button may have ${BUTTON_TEXT_LENGTH_MAX} characters.`);
}
