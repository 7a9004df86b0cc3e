import { IconArrowBackUp, IconCopy, IconExternalLink, IconList, IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { fieldsOf, listField, textField, type Fields } from '../../../../lib/content-fields.ts';
import { MediaContent } from '../media/media-content.tsx';
import { WhatsAppText } from '../text/said-text.tsx';

export interface ShownButton {
  kind: 'reply' | 'url' | 'list' | 'phone' | 'copy' | 'other';
  text: string;
  url?: string | undefined;
}

const icons: Readonly<Record<ShownButton['kind'], ReactNode>> = {
  reply: <IconArrowBackUp size={16} aria-hidden />,
  url: <IconExternalLink size={16} aria-hidden />,
  list: <IconList size={16} aria-hidden />,
  phone: <IconPhone size={16} aria-hidden />,
  copy: <IconCopy size={16} aria-hidden />,
  other: null,
};

export interface InteractiveParts {
  header?: ReactNode;
  body: string;
  footer?: string | undefined;
  buttons: readonly ShownButton[];
  children?: ReactNode;
}

/** A message with buttons as the customer sees it; what they would tap does nothing here. */
export function Interactive({ header, body, footer, buttons, children }: InteractiveParts): ReactNode {
  return (
    <div className="recado-thread-interactive">
      {header}
      {body !== '' && <WhatsAppText text={body} />}
      {footer !== undefined && <p className="recado-thread-footer">{footer}</p>}
      {children}
      {buttons.map(({ kind, text, url }, at) =>
        url === undefined ? (
          <span key={at} className="recado-thread-choice-button">
            {icons[kind]} {text}
          </span>
        ) : (
          <a
            key={at}
            className="recado-thread-choice-button"
            href={url}
            target="_blank"
            rel="noopener noreferrer"
          >
            {icons[kind]} {text}
          </a>
        ),
      )}
    </div>
  );
}

const mediaHeaders = ['image', 'video', 'document'] as const;

/** What stands above the text: a line, or a file. */
function Header({ header }: { header: unknown }): ReactNode {
  const fields = fieldsOf(header);
  const text = typeof header === 'string' ? header : textField(fields, 'text');
  if (text !== undefined) return <p className="recado-thread-header">{text}</p>;
  const type = mediaHeaders.find((kind) => kind in fields);
  return type === undefined ? null : <MediaContent type={type} fields={fieldsOf(fields[type])} />;
}

const bodyOf = (fields: Fields): string => textField(fields, 'body') ?? '';

export function ButtonsContent({ fields }: { fields: Fields }): ReactNode {
  return (
    <Interactive
      header={<Header header={fields['header']} />}
      body={bodyOf(fields)}
      footer={textField(fields, 'footer')}
      buttons={listField(fields, 'buttons').map((button) => ({
        kind: 'reply',
        text: textField(button, 'title') ?? '',
      }))}
    />
  );
}

export function LinkContent({ fields }: { fields: Fields }): ReactNode {
  return (
    <Interactive
      header={<Header header={fields['header']} />}
      body={bodyOf(fields)}
      footer={textField(fields, 'footer')}
      buttons={[{ kind: 'url', text: textField(fields, 'displayText') ?? '', url: textField(fields, 'url') }]}
    />
  );
}

export function ListContent({ fields }: { fields: Fields }): ReactNode {
  return (
    <Interactive
      header={<Header header={fields['header']} />}
      body={bodyOf(fields)}
      footer={textField(fields, 'footer')}
      buttons={[]}
    >
      <details className="recado-thread-list">
        <summary>
          {icons.list} {textField(fields, 'button')}
        </summary>
        {listField(fields, 'sections').map((section, at) => (
          <div key={at}>
            {textField(section, 'title') !== undefined && (
              <p className="recado-thread-list-section">{textField(section, 'title')}</p>
            )}
            {listField(section, 'rows').map((row, place) => (
              <p key={place} className="recado-thread-list-row">
                {textField(row, 'title')}
                <span className="recado-thread-file-facts">{textField(row, 'description')}</span>
              </p>
            ))}
          </div>
        ))}
      </details>
    </Interactive>
  );
}
