import { Text } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCopy,
  IconExternalLink,
  IconFileText,
  IconMapPin,
  IconPhone,
  IconPhoto,
  IconPlayerPlay,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './templates.css';
import { renderedTemplate, type TemplateDraft } from './template-policy.ts';
import type { ShownTemplate, TemplateButtonKind } from './template-parts.ts';

const buttonIcons: Readonly<Record<TemplateButtonKind, ReactNode>> = {
  reply: <IconArrowBackUp size={16} aria-hidden />,
  url: <IconExternalLink size={16} aria-hidden />,
  phone: <IconPhone size={16} aria-hidden />,
  copy: <IconCopy size={16} aria-hidden />,
  other: null,
};

const headerIcons = {
  image: IconPhoto,
  video: IconPlayerPlay,
  document: IconFileText,
  location: IconMapPin,
} as const;

/** The message as the customer will see it, while it is being filled in. */
export function TemplatePreview({ draft }: { draft: TemplateDraft }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="recado-template-canvas" aria-label={t('templates.preview')}>
      <TemplateBubble shown={renderedTemplate(draft)} />
    </section>
  );
}

/** A template as the telephone draws it. */
export function TemplateBubble({ shown }: { shown: ShownTemplate }): ReactNode {
  const { header, body, footer, buttons } = shown;
  return (
    <>
      <div className="recado-template-bubble">
        {header !== undefined && <Header header={header} />}
        {body !== '' && (
          <Text size="sm" component="div" className="recado-template-bubble-text">
            {body}
          </Text>
        )}
        {footer !== undefined && (
          <Text size="xs" c="dimmed">
            {footer}
          </Text>
        )}
      </div>
      {buttons.map(({ kind, text }, index) => (
        <div key={index} className="recado-template-bubble-button">
          {buttonIcons[kind]}
          <span>{text}</span>
        </div>
      ))}
    </>
  );
}

function Header({ header: { format, text } }: { header: NonNullable<ShownTemplate['header']> }): ReactNode {
  const { t } = useTranslation();
  if (format === 'text')
    return (
      <Text fw={600} size="sm">
        {text}
      </Text>
    );
  const Icon = headerIcons[format];
  return (
    <div className="recado-template-bubble-media">
      <Icon size={28} stroke={1.5} aria-hidden />
      <span>{format === 'location' ? t('templates.place') : t(`templates.fields.${format}`)}</span>
    </div>
  );
}
