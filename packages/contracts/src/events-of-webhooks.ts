import { z } from 'zod';
import { eventEntry, exampleIds } from './event-entry.ts';
import { Webhook } from './webhooks.ts';

const webhook = Webhook.pick({ id: true, url: true });

const exampleWebhook: z.input<typeof webhook> = {
  id: '0198f3c0-0000-7000-8000-000000000009',
  url: 'https://example.com/hooks/recado',
};

/** What becomes of webhooks themselves. */
export const webhookEvents = {
  'webhook.disabled': eventEntry('webhook.disabled', {
    data: z.object({ webhook, reason: z.string().describe('In plain words') }),
    description:
      'Recado switched a webhook off: its endpoint answered 410, or nothing was delivered for 5 days. The other webhooks that ask for it are told; what waits for the one that is off is held until `PUT /webhooks/:id` switches it on again.',
    example: {
      instanceId: exampleIds.instance,
      conversationId: null,
      data: { webhook: exampleWebhook, reason: 'The endpoint answered 410 Gone' },
    },
  }),
  'webhook.test': eventEntry('webhook.test', {
    data: z.object({ webhook, text: z.string() }),
    description:
      'Somebody tests a webhook with `POST /webhooks/:id/test`. It goes to that endpoint alone, with the header `recado-test: true`, is tried once, and is neither listed nor streamed. Nothing follows.',
    example: {
      instanceId: exampleIds.instance,
      conversationId: null,
      data: { webhook: exampleWebhook, text: 'This is a test of your webhook.' },
    },
  }),
} as const;
