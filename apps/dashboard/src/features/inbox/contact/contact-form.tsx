import { ActionIcon, Button, Group, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import type { ContactDetails } from '@recado/sdk';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/error-state.tsx';
import { useContactActions } from './contact-actions.ts';
import { changeOf, typedOf, type TypedField } from './contact-form-policy.ts';

/** Changes what is kept of a contact. */
export function ContactForm({ contact, onDone }: { contact: ContactDetails; onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const { update } = useContactActions(contact);
  const [typed, setTyped] = useState(() => typedOf(contact));
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    update.mutate(changeOf(contact, typed), { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          autoFocus
          label={t('inbox.contact.name')}
          maxLength={255}
          value={typed.name}
          onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
        />
        <TextInput
          type="email"
          label={t('inbox.contact.email')}
          maxLength={320}
          value={typed.email}
          onChange={(event) => setTyped({ ...typed, email: event.currentTarget.value })}
        />
        <TagsInput
          label={t('inbox.contact.labels')}
          value={typed.labels}
          onChange={(labels) => setTyped({ ...typed, labels })}
          acceptValueOnBlur
          splitChars={[',', ';']}
          maxTags={50}
          maxLength={50}
        />
        <Fields fields={typed.fields} onChange={(fields) => setTyped({ ...typed, fields })} />
        {update.error !== null && <ErrorState error={update.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" size="xs" onClick={onDone}>
            {t('words.cancel')}
          </Button>
          <Button type="submit" size="xs" loading={update.isPending}>
            {t('words.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FieldsProps {
  fields: readonly TypedField[];
  onChange: (fields: TypedField[]) => void;
}

function Fields({ fields, onChange }: FieldsProps): ReactNode {
  const { t } = useTranslation();
  const change = (place: number, part: Partial<TypedField>): void =>
    onChange(fields.map((field, index) => (index === place ? { ...field, ...part } : field)));
  return (
    <fieldset className="recado-fieldset">
      <Text component="legend" size="sm" fw={500}>
        {t('inbox.contact.fields')}
      </Text>
      {fields.map(({ name, value }, place) => (
        <Group key={place} gap={4} wrap="nowrap" mt={4}>
          <TextInput
            size="xs"
            aria-label={t('inbox.contact.fieldName')}
            placeholder={t('inbox.contact.fieldName')}
            maxLength={100}
            value={name}
            onChange={(event) => change(place, { name: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            aria-label={t('inbox.contact.fieldValue')}
            placeholder={t('inbox.contact.fieldValue')}
            maxLength={1_000}
            value={value}
            onChange={(event) => change(place, { value: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="md"
            aria-label={t('inbox.contact.removeField', { name })}
            onClick={() => onChange(fields.filter((_, index) => index !== place))}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        mt={4}
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={12} aria-hidden />}
        onClick={() => onChange([...fields, { name: '', value: '' }])}
      >
        {t('inbox.contact.addField')}
      </Button>
    </fieldset>
  );
}
