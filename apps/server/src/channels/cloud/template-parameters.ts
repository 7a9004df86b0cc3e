import { z } from 'zod';
import type { TemplateParameter } from '../channel.ts';

const Example = z
  .looseObject({
    header_text: z.array(z.string()).optional(),
    body_text: z.array(z.array(z.string())).optional(),
    header_text_named_params: z
      .array(z.looseObject({ param_name: z.string(), example: z.string() }))
      .optional(),
    body_text_named_params: z
      .array(z.looseObject({ param_name: z.string(), example: z.string() }))
      .optional(),
  })
  .optional()
  .catch(undefined);

const Button = z.looseObject({
  type: z.string().transform((type) => type.toUpperCase()),
  url: z.string().optional(),
  example: z
    .union([z.array(z.string()), z.string()])
    .optional()
    .catch(undefined),
});

const Component = z.looseObject({
  type: z.string().transform((type) => type.toUpperCase()),
  format: z
    .string()
    .transform((format) => format.toUpperCase())
    .optional(),
  text: z.string().optional(),
  example: Example,
  buttons: z.array(Button).optional().catch(undefined),
});
type Component = z.infer<typeof Component>;

const MEDIA_FORMATS = ['IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'];
const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

/** What a sender has to fill in, from the components of a template as the Graph API lists them. */
export function templateParameters(components: readonly unknown[]): TemplateParameter[] {
  return components.flatMap((raw) => {
    const component = Component.safeParse(raw);
    return component.success ? ofComponent(component.data) : [];
  });
}

function ofComponent(component: Component): TemplateParameter[] {
  switch (component.type) {
    case 'HEADER':
      return component.format !== undefined && MEDIA_FORMATS.includes(component.format)
        ? [{ component: 'header', kind: component.format.toLowerCase() }]
        : ofText('header', component);
    case 'BODY':
      return ofText('body', component);
    case 'BUTTONS':
      return (component.buttons ?? []).flatMap(ofButton);
    default:
      return [];
  }
}

function ofText(component: 'header' | 'body', { text = '', example }: Component): TemplateParameter[] {
  const names = [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? ''))];
  const named = component === 'body' ? example?.body_text_named_params : example?.header_text_named_params;
  const positional = component === 'body' ? example?.body_text?.[0] : example?.header_text;
  return names.map((name, place) => ({
    component,
    kind: 'text',
    name,
    example: named?.find((parameter) => parameter.param_name === name)?.example ?? positional?.[place],
  }));
}

/** Only a link that ends in a variable and a code to copy need something; what other buttons take is optional. */
function ofButton(button: z.infer<typeof Button>, index: number): TemplateParameter[] {
  const example = Array.isArray(button.example) ? button.example[0] : button.example;
  if (button.type === 'COPY_CODE') return [{ component: 'button', index, kind: 'coupon_code', example }];
  const isOneTimeCode = button.type === 'OTP';
  if (!isOneTimeCode && !(button.type === 'URL' && button.url?.includes('{{') === true)) return [];
  return [{ component: 'button', index, kind: 'text', name: '1', example }];
}
