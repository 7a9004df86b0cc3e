import { CreateWebhook, UpdateWebhook, Webhook } from '@recado/contracts';
import { expect, it } from 'vitest';
import { changeOf, creationOf, draftOf, faultOf, newDraft } from './webhook-draft.ts';

const webhook = Webhook.parse(Webhook.meta()?.['example']);

it('a new endpoint is what the API takes', () => {
  const body = creationOf({
    ...newDraft,
    url: ' https://example.com/hooks ',
    headers: [
      { name: 'x-tenant', value: 'acme' },
      { name: ' ', value: '' },
    ],
  });
  expect(CreateWebhook.parse(body)).toMatchObject({
    url: 'https://example.com/hooks',
    instanceId: null,
    events: ['message.*'],
    headers: { 'x-tenant': 'acme' },
    retryConfig: { maxRetries: 8, retryDelay: 5_000 },
    rateLimit: null,
    timeoutMs: 15_000,
  });
  expect(body).not.toHaveProperty('secret');
});

it('what was not touched is sent back as it was, without the headers nobody can read', () => {
  const body = UpdateWebhook.parse(changeOf(draftOf(webhook)));
  expect(body).toMatchObject({
    url: webhook.url,
    events: webhook.events,
    retryConfig: webhook.retryConfig,
    connectTimeoutMs: webhook.connectTimeoutMs,
  });
  expect(body.headers).toBeUndefined();
  expect(body.isActive).toBeUndefined();
});

it.each([
  ['', 'bad'],
  ['example.com/hooks', 'bad'],
  ['ftp://example.com', 'bad'],
  ['https://exa mple.com', 'bad'],
  ['http://example.com/hooks', 'insecure'],
  ['https://localhost/hooks', 'private'],
  ['http://192.168.1.4:8080', 'private'],
  ['https://172.20.0.1', 'private'],
  ['https://[::1]/', 'private'],
  ['https://172.32.0.1', undefined],
  ['https://example.com/hooks', undefined],
] as const)('%o is %s', (url, fault) => {
  expect(faultOf(url)).toBe(fault);
});
