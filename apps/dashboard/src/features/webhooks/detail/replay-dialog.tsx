import { Button, Group, Modal, NativeSelect, Radio, Stack, Text } from '@mantine/core';
import { eventTypes } from '@recado/contracts/event-types';
import { replayWebhook, type EventType, type Webhook } from '@recado/sdk';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { MomentField } from '../../../ui/moment-field.tsx';
import { covers } from '../form/event-selection.ts';

const route = getRouteApi('/shell/webhooks/$webhookId');
const DAY_MS = 24 * 3_600_000;

interface Range {
  onlyFailed: boolean;
  type?: EventType | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const isBackwards = ({ from, to }: Range): boolean =>
  from !== undefined && to !== undefined && Date.parse(to) <= Date.parse(from);

/** Begins to deliver past events once more; how far it is then stands on the page. */
export function ReplayDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const [range, setRange] = useState<Range>(() => ({
    onlyFailed: true,
    from: new Date(Date.now() - DAY_MS).toISOString(),
  }));
  const { from = '', to, type, onlyFailed } = range;
  const body = {
    from,
    onlyFailed,
    ...(to !== undefined && { to }),
    ...(type !== undefined && { types: [type] }),
  };
  const replay = useMutation({
    mutationFn: () => call(replayWebhook({ client, path: { id: webhook.id }, body })),
    onSuccess: async ({ id }) => {
      onClose();
      await navigate({ search: { replay: id }, resetScroll: false });
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    replay.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('webhooks.replay.title')}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('webhooks.replay.body')}</Text>
          <RangeFields
            webhook={webhook}
            range={range}
            set={(changed) => setRange({ ...range, ...changed })}
          />
          {replay.isError && <ErrorState error={replay.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('words.cancel')}
            </Button>
            <Button type="submit" loading={replay.isPending} disabled={from === '' || isBackwards(range)}>
              {t('webhooks.replay.start')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface RangeFieldsProps {
  webhook: Webhook;
  range: Range;
  set: (changed: Partial<Range>) => void;
}

function RangeFields({ webhook, range, set }: RangeFieldsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Radio.Group
        label={t('webhooks.replay.what')}
        value={range.onlyFailed ? 'failed' : 'all'}
        onChange={(value) => set({ onlyFailed: value === 'failed' })}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="failed" label={t('webhooks.replay.onlyFailed')} />
          <Radio value="all" label={t('webhooks.replay.all')} />
        </Stack>
      </Radio.Group>
      <NativeSelect
        label={t('webhooks.replay.types')}
        value={range.type ?? ''}
        data={[
          { value: '', label: t('webhooks.replay.allTypes') },
          ...eventTypes.filter((one) => covers(webhook.events, one)),
        ]}
        onChange={({ currentTarget }) => set({ type: eventTypes.find((one) => one === currentTarget.value) })}
      />
      <div className="recado-fields">
        <MomentField
          label={t('webhooks.replay.from')}
          value={range.from}
          onChange={(from) => set({ from })}
          error={range.from === undefined && t('webhooks.replay.fromMissing')}
        />
        <MomentField
          label={t('webhooks.replay.to')}
          value={range.to}
          onChange={(to) => set({ to })}
          error={isBackwards(range) && t('webhooks.replay.rangeBad')}
        />
      </div>
    </>
  );
}
