import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { webhookSearch } from '../features/webhooks/log/delivery-filters.ts';
import { uuidOf } from '../lib/search-params.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const webhooksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks',
  validateSearch: ({ instanceId }: Record<string, unknown>): { instanceId?: string } => {
    const id = uuidOf(instanceId);
    return id === undefined ? {} : { instanceId: id };
  },
  loader: () => loadTexts('webhooks', 'eventTypes', 'deliveryErrors'),
  component: lazyPart(() => import('../features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});

export const newWebhookRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks/new',
  loader: () => loadTexts('webhooks', 'eventTypes', 'deliveryErrors'),
  component: lazyPart(() => import('../features/webhooks/form/new-webhook-page.tsx'), 'NewWebhookPage'),
});

export const webhookRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks/$webhookId',
  validateSearch: webhookSearch,
  loader: () => loadTexts('webhooks', 'eventTypes', 'deliveryErrors'),
  component: lazyPart(() => import('../features/webhooks/detail/webhook-page.tsx'), 'WebhookPage'),
});
