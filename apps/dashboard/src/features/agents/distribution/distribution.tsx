import { Button, Checkbox, Group, NumberInput, Stack, Switch } from '@mantine/core';
import { replaceDistribution, type DistributionSettings } from '@recado/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useTell } from '../../../lib/tell.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LoadingRows } from '../../../ui/loading-rows.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { LeaveGuard } from '../editor/leave-guard.tsx';
import { NoNumbers } from '../no-numbers.tsx';
import { distributionQuery } from '../queries.ts';
import { ChainEditor } from './chain-editor.tsx';
import { isSame, savedOf } from './chain-policy.ts';
import { DryRun } from './dry-run.tsx';

/** How a number's conversations find their agents, and who would get the next one. */
export function Distribution({ number }: { number: string | undefined }): ReactNode {
  if (number === undefined) return <NoNumbers />;
  return <OfNumber number={number} />;
}

function OfNumber({ number }: { number: string }): ReactNode {
  const settings = useQuery(distributionQuery(number));
  if (settings.isPending) return <LoadingRows />;
  if (settings.data === undefined)
    return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  return <Desk key={JSON.stringify(settings.data)} number={number} saved={settings.data} />;
}

function useSave(number: string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: (settings: DistributionSettings) =>
      call(replaceDistribution({ client, path: { id: number }, body: savedOf(settings) })),
    onSuccess: (saved) => {
      tell.done(t('words.saved'));
      queries.setQueryData(distributionQuery(number).queryKey, saved);
    },
  });
}

function Desk({ number, saved }: { number: string; saved: DistributionSettings }): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(saved);
  const save = useSave(number);
  const isReadOnly = !useMay('agents:write');
  const isDirty = !isSame(draft, saved);
  const set = (changed: Partial<DistributionSettings>): void => setDraft({ ...draft, ...changed });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    save.mutate(draft);
  };
  return (
    <div className="recado-desk">
      <LeaveGuard isDirty={isDirty} />
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Panel title={t('agents.distribution.title')}>
            <Stack>
              <Switch
                label={t('agents.distribution.enabled')}
                description={t('agents.distribution.enabledHint')}
                checked={draft.isEnabled}
                disabled={isReadOnly}
                onChange={({ currentTarget }) => set({ isEnabled: currentTarget.checked })}
              />
              <ChainEditor chain={draft.chain} isReadOnly={isReadOnly} onChange={(chain) => set({ chain })} />
            </Stack>
          </Panel>
          <Panel title={t('agents.distribution.more')}>
            <MoreSettings draft={draft} isReadOnly={isReadOnly} set={set} />
          </Panel>
          {save.isError && <ErrorState error={save.error} />}
          {!isReadOnly && (
            <Group justify="flex-end">
              <Button type="submit" loading={save.isPending} disabled={!isDirty}>
                {t('words.save')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
      <DryRun number={number} draft={draft} isDirty={isDirty} />
    </div>
  );
}

interface MoreSettingsProps {
  draft: DistributionSettings;
  isReadOnly: boolean;
  set: (changed: Partial<DistributionSettings>) => void;
}

function MoreSettings({ draft, isReadOnly, set }: MoreSettingsProps): ReactNode {
  const { t } = useTranslation();
  const { reassignAfterMinutes, includeGroups } = draft;
  return (
    <Stack>
      <NumberInput
        label={t('agents.distribution.reassign')}
        description={t('agents.distribution.reassignHint')}
        placeholder={t('agents.distribution.never')}
        value={reassignAfterMinutes ?? ''}
        readOnly={isReadOnly}
        min={1}
        max={10_080}
        allowDecimal={false}
        hideControls
        maw={320}
        onChange={(minutes) => set({ reassignAfterMinutes: typeof minutes === 'number' ? minutes : null })}
      />
      <Checkbox
        label={t('agents.distribution.groups')}
        checked={includeGroups}
        disabled={isReadOnly}
        onChange={({ currentTarget }) => set({ includeGroups: currentTarget.checked })}
      />
    </Stack>
  );
}
