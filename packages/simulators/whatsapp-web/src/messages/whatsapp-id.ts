import { randomBytes } from 'node:crypto';

/** An id as phones make it for their messages. */
export function newWhatsappId(): string {
  return `3A${randomBytes(9).toString('hex').toUpperCase()}`;
}
