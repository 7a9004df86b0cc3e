import { List, NumberInput, Stack, Text } from '@mantine/core';
import { updateRetention, type PutRetention, type RetentionSettings } from '@recado/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call, failureOf } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useFormat } from '../../../lib/format.ts';
import { useTell } from '../../../lib/tell.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Loaded } from '../loaded.tsx';
import { retentionQuery } from '../queries.ts';
import { SaveRow } from '../save-row.tsx';
import { isShorter, keptDays, type Kept } from './retention-policy.ts';

/** How long what is kept. */
export function RetentionSection(): ReactNode {
  return (
    <Loaded query={useQuery(retentionQuery)}>
      {(settings) => <RetentionForm key={JSON.stringify(settings)} settings={settings} />}
    </Loaded>
  );
}

function useSave(onSaved: () => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: (body: PutRetention) => call(updateRetention({ client, body })),
    onSuccess: (saved) => {
      queries.setQueryData(retentionQuery.queryKey, saved);
      tell.done(t('words.saved'));
    },
    onSettled: onSaved,
  });
}

function RetentionForm({ settings }: { settings: RetentionSettings }): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Kept>({
    messagesDays: settings.messagesDays,
    eventsDays: settings.eventsDays,
  });
  const [isAsking, setAsking] = useState(false);
  const isReadOnly = !useMay('settings:write');
  const save = useSave(() => setAsking(false));
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isShorter(settings, draft)) setAsking(true);
    else save.mutate(draft);
  };
  const faults = save.error === null ? undefined : failureOf(save.error).fields;
  const field = (name: keyof Kept) => ({
    value: draft[name] ?? '',
    readOnly: isReadOnly,
    min: 1,
    max: settings.limits[name] ?? 3_650,
    clampBehavior: 'blur' as const,
    allowDecimal: false,
    allowNegative: false,
    hideControls: true,
    maw: 480,
    error: faults?.get(name),
    onChange: (days: number | string) =>
      setDraft({ ...draft, [name]: typeof days === 'number' ? days : null }),
  });
  const { limits } = settings;
  return (
    <Panel title={t('settings.names.retention')}>
      <form onSubmit={submit}>
        <Stack>
          <NumberInput
            label={t('settings.retention.messages')}
            description={t('settings.retention.messagesHint')}
            placeholder={
              limits.messagesDays === null
                ? t('settings.retention.forever')
                : t('settings.retention.operator', { days: limits.messagesDays })
            }
            {...field('messagesDays')}
          />
          <NumberInput
            label={t('settings.retention.events')}
            description={t('settings.retention.eventsHint', { days: limits.eventsDays })}
            placeholder={t('settings.retention.operator', { days: limits.eventsDays })}
            {...field('eventsDays')}
          />
          <Others days={settings.providerUpdatesDays} />
          {!isReadOnly && (
            <SaveRow
              isDirty={
                draft.messagesDays !== settings.messagesDays || draft.eventsDays !== settings.eventsDays
              }
              isBusy={save.isPending}
              error={save.error}
            />
          )}
        </Stack>
      </form>
      <ConfirmDialog
        title={t('settings.retention.confirm.title')}
        confirm={t('settings.retention.confirm.action')}
        isOpen={isAsking}
        isBusy={save.isPending}
        isDangerous
        error={null}
        onConfirm={() => save.mutate(draft)}
        onClose={() => setAsking(false)}
      >
        <Consequences settings={settings} draft={draft} />
      </ConfirmDialog>
    </Panel>
  );
}

/** What goes for good once it is saved. */
function Consequences({ settings, draft }: { settings: RetentionSettings; draft: Kept }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Stack gap="xs">
      <Text size="sm">{t('settings.retention.confirm.body')}</Text>
      <List size="sm">
        {(['messagesDays', 'eventsDays'] as const)
          .filter((name) => isShorter(settings, { ...settings, [name]: draft[name] }))
          .map((name) => (
            <List.Item key={name}>
              {t(`settings.retention.confirm.${name}`, {
                days: format.number(keptDays(settings, draft, name) ?? 0),
              })}
            </List.Item>
          ))}
      </List>
    </Stack>
  );
}

/** What has a time of its own, so that nobody has to ask. */
function Others({ days }: { days: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {t('settings.retention.others')}
      </Text>
      <List size="sm" c="dimmed">
        <List.Item>{t('settings.retention.providerUpdates', { days })}</List.Item>
        <List.Item>{t('settings.retention.uploads')}</List.Item>
        <List.Item>{t('settings.retention.audit')}</List.Item>
      </List>
    </div>
  );
}
