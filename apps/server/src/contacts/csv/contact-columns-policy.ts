import { contactColumnOf, type ContactColumn } from '@recado/contracts';

/** What a column of a file holds. */
export type Column =
  { kind: 'standard'; name: ContactColumn } | { kind: 'field'; name: string } | { kind: 'none' };

/** Before the name of a field that would be read as another column. */
const FIELD_PREFIX = 'field:';
export const LABEL_SEPARATOR = ';';

/** What a heading stands for. A column without a heading is not read. */
export function columnOf(heading: string): Column {
  const standard = contactColumnOf(heading);
  if (standard !== undefined) return { kind: 'standard', name: standard };
  const name = (heading.startsWith(FIELD_PREFIX) ? heading.slice(FIELD_PREFIX.length) : heading).trim();
  return name === '' ? { kind: 'none' } : { kind: 'field', name };
}

/** The heading under which a field of the tenant's own is exported, so that it is read as that field again. */
export const headingOfField = (name: string): string =>
  contactColumnOf(name) !== undefined || name.startsWith(FIELD_PREFIX) ? `${FIELD_PREFIX}${name}` : name;

/** Why a file with these headings cannot be read; undefined when it can. */
export function refusalOfHeadings(columns: readonly Column[]): string | undefined {
  const names = columns.flatMap((column) =>
    column.kind === 'none' ? [] : [`${column.kind} ${column.name}`],
  );
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) return `The column "${twice.replace(/^\w+ /, '')}" is there twice`;
  return names.includes('standard phone') ? undefined : 'No column is named phone';
}
