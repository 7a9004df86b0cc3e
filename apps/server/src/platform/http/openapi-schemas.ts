import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

type Json = Record<string, unknown>;
type Rename = (ref: string) => string;

const COMPONENTS = '#/components/schemas/';

/** Marks a component as requests take it, until it is known whether answers give it in another form. */
const INPUT_MARK = '.input';

/** Formats that say it all; the regular expressions that Zod adds to them fill a page. */
const SPEAKING_FORMATS = new Set(['uuid', 'date-time', 'date', 'email', 'uri']);

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Definition = z.core.$ZodTypes['_zod']['def'];

/** `z.stringbool()`: "true" or "false" in a query. */
const isBooleanText = (def: Definition): boolean =>
  def.type === 'pipe' && def.in._zod.def.type === 'string' && def.out._zod.def.type === 'boolean';

/** An object that lets unknown fields pass: answers may get more of them. */
const isOpenObject = (def: Definition): boolean => def.type === 'object' && def.catchall === undefined;

function simplify({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}) {
  const { def } = zodSchema._zod;
  if (jsonSchema.format !== undefined && SPEAKING_FORMATS.has(jsonSchema.format)) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (def.type === 'record') delete jsonSchema.propertyNames;
  if (isBooleanText(def)) jsonSchema.type = 'boolean';
  if (isOpenObject(def)) delete jsonSchema.additionalProperties;
}

function withRefs(value: unknown, rename: Rename): unknown {
  if (Array.isArray(value)) return value.map((part) => withRefs(part, rename));
  return isJson(value) ? withRefsInside(value, rename) : value;
}

const withRefsInside = (value: Json, rename: Rename): Json =>
  Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === '$ref' && typeof part === 'string' ? rename(part) : withRefs(part, rename),
    ]),
  );

/**
 * A Zod schema as JSON Schema 2020-12, which is what OpenAPI 3.1 speaks; schemas with an id become components.
 * A field with a default may be left out of a request but is always in an answer, so each direction gets components of
 * its own; `joinDirections` makes one of those that are alike.
 * @returns undefined for what is not a Zod schema
 * @throws when a schema contains itself and has no id to be named by
 */
export function toOpenApiSchema(
  schema: unknown,
  { schemaType }: { schemaType: 'input' | 'output' },
): { schema: Json; components: Json } | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const mark = schemaType === 'input' ? INPUT_MARK : '';
  const {
    $schema: _,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: schemaType,
    override: simplify,
  });
  const toComponent: Rename = (ref) => ref.replace('#/$defs/', COMPONENTS) + mark;
  const components = Object.entries($defs).map(([name, definition]): [string, unknown] => {
    if (name.startsWith('__')) throw new Error('A schema that contains itself needs an id');
    return [name + mark, withRefs(definition, toComponent)];
  });
  return { schema: withRefsInside(root, toComponent), components: Object.fromEntries(components) };
}

/** The names whose components differ between requests and answers, by themselves or by what they refer to. */
function differingNames(schemas: Json): Set<string> {
  const both = Object.keys(schemas).filter((name) => name + INPUT_MARK in schemas);
  const differing = new Set<string>();
  const unmarked: Rename = (ref) => {
    const name = ref.slice(COMPONENTS.length, -INPUT_MARK.length);
    return ref.endsWith(INPUT_MARK) && !differing.has(name) ? COMPONENTS + name : ref;
  };
  for (let before = -1; before !== differing.size;) {
    before = differing.size;
    for (const name of both)
      if (!isDeepStrictEqual(schemas[name], withRefs(schemas[name + INPUT_MARK], unmarked)))
        differing.add(name);
  }
  return differing;
}

/**
 * Joins the components of both directions: one that is the same in requests and answers keeps its name, and of one that
 * is not the form for requests is called `NameInput`.
 */
export function joinDirections(document: Json): Json {
  const components = isJson(document['components']) ? document['components'] : {};
  const schemas = isJson(components['schemas']) ? components['schemas'] : {};
  const differing = differingNames(schemas);
  const finalName = (name: string): string => {
    if (!name.endsWith(INPUT_MARK)) return name;
    const bare = name.slice(0, -INPUT_MARK.length);
    return differing.has(bare) ? `${bare}Input` : bare;
  };
  const rename: Rename = (ref) =>
    ref.startsWith(COMPONENTS) ? COMPONENTS + finalName(ref.slice(COMPONENTS.length)) : ref;
  const joined = Object.entries(schemas)
    .map(([name, schema]): [string, unknown] => [finalName(name), withRefs(schema, rename)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...withRefsInside(document, rename),
    components: { ...components, schemas: Object.fromEntries(joined) },
  };
}
