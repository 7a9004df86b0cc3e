import { codedError, type GraphError, parameterRefused, requiredMissing } from '../graph-error.ts';
import type {
  TemplateMessage,
  TemplateMessageCard,
  TemplateMessageComponent,
  TemplateParameter,
} from './template-message.ts';
import { fillIn, type Template, type TemplateComponent, variablesOf } from './template.ts';

const BODY_LENGTH_MAX = 1024;
const HEADER_LENGTH_MAX = 60;
const MEDIA_FORMATS = new Set(['IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'GIF', 'PRODUCT']);

interface Part {
  readonly name: string;
  readonly lengthMax: number;
  readonly parameterFormat: Template['parameterFormat'];
}

/** Says what is wrong with the parameters given for a template; undefined when they fit. */
export function parameterMismatch(template: Template, message: TemplateMessage): GraphError | undefined {
  const given = message.components ?? [];
  const cards = given.find((component) => component.type === 'carousel')?.cards ?? [];
  return (
    componentsMismatch(template.components, given, template.parameterFormat) ??
    carouselMismatch(template, cards)
  );
}

function componentsMismatch(
  expected: readonly TemplateComponent[],
  given: readonly TemplateMessageComponent[],
  parameterFormat: Template['parameterFormat'],
): GraphError | undefined {
  const parametersOf = (type: string): readonly TemplateParameter[] =>
    given.find((component) => component.type === type)?.parameters ?? [];
  const body = expected.find((component) => component.type === 'BODY');
  const header = expected.find((component) => component.type === 'HEADER');
  const buttons = expected.find((component) => component.type === 'BUTTONS')?.buttons ?? [];
  return (
    headerMismatch(header, parametersOf('header'), parameterFormat) ??
    textMismatch(body?.text, parametersOf('body'), {
      name: 'body',
      lengthMax: BODY_LENGTH_MAX,
      parameterFormat,
    }) ??
    buttonsMismatch(
      buttons,
      given.filter((component) => component.type === 'button'),
    )
  );
}

function carouselMismatch(template: Template, given: readonly TemplateMessageCard[]): GraphError | undefined {
  const expected = template.components.find((component) => component.type === 'CAROUSEL')?.cards ?? [];
  if (expected.length !== given.length) {
    return codedError(
      132012,
      `carousel: number of cards (${given.length}) does not match the expected number of cards (${expected.length})`,
    );
  }
  for (const [index, card] of expected.entries()) {
    const components = given.find((candidate) => candidate.card_index === index)?.components ?? [];
    const mismatch = componentsMismatch(card.components, components, template.parameterFormat);
    if (mismatch) return mismatch;
  }
  return undefined;
}

function headerMismatch(
  header: TemplateComponent | undefined,
  given: readonly TemplateParameter[],
  parameterFormat: Template['parameterFormat'],
): GraphError | undefined {
  const format = header?.format;
  if (format === undefined || !MEDIA_FORMATS.has(format)) {
    return textMismatch(header?.text, given, {
      name: 'header',
      lengthMax: HEADER_LENGTH_MAX,
      parameterFormat,
    });
  }
  const [parameter] = given;
  const received = parameter?.type.toUpperCase() ?? 'UNKNOWN';
  if (received !== format)
    return codedError(132012, `header: Format mismatch, expected ${format}, received ${received}`);
  return parameter?.[parameter.type] === undefined
    ? requiredMissing(`header: parameter ${received.toLowerCase()} has no content`)
    : undefined;
}

function textMismatch(
  text: string | undefined,
  given: readonly TemplateParameter[],
  part: Part,
): GraphError | undefined {
  const expected = variablesOf(text);
  if (given.length !== expected.length) {
    return codedError(
      132000,
      `${part.name}: number of localizable_params (${given.length}) does not match the expected number of params (${expected.length})`,
    );
  }
  const values = new Map<string, string>();
  for (const [index, parameter] of given.entries()) {
    const name = part.parameterFormat === 'NAMED' ? parameter.parameter_name : expected[index];
    if (name === undefined || !expected.includes(name))
      return parameterRefused('Invalid parameter', 'Parameter name is missing or empty');
    const mismatch = valueMismatch(parameter, part);
    if (mismatch) return mismatch;
    values.set(name, parameter.text ?? '');
  }
  const isTooLong = text !== undefined && fillIn(text, values).length > part.lengthMax;
  return isTooLong
    ? codedError(132005, `${part.name}: the filled-in text has more than ${part.lengthMax} characters`)
    : undefined;
}

function valueMismatch(parameter: TemplateParameter, part: Part): GraphError | undefined {
  if (parameter.type === 'currency' || parameter.type === 'date_time') return undefined;
  if (parameter.type !== 'text')
    return codedError(
      132012,
      `${part.name}: Format mismatch, expected TEXT, received ${parameter.type.toUpperCase()}`,
    );
  if (parameter.text === undefined || parameter.text === '')
    return requiredMissing(`${part.name}: parameter of type text is missing text value`);
  if (/[\n\t]| {5,}/.test(parameter.text)) {
    return codedError(
      132018,
      `${part.name}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`,
    );
  }
  return undefined;
}

function buttonsMismatch(
  expected: NonNullable<TemplateComponent['buttons']>,
  given: readonly TemplateMessageComponent[],
): GraphError | undefined {
  for (const [index, button] of expected.entries()) {
    const component = given.find((candidate) => candidate.index === index);
    const needed = neededParameter(button);
    if (needed !== undefined && !hasValue(component?.parameters?.[0], needed)) {
      return requiredMissing(`buttons: Button at index ${index} of type ${button.type} requires a parameter`);
    }
  }
  const beyond = given.find(
    (component) => component.index === undefined || component.index >= expected.length,
  );
  return (
    beyond &&
    codedError(132012, `buttons: the template has no button at index ${String(beyond.index ?? 'missing')}`)
  );
}

function neededParameter(button: {
  type: string;
  url?: string | undefined;
}): 'text' | 'coupon_code' | undefined {
  if (button.type === 'COPY_CODE') return 'coupon_code';
  if (button.type === 'OTP') return 'text';
  return button.type === 'URL' && variablesOf(button.url).length > 0 ? 'text' : undefined;
}

function hasValue(parameter: TemplateParameter | undefined, key: 'text' | 'coupon_code'): boolean {
  const value = parameter?.[key];
  return typeof value === 'string' && value !== '';
}
