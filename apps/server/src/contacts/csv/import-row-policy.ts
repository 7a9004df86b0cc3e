import { isDeepStrictEqual } from 'node:util';
import {
  ConsentStatus,
  ContactEmail,
  ContactLabel,
  ContactName,
  CustomFieldName,
  CustomFieldValue,
  MOST_CONTACT_LABELS,
  type CustomFields,
} from '@recado/contracts';
import { z } from 'zod';
import { mergedFields, refusalOfFields } from '../custom-fields-policy.ts';
import { phoneNumberOf } from '../phone-number-policy.ts';
import { LABEL_SEPARATOR, type Column } from './contact-columns-policy.ts';

/** A row that can be taken; what it does not say is undefined, or empty. */
export interface ImportedRow {
  phoneNumber: string;
  name: string | undefined;
  email: string | undefined;
  labels: string[];
  consent: ConsentStatus | undefined;
  customFields: CustomFields;
}

/** What of a contact an import may change. */
export interface ImportedFields {
  name: string | null;
  email: string | null;
  labels: string[];
  customFields: CustomFields;
  consent: ConsentStatus;
}

const Cells = z.object({
  name: ContactName.optional(),
  email: ContactEmail.optional(),
  labels: z.array(ContactLabel).max(MOST_CONTACT_LABELS),
  consent: ConsentStatus.optional(),
  customFields: z.record(CustomFieldName, CustomFieldValue),
});

/** Spreadsheets leave out the plus sign; exports put an apostrophe before what a spreadsheet would run as a formula. */
function phoneOf(cell: string): string | undefined {
  const text = unguarded(cell);
  return phoneNumberOf(/^\d/.test(text) ? `+${text}` : text);
}

const unguarded = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** Reads the cells of a row. @returns why it cannot be taken, when it cannot */
export function readRow(
  columns: readonly Column[],
  cells: readonly string[],
): ImportedRow | { reason: string } {
  if (cells.some((cell) => cell.includes('\uFFFD')))
    return { reason: 'a letter cannot be read; save the file as CSV in UTF-8' };
  const given: Record<string, string> = {};
  const fields: Record<string, string> = {};
  columns.forEach((column, place) => {
    const cell = unguarded(cells[place]?.trim() ?? '');
    if (cell === '') return;
    if (column.kind === 'standard') given[column.name] = cell;
    if (column.kind === 'field') fields[column.name] = cell;
  });
  const phone = given['phone'] ?? '';
  const phoneNumber = phoneOf(phone);
  if (phoneNumber === undefined)
    return { reason: `phone: "${phone.slice(0, 40)}" is no number with its country code` };
  const { labels = '', ...rest } = given;
  const parsed = Cells.safeParse({
    ...rest,
    labels: labels.split(LABEL_SEPARATOR).filter((label) => label.trim() !== ''),
    customFields: fields,
  });
  if (!parsed.success) return { reason: firstIssue(parsed.error) };
  const { name, email, consent, customFields } = parsed.data;
  return { phoneNumber, name, email, consent, customFields, labels: [...new Set(parsed.data.labels)] };
}

const firstIssue = ({ issues: [issue] }: z.ZodError): string =>
  `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'invalid'}`;

/** A contact after a row of an import. */
export interface ImportedChange {
  fields: ImportedFields;
  isChanged: boolean;
  /** What of the row was not taken. */
  note: string | undefined;
}

const nobody: ImportedFields = { name: null, email: null, labels: [], customFields: {}, consent: 'unknown' };

/**
 * An empty cell leaves what is there; labels and fields are added. A file never opts in who opted out: it may be older than that.
 * @param before undefined: the contact is new
 * @returns why it cannot be taken, when it cannot
 */
export function importedChange(
  before: ImportedFields | undefined,
  row: ImportedRow,
): ImportedChange | { reason: string } {
  const known = before ?? nobody;
  const { consent, note } = consentAfter(known.consent, row.consent);
  const fields: ImportedFields = {
    name: row.name ?? known.name,
    email: row.email ?? known.email,
    labels: [...new Set([...known.labels, ...row.labels])],
    customFields: mergedFields(known.customFields, row.customFields),
    consent,
  };
  const reason = refusalOf(fields);
  if (reason !== undefined) return { reason };
  return { fields, isChanged: before === undefined || !isDeepStrictEqual(fields, known), note };
}

function consentAfter(
  known: ConsentStatus,
  said: ConsentStatus | undefined,
): { consent: ConsentStatus; note: string | undefined } {
  if (said === undefined || said === 'unknown') return { consent: known, note: undefined };
  if (known === 'opted_out' && said === 'opted_in')
    return { consent: known, note: 'consent: the contact opted out, which a file does not undo' };
  return { consent: said, note: undefined };
}

const refusalOf = ({ customFields, labels }: ImportedFields): string | undefined =>
  labels.length > MOST_CONTACT_LABELS
    ? `labels: a contact has at most ${String(MOST_CONTACT_LABELS)}`
    : refusalOfFields(customFields);
