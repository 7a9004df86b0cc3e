const BYTES = 32;

/** A SHA-256 as WhatsApp writes it, in webhooks in base64 and in answers in hexadecimal; undefined when it is neither. */
export function sha256From(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  return bytes.length === BYTES ? bytes : undefined;
}
