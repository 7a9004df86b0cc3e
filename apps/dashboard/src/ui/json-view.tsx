import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** JSON as it went over the wire, to be read and copied. Takes a value, or a text that is shown as it is when it is no JSON. */
export function JsonView({ label, value }: { label: string; value: unknown }): ReactNode {
  const { t } = useTranslation();
  const text = shown(value);
  return (
    <div className="recado-json">
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <ActionIcon
            className="recado-json-copy"
            variant="default"
            size="md"
            onClick={copy}
            aria-label={copied ? t('words.copied') : `${t('words.copy')}: ${label}`}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        )}
      </CopyButton>
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
    </div>
  );
}

function shown(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
