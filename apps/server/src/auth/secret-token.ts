import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_BYTES = 32;
/** 32 bytes in base 62 take at most this many digits; shorter ones are padded, so that all are equally long. */
const SECRET_DIGITS = 43;
const SHOWN_DIGITS = 6;

/** What an API key begins with; it tells a key from an access token. */
export const API_KEY_PREFIX = 'rk_';

function base62(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let digits = '';
  for (; rest > 0n; rest /= 62n) digits = ALPHABET.charAt(Number(rest % 62n)) + digits;
  return digits.padStart(SECRET_DIGITS, '0');
}

/** A new API key, and the beginning of it that may be shown later. */
export function newApiKey(): { key: string; shownPrefix: string } {
  const key = `${API_KEY_PREFIX}${base62(randomBytes(SECRET_BYTES))}`;
  return { key, shownPrefix: key.slice(0, API_KEY_PREFIX.length + SHOWN_DIGITS) };
}

/** A new refresh token. */
export const newRefreshToken = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** What is stored of a random secret: with 256 bits of chance in it, a fast hash is enough. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();
