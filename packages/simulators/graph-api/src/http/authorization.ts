import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { BusinessAccount, PhoneNumber } from '../accounts.ts';
import { GraphError, notFound } from '../graph-error.ts';
import type { Platform } from '../platform.ts';
import { parametersOf, textParameter } from './parameters.ts';

/** Gives the request's token; throws the error of Meta when it is missing, unknown or expired. */
export function authorize(platform: Platform, request: FastifyRequest): string {
  const token = bearerToken(request);
  if (token === undefined)
    throw new GraphError({ code: 104, message: 'An access token is required to request this resource' });
  switch (platform.accounts.tokenState(token)) {
    case 'valid':
      checkProof(platform, request, token);
      return token;
    case 'expired':
      throw new GraphError({
        code: 190,
        message: 'Error validating access token: Session has expired',
        subcode: 463,
      });
    case 'unknown':
      throw new GraphError({ code: 190, message: 'Invalid OAuth access token', subcode: 463 });
  }
}

/** The number with this id, when the token may use it. */
export function authorizedNumber(platform: Platform, request: FastifyRequest, id: string): PhoneNumber {
  const token = authorize(platform, request);
  if (!/^\d+$/.test(id))
    throw new GraphError({ code: 100, message: 'Invalid phone number ID format. Must be numeric.' });
  const phoneNumber = platform.accounts.phoneNumbers.get(id);
  if (!phoneNumber) throw notFound('Phone number');
  const account = platform.accounts.businessAccounts.get(phoneNumber.businessAccountId);
  if (account?.accessToken !== token) {
    throw new GraphError({
      code: 200,
      message: "Your app doesn't have permission to access this phone number",
      subcode: 1349174,
    });
  }
  return phoneNumber;
}

/** The WABA with this id, when the token may use it. */
export function authorizedAccount(platform: Platform, request: FastifyRequest, id: string): BusinessAccount {
  const token = authorize(platform, request);
  const account = platform.accounts.businessAccounts.get(id);
  if (!account) throw notFound('WhatsApp Business Account');
  if (account.accessToken !== token) {
    throw new GraphError({
      code: 200,
      message: 'Requires whatsapp_business_messaging or whatsapp_business_management permission',
      subcode: 1349176,
    });
  }
  return account;
}

/** `appsecret_proof` is not needed, and must be right when it is there: the token's HMAC-SHA256 under the app's secret. */
function checkProof(platform: Platform, request: FastifyRequest, token: string): void {
  const proof = textParameter(parametersOf(request), 'appsecret_proof');
  if (proof === undefined) return;
  const ofToken = [...platform.accounts.businessAccounts.values()].filter(
    ({ accessToken }) => accessToken === token,
  );
  if (ofToken.some(({ appSecret }) => createHmac('sha256', appSecret).update(token).digest('hex') === proof))
    return;
  throw new GraphError({
    code: 100,
    message: 'Invalid appsecret_proof provided in the API argument',
    type: 'GraphMethodException',
  });
}

function bearerToken(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  if (header?.startsWith('Bearer ')) return header.slice('Bearer '.length).trim() || undefined;
  const { query } = request;
  if (typeof query !== 'object' || query === null || !('access_token' in query)) return undefined;
  return typeof query.access_token === 'string' ? query.access_token : undefined;
}
