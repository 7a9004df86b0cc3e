import { IconTemplate } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { textField, type Fields } from '../../../../lib/content-fields.ts';
import { useSaidTemplate } from '../../../../ui/templates/use-said-template.ts';
import { MediaContent } from '../media/media-content.tsx';
import { Interactive } from './interactive-content.tsx';

/** A template with its variables filled in. */
export function TemplateContent({ fields, instanceId }: { fields: Fields; instanceId: string }): ReactNode {
  const { header, file, body, footer, buttons } = useSaidTemplate(instanceId, fields);
  return (
    <>
      <p className="recado-thread-kind">
        <IconTemplate size={14} aria-hidden /> {textField(fields, 'name')}
      </p>
      <Interactive
        header={
          <>
            {header?.format === 'text' && <p className="recado-thread-header">{header.text}</p>}
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
