import { Button, Group, Modal, MultiSelect, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { createApiKey, type CreatedApiKey, type Permission } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { useNumbers } from '../../lib/api/numbers.ts';
import { call, failureOf } from '../../lib/api/problem.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { PermissionMatrix } from './permission-matrix.tsx';
import { peopleKey } from './queries.ts';

const DAY_MS = 24 * 3_600_000;
const lives = ['30', '90', '365', 'never'] as const;
type Life = (typeof lives)[number];

/** Makes a key with just the permissions it needs, and shows it, once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const [created, setCreated] = useState<CreatedApiKey>();
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      closeOnClickOutside={created === undefined}
      title={t(created === undefined ? 'people.keys.new' : 'people.keys.createdTitle')}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      {created === undefined ? (
        <NewKeyForm onCreated={setCreated} onClose={onClose} />
      ) : (
        <Created created={created} onClose={onClose} />
      )}
    </Modal>
  );
}

interface NewKeyFormProps {
  onCreated: (key: CreatedApiKey) => void;
  onClose: () => void;
}

function NewKeyForm({ onCreated, onClose }: NewKeyFormProps): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [held, setHeld] = useState<ReadonlySet<Permission>>(
    new Set(['messages:send', 'messages:read'] as const),
  );
  const [instanceIds, setInstanceIds] = useState<string[]>([]);
  const [life, setLife] = useState<Life>('365');
  const create = useMutation({
    mutationFn: () =>
      call(
        createApiKey({
          client,
          body: {
            name: name.trim(),
            permissions: [...held],
            ...(instanceIds.length > 0 && { instanceIds }),
            ...(life !== 'never' && {
              expiresAt: new Date(Date.now() + Number(life) * DAY_MS).toISOString(),
            }),
          },
        }),
      ),
    gcTime: 0,
    onSuccess: onCreated,
    onSettled: () => queries.invalidateQueries({ queryKey: peopleKey }),
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <div className="recado-fields">
          <TextInput
            label={t('people.keys.name')}
            description={t('people.keys.nameHint')}
            required
            maxLength={255}
            data-autofocus
            value={name}
            error={create.error === null ? undefined : failureOf(create.error).fields.get('name')}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <NativeSelect
            label={t('people.keys.expiry')}
            value={life}
            data={lives.map((value) => ({ value, label: t(`people.keys.days.${value}`) }))}
            onChange={({ currentTarget }) =>
              setLife(lives.find((one) => one === currentTarget.value) ?? 'never')
            }
          />
        </div>
        <NumbersField value={instanceIds} onChange={setInstanceIds} />
        <Stack gap={6}>
          <Text size="sm" fw={500}>
            {t('people.keys.may')}
          </Text>
          <Text size="xs" c="dimmed">
            {t('people.keys.mayHint')}
          </Text>
          <PermissionMatrix label={t('people.keys.may')} held={held} onChange={setHeld} />
        </Stack>
        {create.isError && <ErrorState error={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('words.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === '' || held.size === 0}>
            {t('people.keys.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface NumbersFieldProps {
  value: string[];
  onChange: (ids: string[]) => void;
}

function NumbersField({ value, onChange }: NumbersFieldProps): ReactNode {
  const { t } = useTranslation();
  const numbers = useNumbers() ?? [];
  return (
    <MultiSelect
      label={t('people.keys.numbers')}
      description={t('people.keys.numbersHint')}
      value={value}
      maxValues={100}
      data={numbers.map((number) => ({ value: number.id, label: number.name }))}
      onChange={onChange}
    />
  );
}

function Created({ created, onClose }: { created: CreatedApiKey; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack>
      <ShownOnce label={t('people.keys.key')} value={created.key} warning={t('people.keys.once')} />
      <div>
        <Text size="sm" fw={500} mb={6}>
          {t('people.keys.example')}
        </Text>
        <JsonView
          label={t('people.keys.example')}
          value={`curl ${window.location.origin}/me \\\n  -H 'authorization: Bearer ${created.key}'`}
        />
      </div>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('people.keys.done')}</Button>
      </Group>
    </Stack>
  );
}
