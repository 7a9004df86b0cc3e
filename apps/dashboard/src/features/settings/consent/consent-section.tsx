import { Stack, Switch, TagsInput, Text } from '@mantine/core';
import { updateConsentSettings, type OptOutSettings } from '@recado/sdk';
import { OptOutSettings as Settings } from '@recado/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useTell } from '../../../lib/tell.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Loaded } from '../loaded.tsx';
import { consentQuery } from '../queries.ts';
import { SaveRow } from '../save-row.tsx';
import { ConfirmationField } from './confirmation-field.tsx';
import { ConsentTester } from './consent-tester.tsx';

/** By which words customers opt out and in, and what they are answered. */
export function ConsentSection(): ReactNode {
  return (
    <Loaded query={useQuery(consentQuery)}>
      {(settings) => <ConsentForm key={JSON.stringify(settings)} saved={Settings.parse(settings)} />}
    </Loaded>
  );
}

function useSave() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: (body: OptOutSettings) => call(updateConsentSettings({ client, body })),
    onSuccess: (saved) => {
      queries.setQueryData(consentQuery.queryKey, saved);
      tell.done(t('words.saved'));
    },
  });
}

function ConsentForm({ saved }: { saved: Settings }): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(saved);
  const isReadOnly = !useMay('contacts:write');
  const save = useSave();
  const set = (changed: Partial<Settings>): void => setDraft({ ...draft, ...changed });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    save.mutate(draft);
  };
  return (
    <Stack gap="lg">
      <Panel title={t('settings.names.consent')}>
        <form onSubmit={submit}>
          <Stack>
            <Text size="sm" c="dimmed">
              {t('settings.consent.hint')}
            </Text>
            <Switch
              label={t('settings.consent.enabled')}
              description={t('settings.consent.enabledHint')}
              checked={draft.isEnabled}
              disabled={isReadOnly}
              onChange={({ currentTarget }) => set({ isEnabled: currentTarget.checked })}
            />
            <TagsInput
              label={t('settings.consent.optOut')}
              value={draft.optOutKeywords}
              readOnly={isReadOnly}
              maxTags={50}
              onChange={(optOutKeywords) => set({ optOutKeywords })}
            />
            <ConfirmationField
              label={t('settings.consent.optOutConfirmation')}
              value={draft.optOutConfirmation}
              isReadOnly={isReadOnly}
              onChange={(optOutConfirmation) => set({ optOutConfirmation })}
            />
            <TagsInput
              label={t('settings.consent.optIn')}
              value={draft.optInKeywords}
              readOnly={isReadOnly}
              maxTags={50}
              onChange={(optInKeywords) => set({ optInKeywords })}
            />
            <ConfirmationField
              label={t('settings.consent.optInConfirmation')}
              value={draft.optInConfirmation}
              isReadOnly={isReadOnly}
              onChange={(optInConfirmation) => set({ optInConfirmation })}
            />
            {!isReadOnly && (
              <SaveRow
                isDirty={JSON.stringify(draft) !== JSON.stringify(saved)}
                isBusy={save.isPending}
                error={save.error}
              />
            )}
          </Stack>
        </form>
      </Panel>
      <ConsentTester settings={draft} />
    </Stack>
  );
}
