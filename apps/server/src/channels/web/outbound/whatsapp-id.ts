import { randomBytes } from 'node:crypto';

/** An id for a message, as WhatsApp's own clients make them: 3EB0 and 18 hexadecimal digits. */
export const newWhatsappId = (): string => `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;
