import { eventTypes } from '@recado/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { describeApi } from '../src/openapi/describe-api.ts';

const Parameter = z.object({ name: z.string(), in: z.literal('header'), required: z.boolean() });
const Webhook = z.object({
  post: z.object({
    operationId: z.string(),
    description: z.string().min(100),
    parameters: z.array(Parameter),
    requestBody: z.object({
      content: z.object({
        'application/json': z.object({
          schema: z.object({ $ref: z.string() }),
          example: z.looseObject({ type: z.string() }),
        }),
      }),
    }),
    responses: z.record(z.string(), z.object({ description: z.string() })),
  }),
});
const Document = z.object({ webhooks: z.record(z.string(), Webhook) });

const ajv = new Ajv2020({ strict: false });
addFormats(ajv);

let webhooks: z.infer<typeof Document>['webhooks'];

beforeAll(async () => {
  const document = z.looseObject({}).parse(JSON.parse(await describeApi()));
  ajv.addSchema(document, 'api');
  ({ webhooks } = Document.parse(document));
});

it('the document has one webhook for each type of event', () => {
  expect(Object.keys(webhooks).toSorted()).toEqual(eventTypes.toSorted());
  const names = Object.values(webhooks).map(({ post }) => post.operationId);
  expect(new Set(names).size).toBe(eventTypes.length);
});

it.each(eventTypes)('%s has an example that its schema takes, and that of no other type', (type) => {
  const bodies = Object.entries(webhooks).map(
    ([name, { post }]) => [name, post.requestBody.content['application/json']] as const,
  );
  const example = webhooks[type]?.post.requestBody.content['application/json'].example;
  expect(example?.type).toBe(type);
  const takers = bodies.filter(([, { schema }]) => ajv.validate({ $ref: `api${schema.$ref}` }, example));
  expect(takers.map(([name]) => name)).toEqual([type]);
});

it.each(eventTypes)('%s names its headers, and what each answer means', (type) => {
  const { parameters = [], responses = {} } = webhooks[type]?.post ?? {};
  const always = parameters.filter(({ required }) => required).map(({ name }) => name);
  expect(always).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
  const names = parameters.map(({ name }) => name);
  expect(names).toEqual([...always, 'x-hub-signature-256', 'recado-test']);
  expect(Object.keys(responses).toSorted()).toEqual(['2XX', '3XX', '410', '429', 'default'].toSorted());
});
