import { createHmac, timingSafeEqual } from 'node:crypto';

const PREFIX = 'sha256=';

/** Whether `X-Hub-Signature-256` is that of these raw bytes under the app secret. Takes the same time for any wrong signature. */
export function isSignedWith(appSecret: string, rawBody: Buffer, header: string | undefined): boolean {
  if (header?.startsWith(PREFIX) !== true) return false;
  const given = Buffer.from(header.slice(PREFIX.length), 'hex');
  const right = createHmac('sha256', appSecret).update(rawBody).digest();
  return given.length === right.length && timingSafeEqual(given, right);
}

/** Whether two texts are the same, in a time that tells nothing of where they differ. */
export function isSameText(one: string, other: string): boolean {
  const digests = [one, other].map((text) => createHmac('sha256', 'recado').update(text).digest());
  const [first, second] = digests;
  return first !== undefined && second !== undefined && timingSafeEqual(first, second);
}
