import { Button, Group, Modal, Stack, TagsInput, TextInput } from '@mantine/core';
import { createContact } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call, failureOf } from '../../lib/api/problem.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { contactsKey } from './queries.ts';

/** Adds a contact before it writes or is written to. */
export function NewContactDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState({ phoneNumber: '', name: '', email: '' });
  const [labels, setLabels] = useState<string[]>([]);
  const create = useMutation({
    mutationFn: () => {
      const { phoneNumber, name, email } = typed;
      const body = { phoneNumber, labels, ...(name !== '' && { name }), ...(email !== '' && { email }) };
      return call(createContact({ client, body }));
    },
    onSuccess: async ({ id: contactId }) => {
      void queries.invalidateQueries({ queryKey: contactsKey });
      onClose();
      await navigate({ to: '/contacts/$contactId', params: { contactId }, search: {} });
    },
  });
  const faults = create.error === null ? undefined : failureOf(create.error).fields;
  const field = (name: keyof typeof typed) => ({
    label: t(`contacts.fields.${name}`),
    value: typed[name],
    error: faults?.get(name),
    autoComplete: 'off',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: currentTarget.value }),
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('contacts.new.open')}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput data-autofocus type="tel" placeholder="+5511999999999" {...field('phoneNumber')} />
          <TextInput {...field('name')} />
          <TextInput type="email" {...field('email')} />
          <TagsInput label={t('contacts.columns.labels')} value={labels} onChange={setLabels} />
          {create.isError && <ErrorState error={create.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('words.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={typed.phoneNumber.trim().length < 5}>
              {t('contacts.new.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
