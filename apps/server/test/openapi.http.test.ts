import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiTags } from '../src/platform/http/openapi-tags.ts';
import { createTestApp, type TestApp } from './harness/test-app.ts';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Content = Record<string, { schema?: object; example?: unknown; examples?: Record<string, object> }>;
interface Route {
  name: string;
  operation: Operation & { 'x-permission'?: string };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Pages for people, which are no part of the API. */
const isPage = (route: string): boolean => /^(GET|HEAD) \/(docs.*|app.*|openapi\.json)?$/.test(route);

/** Its answer has no body: WhatsApp only looks at the status. */
const BODILESS = new Set(['receiveCloudUpdates']);

/** Files, of which an example says nothing. */
const isFile = (schema: object | undefined): boolean =>
  JSON.stringify(schema ?? {}).includes('"format":"binary"');

let testApp: TestApp;
let document: OpenAPIObject;
let routes: Route[];

beforeAll(async () => {
  testApp = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  const answer = await testApp.app.inject('/openapi.json');
  expect(answer.statusCode).toBe(200);
  document = answer.json<OpenAPIObject>();
  routes = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ name: `${method.toUpperCase()} ${path}`, operation }];
    }),
  );
});

afterAll(() => testApp.close());

/** Every route that Fastify knows, from its picture of them: `├── /:id (GET, HEAD)`. */
function routesOfServer(): string[] {
  const parents: string[] = [];
  return testApp.app
    .getHttpAdapter()
    .getInstance()
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent, part, methods] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
      if (indent === undefined || part === undefined) return [];
      parents.splice(indent.length / 4, Infinity, part);
      const path = parents.join('').replace(/:(\w+)/g, '{$1}');
      return (methods ?? '').split(', ').map((method) => `${method} ${path}`);
    });
}

const resolve = (schema: object | undefined): object | undefined => {
  if (schema === undefined || !('$ref' in schema) || typeof schema.$ref !== 'string') return schema;
  return document.components?.schemas?.[schema.$ref.replace('#/components/schemas/', '')];
};

const hasExample = ({ schema, example, examples }: Content[string]): boolean =>
  example !== undefined ||
  Object.keys(examples ?? {}).length > 0 ||
  'example' in (resolve(schema) ?? {}) ||
  isFile(resolve(schema));

const contentOf = (part: { content?: Content } | object | undefined): Content =>
  part !== undefined && 'content' in part && part.content !== undefined ? part.content : {};

const successesOf = ({ responses }: Operation) =>
  Object.entries(responses).filter(([status]) => status.startsWith('2'));

const codesOf = ({ responses }: Operation): Set<string> =>
  new Set(
    Object.values(responses).flatMap((response) =>
      Object.keys(contentOf(response)['application/problem+json']?.examples ?? {}),
    ),
  );

/** What each route lacks, as `POST /things: …`. */
const lacking = (lacks: (operation: Route['operation']) => (string | false)[]): string[] =>
  routes.flatMap(({ name, operation }) =>
    lacks(operation).flatMap((what) => (what === false ? [] : [`${name}: ${what}`])),
  );

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...structuredClone(document) });
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('describes every route of the server, and no other', () => {
    const served = routesOfServer().filter((route) => !route.startsWith('HEAD') && !isPage(route));
    expect(routes.map(({ name }) => name).toSorted()).toEqual(served.toSorted());
  });

  it('names each operation once, as a function would be named', () => {
    const names = routes.map(({ operation }) => operation.operationId ?? '');
    expect(names.filter((name) => !/^[a-z]+[A-Za-z]+$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('gives each operation a summary and one known group', () => {
    const groups = new Set<string>(openApiTags.map(({ name }) => name));
    expect(
      lacking(({ summary = '', tags = [] }) => [
        summary.length < 5 && 'no summary',
        (tags.length !== 1 || !groups.has(tags[0] ?? '')) && `groups ${tags.join()}`,
      ]),
    ).toEqual([]);
  });

  it('says which permission a route needs', () => {
    expect(
      lacking(({ security, description = '', ...operation }) => [
        operation['x-permission'] !== undefined && security === undefined && 'no bearer token',
        operation['x-permission'] !== undefined &&
          !description.includes(`\`${operation['x-permission']}\``) &&
          'the permission is not in the description',
      ]),
    ).toEqual([]);
  });

  it('describes every parameter', () => {
    expect(
      lacking(({ parameters = [] }) =>
        parameters.map((parameter) => {
          if ('$ref' in parameter) return 'a reference as a parameter';
          const { name, description = '', schema } = parameter;
          return (description === '' || schema === undefined) && `${name} is not described`;
        }),
      ),
    ).toEqual([]);
  });

  it('has a schema and an example for every body and every answer', () => {
    expect(
      lacking((operation) => [
        ...Object.entries(contentOf(operation.requestBody)).map(
          ([type, media]) =>
            (media.schema === undefined || !hasExample(media)) && `no example of the body, ${type}`,
        ),
        successesOf(operation).length === 0 && 'no success',
        ...successesOf(operation).flatMap(([status, response]) => {
          const content = Object.entries(contentOf(response));
          const needsBody = status !== '204' && !BODILESS.has(operation.operationId ?? '');
          return [
            needsBody && content.length === 0 && `${status} without a schema`,
            ...content.map(
              ([type, media]) =>
                (media.schema === undefined || !hasExample(media)) && `no example of ${status}, ${type}`,
            ),
          ];
        }),
      ]),
    ).toEqual([]);
  });

  it('names every error that follows from the form of a request', () => {
    expect(
      lacking((operation) => {
        const codes = codesOf(operation);
        const needed = [
          'internal',
          ...(operation['x-permission'] === undefined
            ? []
            : ['unauthenticated', 'token_expired', 'forbidden']),
          ...((operation.parameters ?? []).length > 0 ? ['invalid_request'] : []),
          ...('201' in operation.responses ? ['idempotency_in_flight', 'idempotency_mismatch'] : []),
        ];
        return needed.map((code) => !codes.has(code) && `no ${code}`);
      }),
    ).toEqual([]);
  });

  it('gives examples that their schemas allow', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema(document, 'api');
    const wrong = (name: string, schema: object, example: unknown): string[] => {
      const absolute: unknown = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/'));
      const check = ajv.compile({ allOf: [absolute] });
      return check(example) ? [] : [`${name}: ${ajv.errorsText(check.errors)}`];
    };
    const ofComponents = Object.entries(document.components?.schemas ?? {}).flatMap(([name, schema]) =>
      'example' in schema ? wrong(name, { $ref: `#/components/schemas/${name}` }, schema.example) : [],
    );
    const ofRoutes = routes.flatMap(({ name, operation }) =>
      [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
        Object.values(contentOf(part)).flatMap(({ schema = {}, example, examples = {} }) => [
          ...(example === undefined ? [] : wrong(name, schema, example)),
          ...Object.values(examples).flatMap((each) => {
            const value: unknown =
              '$ref' in each ? valueAt(String(each.$ref)) : 'value' in each && each.value;
            return wrong(name, schema, value);
          }),
        ]),
      ),
    );
    expect([...ofComponents, ...ofRoutes]).toEqual([]);
  });
});

function valueAt(reference: string): unknown {
  const example = document.components?.examples?.[reference.replace('#/components/examples/', '')];
  return example !== undefined && 'value' in example ? example.value : undefined;
}

describe('the pages', () => {
  it('show the API without asking another host', async () => {
    const page = await testApp.app.inject('/docs');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    const addresses = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(addresses.length).toBeGreaterThan(2);
    for (const address of addresses) {
      expect(address).toMatch(/^\/docs\//);
      expect((await testApp.app.inject(address)).statusCode).toBe(200);
    }
  });

  it('explain every error at the address in `type`', async () => {
    const { body } = await testApp.app.inject('/docs/errors');
    const answer = await testApp.app.inject('/instances');
    const { type } = answer.json<{ type: string }>();
    expect(type).toBe('/docs/errors#unauthenticated');
    expect(body).toContain('id="unauthenticated"');
  });

  it('of the dashboard are where one starts', async () => {
    const answer = await testApp.app.inject('/');
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/app/']);
  });
});
