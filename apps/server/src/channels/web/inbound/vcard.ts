import { defined, nonEmpty } from './defined.ts';

interface Line {
  name: string;
  parameters: string;
  value: string;
}

/** The lines of a vCard, unfolded; `item1.TEL;waid=55:+55` is TEL. */
function linesOf(vcard: string): Line[] {
  return vcard
    .slice(0, 20_000)
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const match = /^(?:item\d+\.)?(?<name>[A-Za-z-]+)(?<parameters>;[^:]*)?:(?<value>.*)$/.exec(line);
      const { name = '', parameters = '', value = '' } = match?.groups ?? {};
      return match === null ? [] : [{ name: name.toUpperCase(), parameters, value: unescaped(value) }];
    });
}

const unescaped = (value: string): string =>
  value.replaceAll(/\\([\\,;nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));

const parameter = (line: Line, name: string): string | undefined =>
  new RegExp(`;${name}=([^;:]+)`, 'i').exec(line.parameters)?.[1];

/** A contact card with the field names of outbound ones. */
export function contactCard(card: {
  displayName?: string | null | undefined;
  vcard?: string | null | undefined;
}): Record<string, unknown> {
  const lines = linesOf(card.vcard ?? '');
  const first = (name: string): string | undefined => lines.find((line) => line.name === name)?.value;
  const all = (name: string): Line[] => lines.filter((line) => line.name === name);
  const [lastName, firstName] = first('N')?.split(';') ?? [];
  return defined({
    name: defined({
      formattedName: first('FN') ?? card.displayName ?? '',
      firstName: nonEmpty(firstName),
      lastName: nonEmpty(lastName),
    }),
    phones: listed(
      all('TEL').map((line) =>
        defined({ phone: line.value, type: parameter(line, 'type'), waId: parameter(line, 'waid') }),
      ),
    ),
    emails: listed(all('EMAIL').map((line) => defined({ email: line.value, type: parameter(line, 'type') }))),
    organization: organization(first('ORG')),
    urls: listed(all('URL').map((line) => ({ url: line.value }))),
    birthday: first('BDAY'),
  });
}

const listed = <T>(items: T[]): T[] | undefined => (items.length === 0 ? undefined : items);

function organization(value: string | undefined): Record<string, unknown> | undefined {
  const [company, department] = value?.split(';') ?? [];
  return company ? defined({ company, department: nonEmpty(department) }) : undefined;
}
