import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeaderDraft } from './webhook-draft.ts';
import type { WebhookFieldsProps } from './webhook-fields-props.ts';

const MOST = 20;

export interface HeaderFieldsProps extends WebhookFieldsProps {
  kept: readonly string[];
}

/** Headers to send along. Those that an endpoint has cannot be read, only kept or replaced as a whole. */
export function HeaderFields({ draft, set, faults, kept }: HeaderFieldsProps): ReactNode {
  const { t } = useTranslation();
  const { headers } = draft;
  return (
    <Stack gap="xs" role="group" aria-label={t('webhooks.form.headers')}>
      <div>
        <Text size="sm" fw={500}>
          {t('webhooks.form.headers')}
        </Text>
        <Text size="xs" c="dimmed">
          {headers === undefined
            ? t('webhooks.form.headersKept', { names: kept.join(', ') })
            : t('webhooks.form.headersHint')}
        </Text>
      </div>
      {headers?.map((header, index) => (
        <HeaderRow
          key={index}
          header={header}
          place={index + 1}
          fault={faults?.get(`headers.${header.name}`)}
          onChange={(changed) => set({ headers: headers.with(index, { ...header, ...changed }) })}
          onRemove={() => set({ headers: headers.toSpliced(index, 1) })}
        />
      ))}
      <Group gap="xs">
        {headers !== undefined && headers.length < MOST && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => set({ headers: [...headers, { name: '', value: '' }] })}
          >
            {t('webhooks.form.headerAdd')}
          </Button>
        )}
        {kept.length > 0 && (
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              set({ headers: headers === undefined ? kept.map((name) => ({ name, value: '' })) : undefined })
            }
          >
            {t(headers === undefined ? 'webhooks.form.headersReplace' : 'webhooks.form.headersKeep')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface HeaderRowProps {
  header: HeaderDraft;
  place: number;
  fault: string | undefined;
  onChange: (changed: Partial<HeaderDraft>) => void;
  onRemove: () => void;
}

function HeaderRow({ header, place, fault, onChange, onRemove }: HeaderRowProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <TextInput
        flex={1}
        aria-label={t('webhooks.form.headerName', { place })}
        placeholder="x-api-key"
        value={header.name}
        error={fault}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      <TextInput
        flex={2}
        aria-label={t('webhooks.form.headerValue', { place })}
        autoComplete="off"
        value={header.value}
        onChange={({ currentTarget }) => onChange({ value: currentTarget.value })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('webhooks.form.headerRemove', { place })}
        onClick={onRemove}
      >
        <IconX size={16} />
      </ActionIcon>
    </Group>
  );
}
