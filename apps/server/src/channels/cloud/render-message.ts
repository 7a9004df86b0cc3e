import { MediaId, type ContactCard, type OutboundContent, type OutboundOf } from '@recado/contracts';
import { z } from 'zod';
import type { OutboundMessage, Recipient } from '../channel.ts';
import { renderInteractive } from './render-interactive.ts';
import { renderMedia } from './render-media.ts';

type Json = Record<string, unknown>;

/**
 * The body of `POST /<phone number id>/messages` for a message. The message's id goes along as `biz_opaque_callback_data`,
 * which Meta repeats in every status, so that a send whose answer was lost is still recognised.
 */
export function renderMessage(message: OutboundMessage): Json {
  const { content, replyToWhatsappId } = message;
  const quotes = content.type !== 'reaction' && replyToWhatsappId !== undefined;
  return {
    messaging_product: 'whatsapp',
    ...addressed(message.recipient),
    ...(quotes && { context: { message_id: replyToWhatsappId } }),
    ...rendered(message),
    biz_opaque_callback_data: message.id,
  };
}

/** `to` takes a phone number or a group; a business-scoped user id goes into `recipient` (Meta: Business-scoped user IDs). */
function addressed(recipient: Recipient): Json {
  if (recipient.kind === 'group') return { recipient_type: 'group', to: recipient.value };
  if (recipient.kind === 'bsuid') return { recipient_type: 'individual', recipient: recipient.value };
  return { recipient_type: 'individual', to: recipient.value };
}

// eslint-disable-next-line complexity -- one case for each type, each a line
function rendered(message: OutboundMessage): Json {
  const { content, media } = message;
  switch (content.type) {
    case 'text':
      return {
        type: 'text',
        text: { body: content.content, preview_url: content.options?.linkPreview ?? false },
      };
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return { type: content.type, [content.type]: renderMedia(content.content, media) };
    case 'location':
      return { type: 'location', location: content.content };
    case 'contacts':
      return { type: 'contacts', contacts: content.content.contacts.map(renderContact) };
    case 'reaction':
      return {
        type: 'reaction',
        reaction: { message_id: message.replyToWhatsappId ?? '', emoji: content.content.emoji },
      };
    case 'list':
    case 'buttons':
    case 'cta_url':
      return { type: 'interactive', interactive: renderInteractive(content, media) };
    case 'template':
      return { type: 'template', template: renderTemplate(content.content, media) };
    case 'poll':
    case 'edit':
    case 'delete':
      throw new Error(`The Cloud API has no messages of type ${content.type}`);
    default:
      return unknownContent(content);
  }
}

function unknownContent(content: never): never {
  throw new Error(`No rendering for ${JSON.stringify(content satisfies OutboundContent)}`);
}

function renderContact(card: ContactCard): Json {
  const { name, phones, addresses, organization, ...others } = card;
  const { formattedName, firstName, lastName, middleName, prefix, suffix } = name;
  const parts = { last_name: lastName, middle_name: middleName, prefix, suffix };
  // Meta wants one more part besides the formatted name.
  const needsFirst = firstName === undefined && Object.values(parts).every((part) => part === undefined);
  return {
    ...others,
    name: { formatted_name: formattedName, first_name: needsFirst ? formattedName : firstName, ...parts },
    ...(phones && { phones: phones.map(({ phone, type, waId }) => ({ phone, type, wa_id: waId })) }),
    ...(addresses && {
      addresses: addresses.map(({ countryCode, ...address }) => ({ ...address, country_code: countryCode })),
    }),
    ...(organization && { org: organization }),
  };
}

function renderTemplate(
  { name, language, components }: OutboundOf<'template'>['content'],
  media: OutboundMessage['media'],
): Json {
  return {
    name,
    language: { code: language },
    ...(components && {
      components: components.map(({ index, parameters, ...component }) => ({
        ...component,
        ...(index !== undefined && { index: String(index) }),
        parameters: parameters.map((parameter) => renderParameter(parameter, media)),
      })),
    }),
  };
}

const StoredFile = z.looseObject({ mediaId: MediaId });

/** Parameters have Meta's form already, but for a file of ours: it stands as `mediaId` where Meta wants its own `id`. */
function renderParameter(parameter: Json, media: OutboundMessage['media']): Json {
  return Object.fromEntries(
    Object.entries(parameter).map(([field, value]) => {
      const file = StoredFile.safeParse(value);
      return [field, file.success ? renderMedia(file.data, media) : value];
    }),
  );
}
