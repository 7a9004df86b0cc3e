import type { OpenAPIObject } from '@nestjs/swagger';
import { eventCatalogue } from '@recado/contracts';

type PathItem = OpenAPIObject['paths'][string];
type Entry = (typeof eventCatalogue)[keyof typeof eventCatalogue];

const header = (name: string, description: string, example: string, required = true) => ({
  name,
  in: 'header' as const,
  required,
  description,
  schema: { type: 'string' as const },
  example,
});

const headers = [
  header('webhook-id', 'The id of the event, the same in every try', '0198f3c0-0000-7000-8000-00000000000a'),
  header('webhook-timestamp', 'When this try was signed, in seconds since 1970', '1795521600'),
  header(
    'webhook-signature',
    'One or more signatures, separated by spaces; any of them may be the one of your secret. Each is `v1,` and the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{raw body}` in base64, by the bytes that follow `whsec_` in the secret',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
  header(
    'x-hub-signature-256',
    'Only with `hubSignature`: `sha256=` and the HMAC-SHA256 of the raw body in hexadecimal, as Meta signs',
    'sha256=1f2d9b8c6a5e4f3d2c1b0a998877665544332211ffeeddccbbaa009988776655',
    false,
  ),
  header('recado-test', 'Only in what `POST /webhooks/:id/test` sends: `true`', 'true', false),
];

const responses = {
  '2XX': { description: 'Taken: this event is not sent again' },
  '3XX': {
    description: 'Redirects are not followed; the try failed, and there is another as `retryConfig` says',
  },
  '410': {
    description: 'Gone: the webhook is switched off, and what waits is held until it is switched on again',
  },
  '429': {
    description:
      'Too much: there is another try, not before `Retry-After`, for which at most twice the usual time is waited. The same goes for 503',
  },
  default: {
    description:
      'Anything else, and no answer within `timeoutMs`: the try failed, and there is another as `retryConfig` says; after the last one the delivery is listed as failed',
  },
};

const SIGNED =
  'Signed as Standard Webhooks 1.0 says: check it over the raw body. Delivered at least once, and `id` tells repetitions. Fields are only ever added, so ignore those you do not know.';

/** `message.in_doubt` is received by `receiveMessageInDoubt`. */
const operationId = (type: string): string =>
  `receive${type.replace(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;

function operation({ type, description, envelope, exampleEvent }: Entry): PathItem {
  return {
    post: {
      tags: ['webhooks'],
      operationId: operationId(type),
      summary: `What your webhook gets on ${type}`,
      description: `${description}\n\n${SIGNED}`,
      security: [],
      parameters: headers,
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { $ref: `#/components/schemas/${String(envelope.meta()?.id)}` },
            example: exampleEvent,
          },
        },
      },
      responses,
    },
  };
}

/** What Recado sends to the addresses of customers: one entry for each type of event. */
export const openApiWebhooks = (): Record<string, PathItem> =>
  Object.fromEntries(Object.values(eventCatalogue).map((entry) => [entry.type, operation(entry)]));
