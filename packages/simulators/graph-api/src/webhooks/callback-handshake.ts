import { randomInt } from 'node:crypto';
import { type Dispatcher, request } from 'undici';
import type { Callback } from '../accounts.ts';
import { GraphError } from '../graph-error.ts';

/**
 * Asks the receiver to prove that it expects this callback, as Meta does whenever one is set.
 * Throws the Graph API's error 2200 unless it answers 200 with the challenge as the whole body.
 */
export async function verifyCallback(
  callback: Callback,
  dispatcher: Dispatcher,
  timeoutMs: number,
): Promise<void> {
  const address = callbackAddress(callback.url);
  const challenge = String(randomInt(100_000_000, 2_000_000_000));
  address.searchParams.set('hub.mode', 'subscribe');
  address.searchParams.set('hub.challenge', challenge);
  address.searchParams.set('hub.verify_token', callback.verifyToken);
  const answer = await ask(address, dispatcher, timeoutMs);
  if (answer.status !== 200) throw refused(`HTTP Status Code = ${answer.status}`);
  if (answer.body.trim() !== challenge) throw refused('The challenge was not returned');
}

async function ask(
  address: URL,
  dispatcher: Dispatcher,
  timeoutMs: number,
): Promise<{ status: number; body: string }> {
  try {
    const answer = await request(address, { dispatcher, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
    return { status: answer.statusCode, body: await answer.body.text() };
  } catch (error) {
    throw refused(error instanceof Error ? error.message : 'No answer');
  }
}

function callbackAddress(url: string): URL {
  if (!URL.canParse(url)) throw refused('The callback URL is not a URL');
  const address = new URL(url);
  if (address.protocol !== 'https:' && address.protocol !== 'http:')
    throw refused('The callback URL is not an HTTP address');
  return address;
}

function refused(reason: string): GraphError {
  return new GraphError({
    code: 2200,
    message: `(#2200) Callback verification failed with the following errors: ${reason}`,
    status: 400,
  });
}
