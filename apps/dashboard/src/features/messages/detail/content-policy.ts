import type { Message } from '@recado/sdk';
import { fieldsOf, listField, textField, textsField } from '../../../lib/content-fields.ts';

type Content = Message['message']['content'];

export type MessageFile = { mediaId: string } | { link: string };

/** The file of a message: one of ours, or a public address. */
export function fileOf(content: Content): MessageFile | undefined {
  const fields = fieldsOf(content);
  const mediaId = textField(fields, 'mediaId');
  if (mediaId !== undefined) return { mediaId };
  const link = textField(fields, 'link');
  return link === undefined ? undefined : { link };
}

/** What a message offers to choose: buttons, rows of a list, options of a poll. */
export function choicesOf(content: Content): string[] {
  const fields = fieldsOf(content);
  const rows = listField(fields, 'sections').flatMap((section) => listField(section, 'rows'));
  const titles = [...listField(fields, 'buttons'), ...rows].map((one) => textField(one, 'title'));
  return [...titles.filter((title) => title !== undefined), ...textsField(fields, 'options')];
}
