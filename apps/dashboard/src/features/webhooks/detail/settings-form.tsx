import { Button, Group, Stack } from '@mantine/core';
import { updateWebhook, type Webhook } from '@recado/sdk';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call, failureOf } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useTell } from '../../../lib/tell.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { changeOf, draftOf, faultOf, type WebhookDraft } from '../form/webhook-draft.ts';
import { WebhookFields } from '../form/webhook-fields.tsx';
import { useRefreshWebhooks } from '../webhook-actions.ts';

/** The settings of an endpoint, to be changed by those who may. */
export function SettingsForm({ webhook }: { webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const mayChange = useMay('webhooks:write');
  const [draft, setDraft] = useState<WebhookDraft>(() => draftOf(webhook));
  const onSettled = useRefreshWebhooks();
  const save = useMutation({
    mutationFn: () => call(updateWebhook({ client, path: { id: webhook.id }, body: changeOf(draft) })),
    onSuccess: () => tell.done(t('words.saved')),
    onSettled,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  const isUnchanged = JSON.stringify(draft) === JSON.stringify(draftOf(webhook));
  return (
    <form onSubmit={submit} className="recado-medium">
      <Stack gap="lg">
        <WebhookFields
          draft={draft}
          set={(changed) => setDraft({ ...draft, ...changed })}
          faults={save.error === null ? undefined : failureOf(save.error).fields}
          isReadOnly={!mayChange}
          keptHeaders={webhook.headerNames}
        />
        {save.isError && <ErrorState error={save.error} />}
        {mayChange && (
          <Group justify="flex-end">
            <Button
              type="submit"
              loading={save.isPending}
              disabled={isUnchanged || faultOf(draft.url) === 'bad' || draft.events.length === 0}
            >
              {t('webhooks.form.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
