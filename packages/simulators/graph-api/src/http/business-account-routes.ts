import type { FastifyInstance } from 'fastify';
import type { BusinessAccount } from '../accounts.ts';
import { GraphError } from '../graph-error.ts';
import type { JsonObject } from '../json.ts';
import type { Platform } from '../platform.ts';
import { verifyCallback } from '../webhooks/callback-handshake.ts';
import { authorizedAccount } from './authorization.ts';
import { verifiedCallback } from './callback-parameters.ts';
import { pageOf } from './paging.ts';
import { fieldsParameter, parametersOf, pickFields, requiredText } from './parameters.ts';
import { phoneNumberFields } from './phone-number-fields.ts';

interface AccountRoute {
  Params: { version: string; id: string };
}

/** Edges of a WABA, and the app's own webhook subscription. */
export function addBusinessAccountRoutes(app: FastifyInstance, platform: Platform): void {
  addPhoneNumberListRoutes(app, platform);
  addSubscriptionRoutes(app, platform);
}

/** Every field of a WABA. */
export function accountFields(account: BusinessAccount): JsonObject {
  return {
    id: account.id,
    name: account.name,
    timezone_id: account.timezoneId,
    message_template_namespace: account.templateNamespace,
    account_review_status: 'APPROVED',
    business_verification_status: 'verified',
    country: account.country,
    ownership_type: 'SELF',
    primary_business_location: account.country,
  };
}

function addPhoneNumberListRoutes(app: FastifyInstance, platform: Platform): void {
  app.get<AccountRoute>('/:version/:id/phone_numbers', (request) => {
    const account = authorizedAccount(platform, request, request.params.id);
    const parameters = parametersOf(request);
    const fields = fieldsParameter(parameters);
    const numbers = platform.accounts.numbersOf(account.id).map((number) => phoneNumberFields(number));
    return pageOf(
      fields ? numbers.map((number) => pickFields(number, fields)) : numbers,
      parameters,
      platform.address.url + request.url,
    );
  });

  app.post<AccountRoute>('/:version/:id/phone_numbers', (request) => {
    const account = authorizedAccount(platform, request, request.params.id);
    const parameters = parametersOf(request);
    const phoneNumber = platform.accounts.addPhoneNumber({
      businessAccountId: account.id,
      displayPhoneNumber: `+${requiredText(parameters, 'cc')} ${requiredText(parameters, 'phone_number')}`,
      verifiedName: requiredText(parameters, 'verified_name'),
      isRegistered: false,
    });
    return { id: phoneNumber.id };
  });
}

function addSubscriptionRoutes(app: FastifyInstance, platform: Platform): void {
  app.get<AccountRoute>('/:version/:id/subscribed_apps', (request) => {
    const account = authorizedAccount(platform, request, request.params.id);
    return { data: account.isSubscribed ? [subscription(account)] : [] };
  });

  app.post<AccountRoute>('/:version/:id/subscribed_apps', async (request) => {
    const account = authorizedAccount(platform, request, request.params.id);
    account.callbackOverride = await verifiedCallback(platform, parametersOf(request));
    account.isSubscribed = true;
    return { success: true, ...(account.callbackOverride && { data: [subscription(account)] }) };
  });

  app.delete<AccountRoute>('/:version/:id/subscribed_apps', (request) => {
    const account = authorizedAccount(platform, request, request.params.id);
    account.isSubscribed = false;
    account.callbackOverride = null;
    return { success: true };
  });

  app.post<AccountRoute>('/:version/:id/subscriptions', async (request) => {
    const parameters = parametersOf(request);
    const accounts = accountsOfApp(
      platform,
      request.params.id,
      textOfToken(request.headers.authorization, parameters),
    );
    const callback = {
      url: requiredText(parameters, 'callback_url'),
      verifyToken: requiredText(parameters, 'verify_token'),
    };
    await verifyCallback(callback, platform.post.dispatcher, platform.behaviour.webhookTimeoutMs);
    for (const account of accounts) account.callback = callback;
    return { success: true };
  });
}

/** The WABAs that an app uses; the app proves itself with its own token, `{app id}|{app secret}`. */
function accountsOfApp(platform: Platform, appId: string, token: string): BusinessAccount[] {
  const accounts = [...platform.accounts.businessAccounts.values()].filter(
    (account) => account.appId === appId && token === `${appId}|${account.appSecret}`,
  );
  if (accounts.length === 0) throw new GraphError({ code: 190, message: 'Invalid OAuth access token' });
  return accounts;
}

function textOfToken(header: string | undefined, parameters: JsonObject): string {
  return header?.replace(/^Bearer /, '') ?? requiredText(parameters, 'access_token');
}

function subscription(account: BusinessAccount): object {
  return {
    ...(account.callbackOverride && { override_callback_uri: account.callbackOverride.url }),
    whatsapp_business_api_data: {
      id: account.appId,
      name: account.appName,
      link: `https://www.facebook.com/games/?app_id=${account.appId}`,
    },
  };
}
