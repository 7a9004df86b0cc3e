import type { OpenAPIObject } from '@nestjs/swagger';
import { ErrorCode, errorCodes } from '@recado/contracts';
import { PROBLEM_TYPE, problemResponse } from './api-problems.ts';

type PathItem = OpenAPIObject['paths'][string];
export type Operation = NonNullable<PathItem['get']>;
type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { $ref: string }>;
type Response = NonNullable<Operation['responses'][string]>;

const extension = (operation: Operation, name: string): unknown =>
  Object.entries(operation).find(([key]) => key === name)?.[1];

const isParameter = (parameter: object): parameter is Parameter => !('$ref' in parameter);

const contentOf = (part: Response | Operation['requestBody'] | undefined) =>
  part !== undefined && 'content' in part ? (part.content ?? {}) : {};

/** Bodies with a named schema are parsed and validated before the handler; another one it reads by itself. */
function isValidated(requestBody: Operation['requestBody']): boolean {
  const schema = contentOf(requestBody)['application/json']?.schema;
  return schema !== undefined && '$ref' in schema;
}

/** What follows from the form of a request, whatever its handler does. */
function problemsOfForm({ requestBody, parameters = [] }: Operation): ErrorCode[] {
  const names = new Set(parameters.filter(isParameter).map(({ name }) => name));
  return [
    ...(parameters.length > 0 ? (['invalid_request'] as const) : []),
    ...(isValidated(requestBody)
      ? (['invalid_request', 'malformed_json', 'payload_too_large', 'unsupported_media_type'] as const)
      : []),
    ...(names.has('cursor') ? (['invalid_cursor'] as const) : []),
    ...(names.has('Idempotency-Key') ? (['idempotency_in_flight', 'idempotency_mismatch'] as const) : []),
  ];
}

function problemsOf(operation: Operation): ErrorCode[] {
  const documented = Object.values(operation.responses).flatMap((response) =>
    Object.keys(contentOf(response)[PROBLEM_TYPE]?.examples ?? {}),
  );
  const all = new Set<string>([...documented, ...problemsOfForm(operation)]);
  return ErrorCode.options.filter((code) => all.has(code));
}

const header = (type: 'string' | 'integer', description: string) => ({ description, schema: { type } });

const retryAfter = { 'Retry-After': header('integer', 'Seconds until another try makes sense') };
const replayed = {
  'Idempotent-Replayed': header('string', '`true` when this is the first answer, given again'),
};

const errorResponse = (status: number, codes: ErrorCode[]) => ({
  ...problemResponse(codes),
  ...((status === 429 || status === 503) && { headers: retryAfter }),
});

const isIdempotent = ({ parameters = [] }: Operation): boolean =>
  parameters.some((parameter) => isParameter(parameter) && parameter.name === 'Idempotency-Key');

const withReplayHeader = (response: Response): Response =>
  '$ref' in response ? response : { ...response, headers: { ...response.headers, ...replayed } };

function responsesOf(operation: Operation): Operation['responses'] {
  const byStatus = Map.groupBy(problemsOf(operation), (code) => errorCodes[code].status);
  const replays = isIdempotent(operation);
  const documented = Object.entries(operation.responses).map(
    ([status, response]): [string, typeof response] => [
      status,
      response && replays && status.startsWith('2') ? withReplayHeader(response) : response,
    ],
  );
  const errors = [...byStatus].map(([status, codes]): [string, Response] => [
    String(status),
    errorResponse(status, codes),
  ]);
  return Object.fromEntries([...documented, ...errors]);
}

function describeAccess(operation: Operation): string | undefined {
  const permission = extension(operation, 'x-permission');
  const roles = extension(operation, 'x-roles');
  if (typeof permission !== 'string' || !Array.isArray(roles)) return undefined;
  return `Needs the permission \`${permission}\`, which these roles have: ${roles.join(', ')}.`;
}

/** What `{id}` of `/api-keys/{id}` is the id of. */
const resourceOf = (path: string): string =>
  path
    .replace(/s?\/\{id\}.*$/, '')
    .replace('/', '')
    .replaceAll('-', ' ');

const describeParameter = (parameter: Parameter, path: string): Parameter =>
  parameter.in === 'path' && parameter.description === undefined
    ? {
        ...parameter,
        description: `Id of the ${parameter.name === 'id' ? resourceOf(path) : parameter.name.replace(/Id$/, '')}`,
      }
    : parameter;

/** Adds to what the decorators say all that follows from it: the permission in words, and every error. */
export function completeOperation(path: string, operation: Operation): Operation {
  const description = [operation.description, describeAccess(operation)].filter((text) => text !== undefined);
  return {
    ...operation,
    ...(description.length > 0 && { description: description.join('\n\n') }),
    ...(operation.parameters && {
      parameters: operation.parameters.map((parameter) =>
        isParameter(parameter) ? describeParameter(parameter, path) : parameter,
      ),
    }),
    responses: responsesOf(operation),
  };
}
