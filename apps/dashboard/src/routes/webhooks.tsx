import { createRoute } from '@tanstack/react-router';
import { webhookSearch } from '../features/webhooks/log/delivery-filters.ts';
import { uuidOf } from '../lib/search-params.ts';
import { lazyPage, loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const webhooksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks',
  validateSearch: ({ instanceId }: Record<string, unknown>): { instanceId?: string } => {
    const id = uuidOf(instanceId);
    return id === undefined ? {} : { instanceId: id };
  },
  loader: () => loadPage('webhooks', 'eventTypes', 'deliveryErrors'),
  component: lazyPage(() => import('../features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});

export const newWebhookRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks/new',
  loader: () => loadPage('webhooks', 'eventTypes', 'deliveryErrors'),
  component: lazyPage(() => import('../features/webhooks/form/new-webhook-page.tsx'), 'NewWebhookPage'),
});

export const webhookRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks/$webhookId',
  validateSearch: webhookSearch,
  loader: () => loadPage('webhooks', 'eventTypes', 'deliveryErrors'),
  component: lazyPage(() => import('../features/webhooks/detail/webhook-page.tsx'), 'WebhookPage'),
});
