import { Button, Group, NativeSelect, NumberInput, Stack, TextInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { updateInstance, type Instance, type UpdateInstance } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call, failureOf } from '../../../lib/api/problem.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { numbersKey } from '../queries.ts';
import { changesOf, draftOf, type SettingsDraft } from './settings-policy.ts';

export interface SettingsPanelProps {
  number: Instance;
  isReadOnly: boolean;
}

function useSave(id: string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateInstance) => call(updateInstance({ client, path: { id }, body })),
    onSuccess: async () => {
      notifications.show({ message: t('words.saved') });
      await queries.invalidateQueries({ queryKey: numbersKey });
    },
  });
}

/** How the number is called and how it sends. Only what was changed is written. */
export function SettingsPanel({ number, isReadOnly }: SettingsPanelProps): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(number));
  const save = useSave(number.id);
  const changes = changesOf(number, draft);
  const faults = save.error === null ? undefined : failureOf(save.error).fields;
  const set = (changed: Partial<SettingsDraft>): void => setDraft({ ...draft, ...changed });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (changes !== undefined) save.mutate(changes);
  };
  return (
    <Panel title={t('numbers.detail.settings')}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('numbers.settings.name')}
            value={draft.name}
            readOnly={isReadOnly}
            required
            error={faults?.get('name')}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Textarea
            label={t('numbers.settings.description')}
            value={draft.description}
            readOnly={isReadOnly}
            autosize
            minRows={1}
            maxRows={6}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
          <SendingFields draft={draft} set={set} isReadOnly={isReadOnly} channel={number.channel} />
          {number.web !== null && !isReadOnly && (
            <ProxyField
              host={number.web.proxyHost}
              draft={draft}
              set={set}
              error={faults?.get('web.proxyUrl')}
            />
          )}
          {save.isError && <ErrorState error={save.error} />}
          {!isReadOnly && (
            <Group justify="flex-end">
              <Button type="submit" loading={save.isPending} disabled={changes === undefined}>
                {t('words.save')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Panel>
  );
}

interface FieldsProps {
  draft: SettingsDraft;
  set: (changed: Partial<SettingsDraft>) => void;
}

function SendingFields({
  draft,
  set,
  isReadOnly,
  channel,
}: FieldsProps & { isReadOnly: boolean; channel: Instance['channel'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <div className="recado-fields">
        <NumberInput
          label={t('numbers.settings.messagesPerSecond')}
          description={t('numbers.settings.messagesPerSecondHint')}
          value={draft.messagesPerSecond}
          readOnly={isReadOnly}
          min={0.01}
          max={1_000}
          hideControls
          onChange={(messagesPerSecond) => set({ messagesPerSecond })}
        />
        <NativeSelect
          label={t('numbers.settings.inDoubt')}
          description={t('numbers.settings.inDoubtHint')}
          value={draft.inDoubtPolicy}
          disabled={isReadOnly}
          data={[
            { value: 'hold', label: t('numbers.settings.inDoubtHold') },
            { value: 'resend', label: t('numbers.settings.inDoubtResend') },
          ]}
          onChange={(event) =>
            set({ inDoubtPolicy: event.currentTarget.value === 'resend' ? 'resend' : 'hold' })
          }
        />
      </div>
      {channel === 'web' && (
        <div className="recado-fields">
          <NumberInput
            label={t('numbers.settings.newContacts')}
            description={t('numbers.settings.newContactsHint')}
            value={draft.newContactsPerDay}
            readOnly={isReadOnly}
            min={0}
            max={10_000}
            allowDecimal={false}
            hideControls
            onChange={(newContactsPerDay) => set({ newContactsPerDay })}
          />
          <NativeSelect
            label={t('numbers.settings.pacing')}
            description={t('numbers.settings.pacingHint')}
            value={draft.pacing}
            disabled={isReadOnly}
            data={[
              { value: 'human', label: t('numbers.settings.pacingHuman') },
              { value: 'off', label: t('numbers.settings.pacingOff') },
            ]}
            onChange={(event) => set({ pacing: event.currentTarget.value === 'off' ? 'off' : 'human' })}
          />
        </div>
      )}
    </>
  );
}

function ProxyField({
  draft,
  set,
  host,
  error,
}: FieldsProps & { host: string | null; error: string | undefined }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group align="flex-end">
      <TextInput
        flex={1}
        miw={240}
        label={t('numbers.settings.proxy')}
        description={
          host === null
            ? t('numbers.settings.proxyHint')
            : `${t('numbers.settings.proxyNow', { host })}. ${t('numbers.settings.proxyHint')}`
        }
        value={draft.proxyUrl ?? ''}
        autoComplete="off"
        error={error}
        onChange={(event) => set({ proxyUrl: event.currentTarget.value })}
      />
      {host !== null && draft.proxyUrl !== null && (
        <Button variant="default" onClick={() => set({ proxyUrl: null })}>
          {t('numbers.settings.proxyRemove')}
        </Button>
      )}
    </Group>
  );
}
