/** `npm run generate:events`: writes docs/events.md, and the dashboard's examples, from the catalogue of events in the contracts. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventCatalogue } from '../packages/contracts/src/event-catalogue.ts';
import { eventFamilies } from '../packages/contracts/src/event-types.ts';
import { EventEnvelope } from '../packages/contracts/src/events.ts';

type Entry = (typeof eventCatalogue)[keyof typeof eventCatalogue];
type JsonSchema = ReturnType<Entry['data']['toJSONSchema']>;
type Part = Pick<JsonSchema, '$ref' | 'type' | 'format' | 'enum' | 'description'> & {
  anyOf?: readonly Part[] | undefined;
  properties?: Readonly<Record<string, Part | boolean>> | undefined;
  items?: unknown;
};

type Schema = Part & { $defs?: Readonly<Record<string, unknown>> | undefined };

const cell = (text: string): string => text.replaceAll('|', '\\|');

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

/** Reads the fields of one schema, whose components are in `$defs`. */
class Fields {
  readonly #components: Readonly<Record<string, unknown>>;

  constructor({ $defs = {} }: Schema) {
    this.#components = $defs;
  }

  /** A row for each field; fields of fields come after it, but a message has a page of its own. */
  rows({ properties = {} }: Part, prefix = ''): string[] {
    return Object.entries(properties)
      .filter((entry): entry is [string, Part] => isPart(entry[1]))
      .flatMap(([name, field]) => {
        const inner = this.#inner(field);
        const place = prefix + name;
        const row = `| \`${place}\` | ${cell(this.#kind(field))} | ${cell(field.description ?? '')} |`;
        return [row, ...(inner === undefined ? [] : this.rows(inner.schema, `${place}${inner.mark}.`))];
      });
  }

  #resolved(part: Part): Part {
    const found = part.$ref === undefined ? undefined : this.#components[part.$ref.replace('#/$defs/', '')];
    return isPart(found) ? found : part;
  }

  /** What a field may be, other than null. */
  #forms({ anyOf, ...only }: Part): Part[] {
    return (anyOf ?? [only]).filter((form) => form.type !== 'null');
  }

  #inner(part: Part): { schema: Part; mark: string } | undefined {
    const [form] = this.#forms(part);
    if (form === undefined || form.$ref === '#/$defs/Message') return undefined;
    const schema = this.#resolved(form);
    if (schema.properties !== undefined) return { schema, mark: '' };
    return isPart(schema.items) ? { schema: this.#resolved(schema.items), mark: '[]' } : undefined;
  }

  #kind(part: Part): string {
    const { anyOf = [] } = part;
    const isNullable = anyOf.some(({ type }) => type === 'null') || String(part.type).includes('null');
    const kinds = this.#forms(part).map((form) => this.#kindOf(form));
    return [...kinds, ...(isNullable ? ['null'] : [])].join(' or ');
  }

  #kindOf(form: Part): string {
    if (form.$ref === '#/$defs/Message') return '`Message`';
    const { type, format: text, enum: values } = this.#resolved(form);
    if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(', ');
    if (text === 'uuid') return 'id';
    if (text === 'date-time') return 'time';
    return String(Array.isArray(type) ? type[0] : type);
  }
}

const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

/** The fields of an object; `more` are rows that its schema does not give. */
function table(schema: Schema, more: string[] = []): string {
  const rows = [...new Fields(schema).rows(schema), ...more];
  return ['| field | is | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

const anchor = (type: string): string => type.replace('.', '');

const dataTable = ({ data }: Entry): string => table(data.toJSONSchema({ io: 'output' }));

/** What all events of a family carry is told once. */
function familySection({ family, entries }: { family: string; entries: Entry[] }): string {
  const [first, ...others] = entries;
  const isAlike = first !== undefined && others.every(({ data }) => data === first.data);
  const sections = entries.flatMap((entry) => [
    `### ${entry.type}`,
    entry.description,
    ...(isAlike ? [] : [dataTable(entry)]),
    json(entry.example.data),
  ]);
  return [
    `## ${family}`,
    ...(isAlike ? ['`data` of each of them:', dataTable(first)] : []),
    ...sections,
  ].join('\n\n');
}

const firstSentence = (text: string): string =>
  /^.*?[.;:](?= |$)/.exec(text)?.[0].replace(/[.;:]$/, '') ?? text;

const families = eventFamilies.map((family) => {
  const entries = Object.values(eventCatalogue).filter(({ type }) =>
    type.startsWith(family.replace('*', '')),
  );
  return { family, entries };
});

const overview = families.flatMap(({ entries }) =>
  entries.map(
    ({ type, description }) => `| [\`${type}\`](#${anchor(type)}) | ${cell(firstSentence(description))} |`,
  ),
);

const envelope = EventEnvelope.omit({ type: true, data: true }).toJSONSchema({ io: 'output' });

const page = `# Events

<!-- Made by \`npm run generate:events\` from the catalogue in packages/contracts/src/event-catalogue.ts. -->

What happens is told by events: on [webhooks](webhooks.md), in \`GET /events\`, on \`GET /events/stream\`, and to a broker. An event
has the same bytes wherever it is shown. A webhook or a stream asks for types, for families such as \`message.*\`, or for \`*\`.

## What every event has
${table(envelope, [
  '| `type` | string | What happened: one of the types below |',
  '| `data` | object | One object that is named after the family, and beside it what changed; never a secret |',
])}

${json(eventCatalogue['conversation.assigned'].exampleEvent)}

**A type is a promise.** Fields are only ever added to it: ignore those you do not know. What would change the meaning of a field or
take one away gets a type of its own, so there is no version to look at; and a newer server may send types that you do not know: answer
them with 2xx and ignore them. An event tells how things were when it happened; by the time it arrives they may have changed.

A \`Message\` is what \`GET /messages/:id\` gives, see [the API](api.md) and \`/docs\`. In the OpenAPI document each type is an entry of
\`webhooks\` and a component such as \`MessageReceivedEvent\`. \`POST /webhooks/:id/test\` with \`{"type":"message.received"}\` sends the example
of a type to your endpoint.

## All types
| type | when |
| --- | --- |
${overview.join('\n')}

${families.map(familySection).join('\n\n')}
`;

const root = path.join(import.meta.dirname, '..');
await writeFile(path.join(root, 'docs/events.md'), page);

// The dashboard shows them without the schemas, which would be most of its page.
const examples = Object.fromEntries(
  Object.values(eventCatalogue).map(({ type, exampleEvent }) => [type, exampleEvent]),
);
await writeFile(
  path.join(root, 'apps/dashboard/src/features/webhooks/event-examples.json'),
  `${JSON.stringify(examples, null, 2)}\n`,
);
