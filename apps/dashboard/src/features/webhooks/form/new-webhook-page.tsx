import { Button, Group, Stack, Text } from '@mantine/core';
import { createWebhook, type WebhookWithSecret } from '@recado/sdk';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call, failureOf } from '../../../lib/api/problem.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ParentLink } from '../../../ui/parent-link.tsx';
import { PermissionGate } from '../../../ui/permission-gate.tsx';
import { LinkButton } from '../../../ui/router-link.tsx';
import { ShownOnce } from '../../../ui/shown-once.tsx';
import { Receivers } from '../receivers.tsx';
import { useRefreshWebhooks } from '../webhook-actions.ts';
import '../webhooks.css';
import { creationOf, faultOf, newDraft, type WebhookDraft } from './webhook-draft.ts';
import { WebhookFields } from './webhook-fields.tsx';

/** A new endpoint: its settings, and then its secret. */
export function NewWebhookPage(): ReactNode {
  const { t } = useTranslation();
  const [created, setCreated] = useState<WebhookWithSecret>();
  return (
    <div className="recado-medium">
      <ParentLink to="/webhooks">{t('webhooks.title')}</ParentLink>
      <PageHeader title={t(created === undefined ? 'webhooks.new' : 'webhooks.secret.createdTitle')} />
      <PermissionGate permission="webhooks:write">
        {created === undefined ? <NewWebhookForm onCreated={setCreated} /> : <Created webhook={created} />}
      </PermissionGate>
    </div>
  );
}

function NewWebhookForm({ onCreated }: { onCreated: (webhook: WebhookWithSecret) => void }): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<WebhookDraft>(newDraft);
  const onSettled = useRefreshWebhooks();
  const create = useMutation({
    mutationFn: () => call(createWebhook({ client, body: creationOf(draft) })),
    gcTime: 0,
    onSuccess: onCreated,
    onSettled,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <WebhookFields
          draft={draft}
          set={(changed) => setDraft({ ...draft, ...changed })}
          faults={create.error === null ? undefined : failureOf(create.error).fields}
        />
        {create.isError && <ErrorState error={create.error} />}
        <Group justify="flex-end">
          <Button
            type="submit"
            loading={create.isPending}
            disabled={faultOf(draft.url) === 'bad' || draft.events.length === 0}
          >
            {t('webhooks.form.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Created({ webhook }: { webhook: WebhookWithSecret }): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel
      title={webhook.url}
      actions={
        <LinkButton size="xs" to="/webhooks/$webhookId" params={{ webhookId: webhook.id }}>
          {t('webhooks.secret.toWebhook')}
        </LinkButton>
      }
    >
      <Stack>
        <ShownOnce
          label={t('webhooks.secret.label')}
          value={webhook.secret}
          warning={t('webhooks.secret.once')}
        />
        <Text size="sm">{t('webhooks.secret.next')}</Text>
        <Receivers />
      </Stack>
    </Panel>
  );
}
