import { deleteWebhook, updateWebhook, type Webhook } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { useTell } from '../../lib/tell.ts';
import { webhooksKeys } from './queries.ts';

/** Reads the endpoints again. */
export function useRefreshWebhooks(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(webhooksKeys.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
}

/** What can be done with an endpoint at once. */
export function useWebhookActions({ id, url, events, retryConfig }: Webhook) {
  const { t } = useTranslation();
  const tell = useTell();
  const onSettled = useRefreshWebhooks();
  const path = { id };
  return {
    setActive: useMutation({
      mutationFn: (isActive: boolean) =>
        call(updateWebhook({ client, path, body: { url, events, retryConfig, isActive } })),
      onSuccess: ({ isActive }) =>
        tell.done(t(isActive ? 'webhooks.done.switchedOn' : 'webhooks.done.switchedOff')),
      onError: tell.failed,
      onSettled,
    }),
    remove: useMutation({
      mutationFn: () => call(deleteWebhook({ client, path })),
      onSuccess: () => tell.done(t('webhooks.done.deleted')),
    }),
  };
}
