import type { PhoneNumber } from '../accounts.ts';
import { codedError, valueNotValid } from '../graph-error.ts';
import type { OutboundMessage } from '../messages/parse-message.ts';
import type { Platform } from '../platform.ts';
import { parameterMismatch } from './match-parameters.ts';
import { templateMessageSchema } from './template-message.ts';
import type { Template } from './template.ts';

/** Finds the template that a message names and checks its parameters; throws the error that Meta answers. */
export function resolveTemplate(
  platform: Platform,
  phoneNumber: PhoneNumber,
  message: OutboundMessage,
): Template {
  const asked = templateMessageSchema.parse(message.content);
  const template = platform.templates.find(phoneNumber.businessAccountId, asked.name, asked.language.code);
  if (!template)
    throw codedError(132001, `template name (${asked.name}) does not exist in ${asked.language.code}`);
  if (template.status === 'PAUSED') throw codedError(132015);
  if (template.status === 'DISABLED') throw codedError(132016);
  if (template.status !== 'APPROVED')
    throw codedError(132001, `template name (${asked.name}) is not approved in ${asked.language.code}`);
  if (template.category === 'AUTHENTICATION' && message.recipient.kind === 'user') {
    throw valueNotValid('Authentication templates cannot be sent to a business-scoped user id.');
  }
  const mismatch = parameterMismatch(template, asked);
  if (mismatch) throw mismatch;
  return template;
}
