import type { InboundContent } from '@recado/contracts';
import { z } from 'zod';
import type { InboundMedia } from '../../inbound-update.ts';
import { defined } from './defined.ts';
import { interactiveReaders } from './interactive-content.ts';
import { mediaContent } from './media-content.ts';
import type { Reader, ReadContent } from './read-content.ts';
import { contactCard } from './vcard.ts';
import type { Content, MessageKey } from './web-update.ts';

const text = z.string().nullish();
const understood = (content: InboundContent): ReadContent => ({ content, isUnderstood: true });

const Place = z.looseObject({
  degreesLatitude: z.number(),
  degreesLongitude: z.number(),
  name: text,
  address: text,
  url: text,
  caption: text,
  accuracyInMeters: z.number().nullish(),
});

const location =
  (isLive: boolean): Reader =>
  (value) => {
    const place = Place.parse(value);
    return understood({
      type: 'location',
      content: defined({
        latitude: place.degreesLatitude,
        longitude: place.degreesLongitude,
        name: place.name,
        address: place.address,
        url: place.url,
        live: isLive || undefined,
        caption: place.caption,
        accuracyMeters: place.accuracyInMeters,
      }),
    });
  };

const Card = z.looseObject({ displayName: text, vcard: text });
const contacts: Reader = (value) =>
  understood({
    type: 'contacts',
    content: {
      contacts: z
        .looseObject({ contacts: z.array(Card) })
        .parse(value)
        .contacts.map(contactCard),
    },
  });

const Target = z.looseObject({ id: z.string().min(1) });

/** A reaction that was taken back has no emoji. */
const reaction: Reader = (value) => {
  const { key, text: emoji } = z.looseObject({ key: Target, text }).parse(value);
  return { ...understood({ type: 'reaction', content: { emoji: emoji ?? '' } }), isOn: key.id };
};

const Poll = z.looseObject({
  name: z.string(),
  options: z.array(z.looseObject({ optionName: z.string() })),
  selectableOptionsCount: z.number().nullish(),
});

/** `selectable` is 0 where one may choose as many as one likes. */
const poll: Reader = (value) => {
  const { name: question, options, selectableOptionsCount: count } = Poll.parse(value);
  const names = options.map((option) => option.optionName);
  return understood({
    type: 'poll',
    content: { question, options: names, selectable: count ?? 0 },
  });
};

const Vote = z.looseObject({ pollCreationMessageKey: Target });

const media =
  (kind: InboundMedia['kind']): Reader =>
  (value, key) =>
    mediaContent(kind, value, key);

const readers: Readonly<Record<string, Reader>> = {
  conversation: (value) => understood({ type: 'text', content: z.string().parse(value) }),
  extendedTextMessage: (value) =>
    understood({ type: 'text', content: z.looseObject({ text: z.string() }).parse(value).text }),
  imageMessage: media('image'),
  videoMessage: media('video'),
  ptvMessage: media('video'),
  audioMessage: media('audio'),
  documentMessage: media('document'),
  stickerMessage: media('sticker'),
  locationMessage: location(false),
  liveLocationMessage: location(true),
  contactMessage: (value, key) => contacts({ contacts: [value] }, key),
  contactsArrayMessage: contacts,
  reactionMessage: reaction,
  pollCreationMessage: poll,
  pollCreationMessageV2: poll,
  pollCreationMessageV3: poll,
  pollCreationMessageV5: poll,
  pollUpdateMessage: (value) => ({
    content: { type: 'poll_vote', content: {} },
    isUnderstood: false,
    isOn: Vote.parse(value).pollCreationMessageKey.id,
  }),
  ...interactiveReaders,
};

const wrappers = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'editedMessage',
  'associatedChildMessage',
  'groupStatusMessage',
  'groupStatusMessageV2',
  'groupMentionedMessage',
  'lottieStickerMessage',
  'botInvokeMessage',
] as const;
const Wrapper = z.looseObject({ message: z.record(z.string(), z.unknown()) });

/** What is in a message once all that wraps it is off: disappearing, view-once, with a caption, edited. */
export function unwrapped(content: Content): { content: Content; wrappers: string[] } {
  const off: string[] = [];
  let inner = content;
  // WhatsApp nests two or three; the bound is for what a stranger may nest.
  while (off.length < 8) {
    const wrapper = wrappers.find((name) => Wrapper.safeParse(inner[name]).success);
    if (wrapper === undefined) break;
    const messageContextInfo = inner['messageContextInfo'];
    inner = {
      ...(messageContextInfo != null && { messageContextInfo }),
      ...Wrapper.parse(inner[wrapper]).message,
    };
    off.push(wrapper);
  }
  return { content: inner, wrappers: off };
}

/** Parts that say nothing to a reader: keys, settings of the chat, and the frame of an album whose pictures follow. */
const silent: ReadonlySet<string> = new Set([
  'messageContextInfo',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'protocolMessage',
  'deviceSentMessage',
  'albumMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'placeholderMessage',
]);

/** Reads unwrapped content. @returns undefined when there is nothing in it for a reader */
export function contentOf(content: Content, key: MessageKey): ReadContent | undefined {
  const parts = Object.keys(content).filter((part) => !silent.has(part) && content[part] != null);
  const part = parts.find((name) => Object.hasOwn(readers, name)) ?? parts[0];
  if (part === undefined) return isOfAnotherKind(content) ? unsupported('unknown') : undefined;
  const read = Object.hasOwn(readers, part) ? readers[part] : undefined;
  try {
    return read?.(content[part], key) ?? unsupported(part);
  } catch (error) {
    if (error instanceof z.ZodError) return unsupported(part);
    throw error;
  }
}

/** The library leaves out what its version of the protocol does not have; then nothing but the frame remains. */
const isOfAnotherKind = (content: Content): boolean =>
  Object.keys(content).every((part) => part === 'messageContextInfo' || content[part] == null);

/** `albumMessage` is an album to a reader. */
const unsupported = (part: string): ReadContent => ({
  content: { type: 'unsupported', content: { type: part.replace(/Message(V\d+)?$/, '') } },
  isUnderstood: false,
});

const Context = z.looseObject({
  stanzaId: text,
  isForwarded: z.boolean().nullish(),
  forwardingScore: z.number().nullish(),
  mentionedJid: z.array(z.string()).nullish(),
  externalAdReply: z.looseObject({ sourceId: text, sourceUrl: text, title: text, body: text }).nullish(),
});
export type Context = z.infer<typeof Context>;

/** What a message says of others: the one it answers, its being forwarded, the advertisement that led to it. */
export function contextOf(content: Content): Context {
  const Part = z.looseObject({ contextInfo: Context });
  for (const part of Object.values(content)) {
    const found = Part.safeParse(part);
    if (found.success) return found.data.contextInfo;
  }
  return {};
}
