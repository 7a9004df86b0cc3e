import { randomBytes } from 'node:crypto';
import { proto } from 'baileys';
import type { PlainMessage } from './outgoing-message.ts';

type Content<Type extends PlainMessage['type']> = Extract<PlainMessage, { type: Type }>;

/** The protocol's form of a message that stands for itself. */
export function plainContent(message: PlainMessage): proto.IMessage {
  switch (message.type) {
    case 'text':
      return { conversation: message.text };
    case 'location':
    case 'liveLocation':
      return locationContent(message);
    case 'contacts':
      return contactsContent(message);
    case 'poll':
      return pollContent(message);
    case 'buttonReply':
    case 'listReply':
      return replyContent(message);
    case 'unknown':
      return { messageContextInfo: { deviceListMetadataVersion: 2 } };
    case 'raw':
      return message.message;
  }
}

function locationContent(message: Content<'location' | 'liveLocation'>): proto.IMessage {
  const place = { degreesLatitude: message.latitude, degreesLongitude: message.longitude };
  if (message.type === 'liveLocation') {
    return { liveLocationMessage: { ...place, caption: message.caption ?? null, sequenceNumber: 1 } };
  }
  return {
    locationMessage: { ...place, name: message.name ?? null, address: message.address ?? null },
  };
}

function contactsContent({ contacts }: Content<'contacts'>): proto.IMessage {
  const cards = contacts.map(({ name, phoneNumber }) => ({
    displayName: name,
    vcard: vcardFor(name, phoneNumber),
  }));
  const [first] = cards;
  if (cards.length === 1 && first) return { contactMessage: first };
  return { contactsArrayMessage: { displayName: `${cards.length} contacts`, contacts: cards } };
}

function vcardFor(name: string, phoneNumber: string): string {
  const digits = phoneNumber.replace(/\D/g, '');
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${name}`,
    `TEL;type=CELL;waid=${digits}:+${digits}`,
    'END:VCARD',
  ].join('\n');
}

function pollContent({ question, options, selectable = 1 }: Content<'poll'>): proto.IMessage {
  return {
    pollCreationMessageV3: {
      name: question,
      options: options.map((optionName) => ({ optionName })),
      selectableOptionsCount: selectable,
    },
    messageContextInfo: { messageSecret: randomBytes(32) },
  };
}

function replyContent(message: Content<'buttonReply' | 'listReply'>): proto.IMessage {
  if (message.type === 'buttonReply') {
    return {
      buttonsResponseMessage: {
        selectedButtonId: message.id,
        selectedDisplayText: message.title,
        type: proto.Message.ButtonsResponseMessage.Type.DISPLAY_TEXT,
      },
    };
  }
  return {
    listResponseMessage: {
      title: message.title,
      listType: proto.Message.ListResponseMessage.ListType.SINGLE_SELECT,
      singleSelectReply: { selectedRowId: message.id },
    },
  };
}
