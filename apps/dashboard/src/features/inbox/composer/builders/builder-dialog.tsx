import { ActionIcon, Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { OutboundContent } from '@recado/sdk';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  builderFaults,
  builderForms,
  builtMessage,
  emptyDraft,
  withoutRow,
  withRow,
  withRowChanged,
  type BuilderDraft,
  type BuilderFault,
  type BuilderField,
  type BuilderKind,
  type BuilderRows,
} from './builder-policy.ts';

export interface BuilderDialogProps {
  kind: BuilderKind;
  onSend: (message: OutboundContent) => void;
  onClose: () => void;
}

/** Puts together a message that is more than a text: buttons, a list, a poll, a place, a contact. */
export function BuilderDialog({ kind, onSend, onClose }: BuilderDialogProps): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => emptyDraft(kind));
  const [wasTried, setWasTried] = useState(false);
  const faults = builderFaults(kind, draft);
  const { fields, rows } = builderForms[kind];
  const told = (fault: BuilderFault | undefined): string | undefined =>
    wasTried && fault !== undefined ? t(`composer.build.fault.${fault}`) : undefined;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setWasTried(true);
    if (faults.size > 0) return;
    onSend(builtMessage(kind, draft));
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`composer.build.kind.${kind}`)}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {fields.map((field, index) => (
            <Field
              key={field.name}
              field={field}
              isFirst={index === 0}
              value={draft.texts[field.name] ?? ''}
              error={told(faults.get(field.name))}
              onChange={(text) => setDraft({ ...draft, texts: { ...draft.texts, [field.name]: text } })}
            />
          ))}
          {rows !== undefined && (
            <Rows
              kind={kind}
              rows={rows}
              draft={draft}
              error={told(faults.get('rows'))}
              onChange={setDraft}
            />
          )}
          {kind === 'poll' && (
            <Checkbox
              label={t('composer.build.multiple')}
              checked={draft.isMultiple}
              onChange={({ currentTarget }) => setDraft({ ...draft, isMultiple: currentTarget.checked })}
            />
          )}
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t('words.cancel')}
            </Button>
            <Button type="submit">{t('composer.message.send')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface FieldProps {
  field: BuilderField;
  isFirst: boolean;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

function Field({ field: { name, most, isLong, isOptional }, isFirst, ...rest }: FieldProps): ReactNode {
  const { t } = useTranslation();
  const label = t(`composer.build.field.${name}`);
  const properties = {
    label: isOptional === true ? t('composer.build.optional', { label }) : label,
    maxLength: most,
    value: rest.value,
    error: rest.error,
    ...(isFirst && { 'data-autofocus': true }),
  };
  return isLong === true ? (
    <Textarea
      {...properties}
      autosize
      minRows={2}
      maxRows={8}
      onChange={({ currentTarget }) => rest.onChange(currentTarget.value)}
    />
  ) : (
    <TextInput {...properties} onChange={({ currentTarget }) => rest.onChange(currentTarget.value)} />
  );
}

interface RowsProps {
  kind: BuilderKind;
  rows: BuilderRows;
  draft: BuilderDraft;
  error: string | undefined;
  onChange: (draft: BuilderDraft) => void;
}

const rowWords = { buttons: 'button', list: 'row', poll: 'option' } as const;

function Rows({ kind, rows, draft, error, onChange }: RowsProps): ReactNode {
  const { t } = useTranslation();
  const word = kind === 'buttons' || kind === 'list' || kind === 'poll' ? rowWords[kind] : 'row';
  return (
    <Stack gap="xs">
      {draft.rows.map((row, index) => {
        const label = t(`composer.build.${word}`, { number: index + 1 });
        return (
          <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
            <Stack gap={4} flex={1}>
              <TextInput
                aria-label={label}
                placeholder={label}
                maxLength={rows.titleMost}
                value={row.title}
                onChange={({ currentTarget }) =>
                  onChange(withRowChanged(draft, index, { title: currentTarget.value }))
                }
              />
              {rows.descriptionMost !== undefined && row.title !== '' && (
                <TextInput
                  size="xs"
                  aria-label={t('composer.build.description', { label })}
                  placeholder={t('composer.build.description', { label })}
                  maxLength={rows.descriptionMost}
                  value={row.description}
                  onChange={({ currentTarget }) =>
                    onChange(withRowChanged(draft, index, { description: currentTarget.value }))
                  }
                />
              )}
            </Stack>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              disabled={draft.rows.length <= rows.least}
              aria-label={t('composer.build.remove', { label })}
              onClick={() => onChange(withoutRow(draft, index))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        );
      })}
      {error !== undefined && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
      {draft.rows.length < rows.most && (
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange(withRow(draft))}
          className="recado-starts"
        >
          {t('composer.build.add')}
        </Button>
      )}
    </Stack>
  );
}
