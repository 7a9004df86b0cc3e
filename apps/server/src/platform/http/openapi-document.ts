import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Event, EventEnvelope, Problem } from '@recado/contracts';
import { problemExamples } from './api-problems.ts';
import { completeOperation, type Operation } from './openapi-operations.ts';
import { joinDirections, toOpenApiSchema } from './openapi-schemas.ts';
import { openApiTags } from './openapi-tags.ts';
import { openApiWebhooks } from './openapi-webhooks.ts';

/** Grows with the contract; what is taken away or changes its meaning raises the first number. */
const API_VERSION = '0.1.0';

const DESCRIPTION = `Send and receive WhatsApp messages over HTTP, with every event on your webhooks.

Sign in with \`POST /auth/login\`, or use an API key; both go into \`Authorization: Bearer …\`.
Every error is \`application/problem+json\` (RFC 9457) with a stable \`code\`: see [the list](/docs/errors).
Lists answer \`{ items, nextCursor }\`; pass \`nextCursor\` as \`cursor\` to get the next page.`;

type PathItem = OpenAPIObject['paths'][string];

function baseDocument(): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Recado')
    .setDescription(DESCRIPTION)
    .setVersion(API_VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This server')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description: 'An access token, or an API key (`rk_…`)',
    });
  for (const { name, description } of openApiTags) builder.addTag(name, description);
  return builder.build();
}

/** Components that no route names by a Zod schema: every error, and what webhooks get. */
function moreComponents(): Record<string, unknown> {
  const converted = [Problem, EventEnvelope, Event].map((schema) =>
    toOpenApiSchema(schema, { schemaType: 'output' }),
  );
  return Object.fromEntries(converted.flatMap((schema) => Object.entries(schema?.components ?? {})));
}

const sorted = <T>(record: Record<string, T>): [string, T][] =>
  Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'responses' in value;

const completePath = (path: string, item: PathItem): PathItem =>
  Object.fromEntries(
    Object.entries(item).map(([method, part]: [string, unknown]) => [
      method,
      isOperation(part) ? completeOperation(path, part) : part,
    ]),
  );

/**
 * The OpenAPI 3.1 document of every route of the application. The same routes always give the same text: paths and
 * components are sorted.
 */
export function buildOpenApiDocument(app: INestApplication): Record<string, unknown> {
  const document = SwaggerModule.createDocument(app, baseDocument(), {
    autoTagControllers: false,
    standardSchemaConverter: toOpenApiSchema,
  });
  const paths = sorted(document.paths).map(([path, item]) => [path, completePath(path, item)]);
  return joinDirections({
    ...document,
    paths: Object.fromEntries(paths),
    webhooks: openApiWebhooks(),
    components: {
      ...document.components,
      examples: problemExamples(),
      schemas: { ...moreComponents(), ...document.components?.schemas },
    },
  });
}
