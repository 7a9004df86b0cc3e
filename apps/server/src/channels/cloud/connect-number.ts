import type { InstanceId } from '@recado/contracts';
import { z } from 'zod';
import { ChannelError, type ConnectionReport, type ConnectOutcome, type Failure } from '../channel.ts';
import type { CloudConnection } from './cloud-connection.ts';
import type { GraphClient } from './graph-client.ts';

const NumberFields = z.looseObject({
  display_phone_number: z.string().optional(),
  verified_name: z.string().optional(),
  quality_rating: z.string().optional(),
  throughput: z.object({ level: z.string() }).optional(),
  messaging_limit_tier: z.string().nullish(),
  whatsapp_business_manager_messaging_limit: z.string().nullish(),
});

const Subscriptions = z.object({
  data: z.array(z.looseObject({ override_callback_uri: z.string().optional() })),
});

const FIELDS = 'id,display_phone_number,verified_name,quality_rating,throughput';
// Its predecessor `messaging_limit_tier` is deprecated; an older API version knows only that.
const LIMIT_FIELDS = ['whatsapp_business_manager_messaging_limit', 'messaging_limit_tier'] as const;
const INVALID_PARAMETER = '100';

/**
 * Checks the token and the number at Meta, subscribes the app to the account, and points both the account's and the number's
 * webhooks here: the number's own address wins, so that several numbers of one account each reach their own instance.
 * Meta answers only after it has called the webhook's handshake.
 */
export async function connectNumber(
  client: GraphClient,
  connection: CloudConnection,
  webhookUrl: string,
): Promise<ConnectOutcome> {
  const { businessAccountId, phoneNumberId } = connection.settings;
  const callback = { override_callback_uri: webhookUrl, verify_token: connection.secrets.verifyToken };
  try {
    const report = await describeNumber(client, connection);
    await client.ask(connection, {
      method: 'POST',
      path: `${businessAccountId}/subscribed_apps`,
      json: callback,
    });
    await client.ask(connection, {
      method: 'POST',
      path: phoneNumberId,
      json: { webhook_configuration: callback },
    });
    return { kind: 'connected', report };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return { kind: 'failed', code: error.failure.code, reason: inPlainWords(error.failure) };
  }
}

/**
 * Takes back the addresses that `connectNumber` set; that of the account only while it is this instance's, for another number
 * of the account may have set its own since. The app stays subscribed.
 */
export async function disconnectNumber(
  client: GraphClient,
  connection: CloudConnection,
  instanceId: InstanceId,
): Promise<void> {
  const { businessAccountId, phoneNumberId } = connection.settings;
  const webhook_configuration = { override_callback_uri: '' };
  await client.ask(connection, { method: 'POST', path: phoneNumberId, json: { webhook_configuration } });
  const path = `${businessAccountId}/subscribed_apps`;
  const subscriptions = Subscriptions.safeParse(await client.ask(connection, { method: 'GET', path }));
  const isOurs = subscriptions.data?.data.some(
    ({ override_callback_uri: url }) => url?.includes(instanceId) === true,
  );
  if (isOurs === true) await client.ask(connection, { method: 'POST', path, json: {} });
}

async function describeNumber(client: GraphClient, connection: CloudConnection): Promise<ConnectionReport> {
  const fields = NumberFields.parse(await askFields(client, connection));
  return {
    displayName: fields.verified_name ?? null,
    phoneNumber: fields.display_phone_number ?? null,
    quality: fields.quality_rating ?? null,
    messagingLimit: fields.whatsapp_business_manager_messaging_limit ?? fields.messaging_limit_tier ?? null,
    throughput: fields.throughput?.level ?? null,
  };
}

async function askFields(client: GraphClient, connection: CloudConnection): Promise<unknown> {
  const path = connection.settings.phoneNumberId;
  for (const limitField of LIMIT_FIELDS) {
    try {
      return await client.ask(connection, {
        method: 'GET',
        path,
        query: { fields: `${FIELDS},${limitField}` },
      });
    } catch (error) {
      // A version that does not know the field refuses the whole question.
      if (!(error instanceof ChannelError && error.failure.code === INVALID_PARAMETER)) throw error;
    }
  }
  return client.ask(connection, { method: 'GET', path });
}

const meanings: Readonly<Record<string, string>> = {
  0: 'Meta does not accept the access token',
  100: 'Meta does not accept the request; check phoneNumberId and businessAccountId',
  104: 'Meta got no access token',
  190: 'Meta does not accept the access token; it is wrong or has expired',
  803: 'Meta does not know this phone number id or business account id',
  2200: "Meta could not verify this server's webhook address",
  10: 'The access token lacks a permission',
  200: 'The access token lacks a permission for this number or account',
};

/** What went wrong, with Meta's own words. */
function inPlainWords({ code, detail }: Failure): string {
  const meaning = meanings[code];
  return meaning === undefined ? detail : `${meaning}. Meta says: ${detail}`;
}
