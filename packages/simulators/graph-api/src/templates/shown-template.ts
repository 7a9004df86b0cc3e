import type { PhoneNumber } from '../accounts.ts';
import type { ShownChoice, ShownContent } from '../customers/shown-content.ts';
import type { TemplateStore } from './template-store.ts';
import { type TemplateMessage, templateMessageSchema } from './template-message.ts';
import { fillIn, type Template, variablesOf } from './template.ts';

/** A template message as the telephone shows it: its texts with the parameters in place, and its quick replies. */
export function shownTemplate(
  templates: TemplateStore,
  { businessAccountId }: PhoneNumber,
  content: unknown,
): Pick<ShownContent, 'text' | 'choices'> {
  const asked = templateMessageSchema.parse(content);
  const template = templates.find(businessAccountId, asked.name, asked.language.code);
  if (!template) return { text: asked.name };
  return { text: textOf(template, asked), choices: quickRepliesOf(template, asked) };
}

function textOf(template: Template, asked: TemplateMessage): string {
  return template.components
    .flatMap(({ type, text }) =>
      text === undefined ? [] : [fillIn(text, valuesFor(text, asked, type.toLowerCase()))],
    )
    .join('\n');
}

function valuesFor(text: string, asked: TemplateMessage, type: string): ReadonlyMap<string, string> {
  const parameters = asked.components?.find((component) => component.type === type)?.parameters ?? [];
  return new Map(
    variablesOf(text).map((name, place) => {
      const parameter = parameters.find((one) => one.parameter_name === name) ?? parameters[place];
      return [name, parameter?.text ?? ''];
    }),
  );
}

function quickRepliesOf(template: Template, asked: TemplateMessage): ShownChoice[] {
  const buttons = template.components.flatMap((component) => component.buttons ?? []);
  return buttons.flatMap(({ type, text = '' }, index) => {
    if (type !== 'QUICK_REPLY') return [];
    const given = asked.components?.find(
      (component) => component.type === 'button' && component.index === index,
    );
    const payload = given?.parameters?.[0]?.['payload'];
    return [{ kind: 'quickReply' as const, id: typeof payload === 'string' ? payload : text, title: text }];
  });
}
