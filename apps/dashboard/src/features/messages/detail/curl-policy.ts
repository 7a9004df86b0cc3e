import type { Message } from '@recado/sdk';

/** A text as one word of a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The request that sends such a message, to be pasted into a terminal. The key is the reader's own and stands there by name. */
export function curlOf(
  {
    instanceId,
    recipient,
    message,
    priority,
  }: Pick<Message, 'instanceId' | 'recipient' | 'message' | 'priority'>,
  origin: string,
): string {
  const body = { instanceId, recipient, message, ...(priority !== 'normal' && { priority }) };
  return [
    `curl -X POST ${quoted(`${origin}/messages/send`)}`,
    '-H "Authorization: Bearer $RECADO_API_KEY"',
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(JSON.stringify(body))}`,
  ].join(' \\\n  ');
}
