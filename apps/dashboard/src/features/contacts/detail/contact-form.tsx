import { ActionIcon, Button, Group, Stack, TagsInput, TextInput } from '@mantine/core';
import type { ContactDetails } from '@recado/sdk';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../../lib/api/problem.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { useContactActions } from '../contact-actions.ts';
import { changeOf, typedOf, type TypedContact } from './form-policy.ts';

/** Changes what is kept of a contact. */
export function ContactForm({ contact, onDone }: { contact: ContactDetails; onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const { update } = useContactActions(contact.id);
  const [typed, setTyped] = useState(() => typedOf(contact));
  const faults = update.error === null ? undefined : failureOf(update.error).fields;
  const change = (part: Partial<TypedContact>): void => setTyped({ ...typed, ...part });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    update.mutate(changeOf(contact, typed), { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t('contacts.fields.name')}
          value={typed.name}
          error={faults?.get('name')}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <TextInput
          type="email"
          label={t('contacts.fields.email')}
          value={typed.email}
          error={faults?.get('email')}
          onChange={({ currentTarget }) => change({ email: currentTarget.value })}
        />
        <TagsInput
          label={t('contacts.columns.labels')}
          value={typed.labels}
          onChange={(labels) => change({ labels })}
        />
        <OwnFields fields={typed.fields} onChange={(fields) => change({ fields })} />
        {update.isError && <ErrorState error={update.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('words.cancel')}
          </Button>
          <Button type="submit" loading={update.isPending}>
            {t('words.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface OwnFieldsProps {
  fields: TypedContact['fields'];
  onChange: (fields: TypedContact['fields']) => void;
}

function OwnFields({ fields, onChange }: OwnFieldsProps): ReactNode {
  const { t } = useTranslation();
  const set = (place: number, part: Partial<TypedContact['fields'][number]>): void =>
    onChange(fields.map((field, at) => (at === place ? { ...field, ...part } : field)));
  return (
    <Stack gap={6}>
      {fields.map(({ name, value }, place) => (
        <Group key={place} gap={6} wrap="nowrap">
          <TextInput
            flex={1}
            aria-label={t('contacts.fieldName')}
            placeholder={t('contacts.fieldName')}
            value={name}
            onChange={({ currentTarget }) => set(place, { name: currentTarget.value })}
          />
          <TextInput
            flex={1}
            aria-label={t('contacts.fieldValue')}
            placeholder={t('contacts.fieldValue')}
            value={value}
            onChange={({ currentTarget }) => set(place, { value: currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('contacts.removeField', { name })}
            onClick={() => onChange(fields.filter((_, at) => at !== place))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="xs"
        variant="default"
        w="fit-content"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...fields, { name: '', value: '' }])}
      >
        {t('contacts.addField')}
      </Button>
    </Stack>
  );
}
