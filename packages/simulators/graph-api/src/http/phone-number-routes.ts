import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { PhoneNumber } from '../accounts.ts';
import { codedError, parameterRefused, parameterRequired, valueNotValid } from '../graph-error.ts';
import type { JsonObject } from '../json.ts';
import { requireProduct } from '../messages/parse-message.ts';
import type { Platform } from '../platform.ts';
import { parseRecipient } from '../recipient.ts';
import { authorizedNumber } from './authorization.ts';
import { messageHistory } from './message-history.ts';
import { pageOf } from './paging.ts';
import { parametersOf, requiredText, textParameter } from './parameters.ts';

interface NumberRoute {
  Params: { version: string; id: string };
}

/** The code that `request_code` sends and `verify_code` expects. */
const VERIFICATION_CODE = '123456';

const profileSchema = z.object({
  about: z.string().min(1).max(139).optional(),
  address: z.string().max(256).optional(),
  description: z.string().max(512).optional(),
  email: z.string().max(128).optional(),
  websites: z.array(z.string().max(256)).max(2).optional(),
  vertical: z.string().optional(),
});

const blockSchema = z.array(z.object({ user: z.string().min(1) })).min(1);

/** Edges of a number other than messages and media. */
export function addPhoneNumberRoutes(app: FastifyInstance, platform: Platform): void {
  addRegistrationRoutes(app, platform);
  addProfileRoutes(app, platform);
  addBlockRoutes(app, platform);
  app.get<NumberRoute>('/:version/:id/message_history', (request) => {
    const phoneNumber = authorizedNumber(platform, request, request.params.id);
    const parameters = parametersOf(request);
    return pageOf(
      messageHistory(platform, phoneNumber, textParameter(parameters, 'message_id')),
      parameters,
      platform.address.url + request.url,
    );
  });
}

function addRegistrationRoutes(app: FastifyInstance, platform: Platform): void {
  app.post<NumberRoute>('/:version/:id/register', (request) => {
    const phoneNumber = authorizedNumber(platform, request, request.params.id);
    const parameters = parametersOf(request);
    requireProduct(parameters);
    register(phoneNumber, requiredText(parameters, 'pin'));
    return { success: true };
  });

  app.post<NumberRoute>('/:version/:id/deregister', (request) => {
    const phoneNumber = authorizedNumber(platform, request, request.params.id);
    if (!phoneNumber.isRegistered) throw codedError(133010);
    phoneNumber.isRegistered = false;
    return { success: true };
  });

  app.post<NumberRoute>('/:version/:id/request_code', (request) => {
    authorizedNumber(platform, request, request.params.id);
    const parameters = parametersOf(request);
    const method = requiredText(parameters, 'code_method');
    if (method !== 'SMS' && method !== 'VOICE')
      throw parameterRefused('Param code_method must be one of {SMS, VOICE}.');
    requiredText(parameters, 'language');
    return { success: true };
  });

  app.post<NumberRoute>('/:version/:id/verify_code', (request) => {
    const phoneNumber = authorizedNumber(platform, request, request.params.id);
    if (requiredText(parametersOf(request), 'code') !== VERIFICATION_CODE)
      throw parameterRefused('Invalid parameter', 'The verification code does not match.');
    phoneNumber.isCodeVerified = true;
    return { success: true, id: phoneNumber.id };
  });
}

function register(phoneNumber: PhoneNumber, pin: string): void {
  if (!/^\d{6}$/.test(pin)) throw parameterRefused('Param pin must be 6 characters long.');
  if (!phoneNumber.isCodeVerified)
    throw codedError(133006, 'The phone number needs to be verified before registering.');
  if (phoneNumber.pin !== null && phoneNumber.pin !== pin)
    throw codedError(133005, 'The two step verification PIN is incorrect.');
  phoneNumber.pin = pin;
  phoneNumber.isRegistered = true;
}

function addProfileRoutes(app: FastifyInstance, platform: Platform): void {
  app.get<NumberRoute>('/:version/:id/whatsapp_business_profile', (request) => {
    const phoneNumber = authorizedNumber(platform, request, request.params.id);
    const profile = { messaging_product: 'whatsapp', ...phoneNumber.profile };
    // Meta's OpenAPI document nests the profile, its guide does not: clients of either find theirs.
    return { data: [{ ...profile, business_profile: profile }] };
  });

  app.post<NumberRoute>('/:version/:id/whatsapp_business_profile', (request) => {
    const phoneNumber = authorizedNumber(platform, request, request.params.id);
    const parameters = parametersOf(request);
    requireProduct(parameters);
    const changes = profileSchema.safeParse(parameters);
    if (!changes.success)
      throw parameterRefused(
        `Param ${changes.error.issues[0]?.path.join('.') ?? ''} is not valid: ${changes.error.issues[0]?.message ?? ''}`,
      );
    phoneNumber.profile = { ...phoneNumber.profile, ...changes.data };
    return { success: true };
  });
}

function addBlockRoutes(app: FastifyInstance, platform: Platform): void {
  app.get<NumberRoute>('/:version/:id/block_users', (request) => {
    const phoneNumber = authorizedNumber(platform, request, request.params.id);
    const blocked = [...phoneNumber.blocked].map((key) => ({ messaging_product: 'whatsapp', wa_id: key }));
    return pageOf(blocked, parametersOf(request), platform.address.url + request.url);
  });

  app.post<NumberRoute>('/:version/:id/block_users', (request) => {
    const phoneNumber = authorizedNumber(platform, request, request.params.id);
    const users = blockParameter(parametersOf(request));
    for (const user of users) phoneNumber.blocked.add(user.wa_id);
    return { messaging_product: 'whatsapp', block_users: { added_users: users } };
  });

  app.delete<NumberRoute>('/:version/:id/block_users', (request) => {
    const phoneNumber = authorizedNumber(platform, request, request.params.id);
    const users = blockParameter(parametersOf(request));
    for (const user of users) phoneNumber.blocked.delete(user.wa_id);
    return { messaging_product: 'whatsapp', block_users: { removed_users: users } };
  });
}

function blockParameter(parameters: JsonObject): { input: string; wa_id: string }[] {
  requireProduct(parameters);
  const users = blockSchema.safeParse(parameters['block_users']);
  if (!users.success) throw parameterRequired('block_users');
  return users.data.map(({ user }) => {
    const recipient = parseRecipient(user, 'individual');
    if (!recipient) throw valueNotValid(`${user} is not a WhatsApp user.`);
    return { input: user, wa_id: recipient.key };
  });
}
