import type { Callback } from '../accounts.ts';
import type { JsonObject } from '../json.ts';
import type { Platform } from '../platform.ts';
import { verifyCallback } from '../webhooks/callback-handshake.ts';
import { requiredText, textParameter } from './parameters.ts';

/**
 * The callback that `override_callback_uri` and `verify_token` set, once its receiver has proved itself.
 * Null when the address is left out or empty, which takes an override back. Throws 2200 when the handshake fails.
 */
export async function verifiedCallback(platform: Platform, parameters: JsonObject): Promise<Callback | null> {
  const url = textParameter(parameters, 'override_callback_uri');
  if (url === undefined || url === '') return null;
  const callback: Callback = { url, verifyToken: requiredText(parameters, 'verify_token') };
  await verifyCallback(callback, platform.post.dispatcher, platform.behaviour.webhookTimeoutMs);
  return callback;
}
