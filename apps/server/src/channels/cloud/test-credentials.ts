import { createHmac } from 'node:crypto';
import type { CredentialCheck, CredentialsTest, TestCredentials } from '@recado/contracts';
import { z } from 'zod';
import { ChannelError, type Failure } from '../channel.ts';
import { CloudSettings, type CloudConnection } from './cloud-connection.ts';
import { judgeCredentials } from './credentials-policy.ts';
import type { GraphClient } from './graph-client.ts';

/** Somebody waits for it at a form. */
const TEST_TIMEOUT_MS = 8_000;
const SHORTEST_SECRET = 8;

const NumberFound = z.looseObject({
  display_phone_number: z.string().optional(),
  verified_name: z.string().optional(),
});
const NumbersOfAccount = z.looseObject({
  data: z.array(z.looseObject({ id: z.string() })),
  paging: z.looseObject({ next: z.string().optional() }).optional(),
});

/**
 * Asks Meta for the number and for the numbers of the account, and for the number once more signed with the app secret.
 * All three only read, and go out together.
 */
export async function testCredentials(
  client: GraphClient,
  { cloud }: TestCredentials,
): Promise<CredentialsTest> {
  // The verify token is not asked for: reading needs none.
  const connection = { settings: CloudSettings.parse(cloud), secrets: { ...cloud, verifyToken: '' } };
  const { phoneNumberId, businessAccountId } = connection.settings;
  const fields = 'id,display_phone_number,verified_name';
  const [number, account, signed] = await Promise.all([
    question(client, connection, phoneNumberId, { fields }),
    question(client, connection, `${businessAccountId}/phone_numbers`, { fields: 'id', limit: '200' }),
    question(client, connection, phoneNumberId, { fields, appsecret_proof: proofOf(connection) }),
  ]);
  const checks = judgeCredentials({
    number: number.failure,
    account: account.failure,
    signed: signed.failure,
    hasNumber: hasNumber(account.value, phoneNumberId),
  });
  const found = NumberFound.safeParse(number.value).data;
  return {
    ok: checks.every(({ ok }) => ok === true),
    checks: checks.map((check) => withoutSecrets(check, connection)),
    displayName: found?.verified_name ?? null,
    phoneNumber: found?.display_phone_number ?? null,
  };
}

interface Answer {
  value?: unknown;
  failure?: Failure;
}

async function question(
  client: GraphClient,
  connection: CloudConnection,
  path: string,
  query: Record<string, string>,
): Promise<Answer> {
  try {
    const call = { method: 'GET', path, query, timeoutMs: TEST_TIMEOUT_MS } as const;
    return { value: await client.ask(connection, call) };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return { failure: error.failure };
  }
}

/** Meta's `appsecret_proof`: it shows that who has the token has the secret of its app too. */
const proofOf = ({ secrets }: CloudConnection): string =>
  createHmac('sha256', secrets.appSecret).update(secrets.accessToken).digest('hex');

function hasNumber(answer: unknown, phoneNumberId: string): boolean | undefined {
  const numbers = NumbersOfAccount.safeParse(answer).data;
  if (numbers === undefined) return undefined;
  if (numbers.data.some(({ id }) => id === phoneNumberId)) return true;
  return numbers.paging?.next === undefined ? false : undefined;
}

/** Meta repeats a malformed token in its error. What is too short to be a secret is left, for it may be part of any word. */
function withoutSecrets(check: CredentialCheck, { secrets }: CloudConnection): CredentialCheck {
  const secret = [secrets.accessToken, secrets.appSecret].filter(({ length }) => length >= SHORTEST_SECRET);
  return { ...check, detail: secret.reduce((detail, text) => detail.replaceAll(text, '…'), check.detail) };
}
