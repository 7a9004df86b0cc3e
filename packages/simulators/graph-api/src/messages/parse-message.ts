import type { z } from 'zod';
import {
  type GraphError,
  parameterRefused,
  parameterRequired,
  requiredMissing,
  valueNotValid,
} from '../graph-error.ts';
import { isJsonObject, type JsonObject, shown, valueAt } from '../json.ts';
import { parseRecipient, type Recipient } from '../recipient.ts';
import { CONTENT_SCHEMAS, isMessageType, type MessageType } from './content-schemas.ts';

/** A send request whose shape is right; its content keeps the form it was sent in. */
export interface OutboundMessage {
  readonly body: JsonObject;
  readonly type: MessageType;
  readonly content: unknown;
  readonly recipient: Recipient;
  readonly contextMessageId: string | undefined;
  readonly bizOpaqueCallbackData: string | undefined;
}

const CALLBACK_DATA_LENGTH_MAX = 512;

/** Checks the shape of a send request as Meta does; throws the error that Meta answers. */
export function parseMessage(body: JsonObject): OutboundMessage {
  requireProduct(body);
  const recipient = recipientOf(body);
  const type = typeOf(body);
  const content = body[type];
  if (content === undefined)
    throw requiredMissing(`The parameter ${type} is required for messages of type ${type}.`);
  const result = CONTENT_SCHEMAS[type].safeParse(content);
  if (!result.success) throw contentError(type, content, result.error);
  return {
    body,
    type,
    content: type === 'template' ? result.data : content,
    recipient,
    contextMessageId: contextOf(body),
    bizOpaqueCallbackData: optionalText(body, 'biz_opaque_callback_data', CALLBACK_DATA_LENGTH_MAX),
  };
}

/** Throws unless `messaging_product` is `whatsapp`. */
export function requireProduct(body: JsonObject): void {
  const product = body['messaging_product'];
  if (product === undefined) throw parameterRequired('messaging_product');
  if (product !== 'whatsapp')
    throw parameterRefused(`Param messaging_product must be one of {WHATSAPP} - got "${shown(product)}".`);
}

function recipientOf(body: JsonObject): Recipient {
  const recipientType = body['recipient_type'] ?? 'individual';
  if (recipientType !== 'individual' && recipientType !== 'group')
    throw parameterRefused('Param recipient_type must be one of {INDIVIDUAL, GROUP}.');
  const given = body['to'] ?? body['recipient'];
  if (given === undefined || given === '') throw parameterRequired('to');
  const input = typeof given === 'number' ? String(given) : given;
  const recipient = typeof input === 'string' ? parseRecipient(input, recipientType) : undefined;
  if (!recipient) throw valueNotValid('The parameter to is not a WhatsApp phone number or user id.');
  return recipient;
}

function typeOf(body: JsonObject): MessageType {
  const type = body['type'] ?? 'text';
  if (typeof type === 'string' && isMessageType(type)) return type;
  const known = Object.keys(CONTENT_SCHEMAS).map((name) => name.toUpperCase());
  throw parameterRefused(`Param type must be one of {${known.join(', ')}} - got "${shown(type)}".`);
}

function contextOf(body: JsonObject): string | undefined {
  const { context } = body;
  if (context === undefined) return undefined;
  const messageId = isJsonObject(context) ? context['message_id'] : undefined;
  if (typeof messageId !== 'string' || messageId === '')
    throw requiredMissing("The parameter context['message_id'] is required.");
  return messageId;
}

function optionalText(body: JsonObject, name: string, lengthMax: number): string | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw parameterRefused(`Param ${name} must be a string.`);
  if (value.length > lengthMax)
    throw parameterRefused(`Param ${name} must be at most ${lengthMax} characters long.`);
  return value;
}

function contentError(type: string, content: unknown, error: z.ZodError): GraphError {
  const [issue] = error.issues;
  if (!issue) return valueNotValid(type);
  const name = parameterName(type, issue.path);
  if (issue.code === 'custom')
    return issue.params?.['isMissing'] === true
      ? requiredMissing(`${name}: ${issue.message}`)
      : valueNotValid(`${name}: ${issue.message}`);
  if (valueAt(content, issue.path) === undefined)
    return requiredMissing(`The parameter ${name} is required.`);
  if (name === "text['body']" && issue.code === 'too_big')
    return parameterRefused(`Param ${name} must be at most ${issue.maximum} characters long.`);
  return valueNotValid(`Param ${name}: ${issue.message}`);
}

/** A path as Meta writes it: `interactive['action']['buttons'][0]`. */
function parameterName(type: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, key) => (typeof key === 'number' ? `${name}[${String(key)}]` : `${name}['${String(key)}']`),
    type,
  );
}
