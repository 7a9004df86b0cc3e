import { randomBytes, randomInt } from 'node:crypto';

const RUN = randomBytes(4).toString('hex').toUpperCase();
let counter = 0;

function nextHex(length: number): string {
  counter += 1;
  return (
    RUN +
    counter
      .toString(16)
      .toUpperCase()
      .padStart(length - RUN.length, '0')
  );
}

function wamid(user: string, marker: string): string {
  const name = user.slice(0, 100);
  return `wamid.${Buffer.from(`\x1c\x18${String.fromCharCode(name.length)}${name}\x15\x02\x00${marker}\x00`, 'latin1').toString('base64')}`;
}

/** A new id for a message that the business sends, built like Meta's. */
export function outboundWamid(user: string): string {
  return wamid(user, `\x11\x18\x12${nextHex(18)}`);
}

/** A new id for a message that a customer sends, built like Meta's. */
export function inboundWamid(user: string): string {
  return wamid(user, `\x12\x18\x14${nextHex(20)}`);
}

/** A numeric id like those of Graph objects; small enough for a JSON number, which webhooks use for templates. */
export function graphId(): string {
  counter += 1;
  return `${String(randomInt(1_000_000_000, 8_999_999_999))}${String(counter).padStart(6, '0')}`;
}

/** An access token that looks like a system user's. */
export function accessToken(): string {
  return `EAA${randomBytes(48).toString('base64url')}`;
}

/** An app secret: 32 hexadecimal digits. */
export function appSecret(): string {
  return randomBytes(16).toString('hex');
}

/** The id that Meta's support asks for; it differs with each answer. */
export function traceId(): string {
  return `A${randomBytes(17).toString('base64url').slice(0, 22)}`;
}
