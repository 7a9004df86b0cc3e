import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../lib/api/profile.ts';
import { textField, type Fields } from '../../lib/content-fields.ts';
import { saidTemplate, type SaidTemplate } from './said-template.ts';
import { templatesQuery } from './template-queries.ts';

/** What the template of a message said; while it is not known, or once the number was deleted, its parameters alone. */
export function useSaidTemplate(instanceId: string | null, content: Fields): SaidTemplate {
  const name = textField(content, 'name');
  const language = textField(content, 'language');
  const mayRead = useMay('templates:read');
  const { data: template } = useQuery({
    ...templatesQuery(instanceId ?? ''),
    enabled: mayRead && instanceId !== null,
    select: (templates) => templates.find((one) => one.name === name && one.language === language),
  });
  return saidTemplate(content, template);
}
