import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BusinessAccount, PhoneNumber } from '../accounts.ts';
import { GraphError, parameterRefused } from '../graph-error.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Media } from '../media/media-store.ts';
import type { Platform } from '../platform.ts';
import { allTemplateFields, editTemplate, templateFields } from '../templates/template-lifecycle.ts';
import type { Template } from '../templates/template.ts';
import { authorize, authorizedAccount, authorizedNumber } from './authorization.ts';
import { accountFields } from './business-account-routes.ts';
import { verifiedCallback } from './callback-parameters.ts';
import { accountToken, deleteMedia, describeMedia } from './media-routes.ts';
import { fieldsParameter, parametersOf, pickFields, textParameter } from './parameters.ts';
import { defaultPhoneNumberFields, phoneNumberFields } from './phone-number-fields.ts';

type GraphNode =
  | { readonly kind: 'number'; readonly number: PhoneNumber }
  | { readonly kind: 'account'; readonly account: BusinessAccount }
  | { readonly kind: 'media'; readonly media: Media }
  | { readonly kind: 'template'; readonly template: Template };

interface NodeRoute {
  Params: { version: string; id: string };
}

/** `/{id}`: what it answers depends on the kind of object the id names. */
export function addNodeRoutes(app: FastifyInstance, platform: Platform): void {
  app.get<NodeRoute>('/:version/:id', (request) => readNode(platform, findNode(platform, request), request));
  app.post<NodeRoute>('/:version/:id', async (request) =>
    changeNode(platform, findNode(platform, request), request),
  );
  app.delete<NodeRoute>('/:version/:id', (request) => {
    const node = findNode(platform, request);
    if (node.kind !== 'media') throw parameterRefused('Unsupported delete request.');
    return deleteMedia(platform, node.media, request);
  });
}

function findNode(platform: Platform, request: FastifyRequest<NodeRoute>): GraphNode {
  const token = authorize(platform, request);
  const { id } = request.params;
  if (!/^\d+$/.test(id))
    throw new GraphError({ code: 100, message: 'Invalid phone number ID format. Must be numeric.' });
  if (platform.accounts.phoneNumbers.has(id))
    return { kind: 'number', number: authorizedNumber(platform, request, id) };
  if (platform.accounts.businessAccounts.has(id))
    return { kind: 'account', account: authorizedAccount(platform, request, id) };
  const media = platform.media.get(id);
  if (media && accountToken(platform, media) === token) return { kind: 'media', media };
  const template = platform.templates.byId(id);
  if (template && platform.accounts.businessAccounts.get(template.businessAccountId)?.accessToken === token)
    return { kind: 'template', template };
  throw new GraphError({
    code: 803,
    message: `(#803) Some of the aliases you requested do not exist: ${id}`,
    type: 'GraphMethodException',
  });
}

function readNode(platform: Platform, node: GraphNode, request: FastifyRequest): object {
  const fields = fieldsParameter(parametersOf(request));
  switch (node.kind) {
    case 'number':
      return pickFields(phoneNumberFields(node.number), fields ?? defaultPhoneNumberFields());
    case 'account':
      return fields ? pickFields(accountFields(node.account), fields) : accountFields(node.account);
    case 'media':
      return describeMedia(platform, node.media, request);
    case 'template':
      return fields ? pickFields(allTemplateFields(node.template), fields) : templateFields(node.template);
  }
}

async function changeNode(platform: Platform, node: GraphNode, request: FastifyRequest): Promise<object> {
  const parameters = parametersOf(request);
  switch (node.kind) {
    case 'number':
      await changeNumber(platform, node.number, parameters);
      return { success: true };
    case 'account':
      node.account.name = textParameter(parameters, 'name') ?? node.account.name;
      node.account.timezoneId = textParameter(parameters, 'timezone_id') ?? node.account.timezoneId;
      return { id: node.account.id, success: true };
    case 'template':
      editTemplate(platform, node.template, parameters);
      return { success: true };
    case 'media':
      throw parameterRefused('Unsupported post request.');
  }
}

async function changeNumber(
  platform: Platform,
  phoneNumber: PhoneNumber,
  parameters: JsonObject,
): Promise<void> {
  const pin = textParameter(parameters, 'pin');
  if (pin !== undefined && !/^\d{6}$/.test(pin))
    throw parameterRefused('Param pin must be 6 characters long.');
  const connection = textParameter(parameters, 'connection_status');
  if (connection !== undefined && connection !== 'CONNECTED' && connection !== 'DISCONNECTED') {
    throw parameterRefused('Param connection_status must be one of {CONNECTED, DISCONNECTED}.');
  }
  const configuration = parameters['webhook_configuration'];
  if (isJsonObject(configuration))
    phoneNumber.callbackOverride = await verifiedCallback(platform, configuration);
  if (pin !== undefined) phoneNumber.pin = pin;
  if (connection !== undefined) phoneNumber.isRegistered = connection === 'CONNECTED';
}
