import { IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMay } from '../../../../lib/api/profile.ts';
import { templatesQuery } from '../../../../ui/templates/template-queries.ts';
import { MediaContent } from '../media/media-content.tsx';
import { textField, type Fields } from './content-fields.ts';
import { Interactive } from './interactive-content.tsx';
import { saidTemplate } from './template-policy.ts';

/** A template with its variables filled in. */
export function TemplateContent({ fields, instanceId }: { fields: Fields; instanceId: string }): ReactNode {
  const name = textField(fields, 'name');
  const language = textField(fields, 'language');
  const mayRead = useMay('templates:read');
  const { data: template } = useQuery({
    ...templatesQuery(instanceId),
    enabled: mayRead,
    select: (templates) => templates.find((one) => one.name === name && one.language === language),
  });
  const { header, file, body, footer, buttons } = saidTemplate(fields, template);
  return (
    <>
      <p className="recado-thread-kind">
        <IconTemplate size={14} aria-hidden /> {name}
      </p>
      <Interactive
        header={
          <>
            {header !== undefined && <p className="recado-thread-header">{header}</p>}
            {file !== undefined && <MediaContent type={file.type} fields={file.fields} />}
          </>
        }
        body={body}
        footer={footer}
        buttons={buttons}
      />
    </>
  );
}
