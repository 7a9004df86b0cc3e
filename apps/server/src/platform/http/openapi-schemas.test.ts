import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { joinDirections, toOpenApiSchema } from './openapi-schemas.ts';

const Retry = z.strictObject({ tries: z.int().default(3) }).meta({ id: 'TestRetry' });
const Colour = z.enum(['red', 'blue']).meta({ id: 'TestColour' });
const Thing = z.object({ retry: Retry, colour: Colour }).meta({ id: 'TestThing' });

/** The components of a document whose requests and answers both have these schemas. */
function componentsOf(...schemas: z.ZodType[]): Record<string, unknown> {
  const converted = schemas.flatMap((schema) => [
    toOpenApiSchema(schema, { schemaType: 'output' }),
    toOpenApiSchema(schema, { schemaType: 'input' }),
  ]);
  const all = converted.flatMap((each) => Object.entries(each?.components ?? {}));
  const body = toOpenApiSchema(schemas[0], { schemaType: 'input' })?.schema;
  return joinDirections({ body, components: { schemas: Object.fromEntries(all) } });
}

describe('components', () => {
  it('have one name when requests and answers are alike', () => {
    expect(componentsOf(Colour)).toEqual({
      body: { $ref: '#/components/schemas/TestColour' },
      components: { schemas: { TestColour: { type: 'string', enum: ['red', 'blue'] } } },
    });
  });

  it('have two names when a default makes them differ, and so has all that contains them', () => {
    const document = componentsOf(Thing);
    expect(document['body']).toEqual({ $ref: '#/components/schemas/TestThingInput' });
    expect(document['components']).toMatchObject({
      schemas: {
        TestColour: {},
        TestRetry: { required: ['tries'] },
        TestRetryInput: { properties: { tries: { default: 3 } } },
        TestThing: { properties: { retry: { $ref: '#/components/schemas/TestRetry' } } },
        TestThingInput: {
          properties: {
            retry: { $ref: '#/components/schemas/TestRetryInput' },
            colour: { $ref: '#/components/schemas/TestColour' },
          },
        },
      },
    });
  });
});

describe('a schema', () => {
  const schemaOf = (schema: unknown, schemaType: 'input' | 'output' = 'output') =>
    toOpenApiSchema(schema, { schemaType })?.schema;

  it('lets answers get more fields, and requests none that are unknown', () => {
    expect(schemaOf(z.object({}))).not.toHaveProperty('additionalProperties');
    expect(schemaOf(z.strictObject({}), 'input')).toHaveProperty('additionalProperties', false);
  });

  it('says boolean where a query says true or false', () => {
    expect(schemaOf(z.stringbool(), 'input')).toEqual({ type: 'boolean' });
  });

  it('names a format instead of its regular expression', () => {
    expect(schemaOf(z.uuid())).toEqual({ type: 'string', format: 'uuid' });
  });

  it('that contains itself needs an id', () => {
    expect(() => schemaOf(z.object({ any: z.json() }))).toThrow('needs an id');
  });
});
