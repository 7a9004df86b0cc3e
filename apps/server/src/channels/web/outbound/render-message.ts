import type { InboundContent, OutboundContent, OutboundOf } from '@recado/contracts';
import type { AnyMessageContent, proto, WAMessageKey } from 'baileys';
import type { AnsweredMessage, MediaSource, OutboundMessage } from '../../channel.ts';
import type { Baileys } from '../baileys.ts';
import { decodeUploadedMedia } from './uploaded-media.ts';
import { isGroupJid } from '../inbound/jid.ts';
import { personJid } from './address.ts';
import { numberedText, type Choices } from './numbered-text-policy.ts';
import { vcardOf } from './vcard.ts';

/** A message in WhatsApp's form, and what the stanza around it has to say. */
export interface RenderedMessage {
  message: proto.IMessage;
  /** `edit` says that another message is changed: 1 edit, 7 delete of an own message, 8 of another's (an admin's right). */
  attributes: Record<string, string>;
  isPoll: boolean;
}

export interface RenderContext {
  baileys: Baileys;
  /** The chat's address. */
  chat: string;
  /** Our own address. */
  ownJid: string;
  /** Of a poll that was tried before: votes are sealed with it. */
  pollSecret: Uint8Array | undefined;
}

/** @throws Error when the message cannot be written down; nothing was sent then */
export async function renderMessage(
  outbound: OutboundMessage,
  context: RenderContext,
): Promise<RenderedMessage> {
  const key = keyOfAnswered(outbound, context.chat);
  const content = await contentOf(outbound, key, context);
  const message = quoting(outbound, content, key, context);
  return { message, attributes: attributesOf(outbound, key), isPoll: outbound.content.type === 'poll' };
}

/** How the chat names the message that is answered or changed. */
function keyOfAnswered(
  { replyToWhatsappId, answers }: OutboundMessage,
  chat: string,
): WAMessageKey | undefined {
  if (replyToWhatsappId === undefined) return undefined;
  const isOwn = answers?.isOwn ?? false;
  const key = { remoteJid: chat, id: replyToWhatsappId, fromMe: isOwn };
  return isGroupJid(chat) && !isOwn && answers !== undefined
    ? { ...key, participant: personJid(answers.sender) }
    : key;
}

function attributesOf({ content }: OutboundMessage, key: WAMessageKey | undefined): Record<string, string> {
  if (content.type === 'edit') return { edit: '1' };
  if (content.type === 'delete') return { edit: key?.fromMe === true ? '7' : '8' };
  return {};
}

// eslint-disable-next-line complexity -- one case for each type, each a line or two
async function contentOf(
  { content, media }: OutboundMessage,
  key: WAMessageKey | undefined,
  context: RenderContext,
): Promise<proto.IMessage> {
  const generate = (generated: AnyMessageContent) => generatedContent(generated, context);
  switch (content.type) {
    case 'text':
      return generate(textOf(content.content, content.options));
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return mediaOf(content, media, context);
    case 'location': {
      const { latitude, longitude, name, address } = content.content;
      return generate({
        location: { degreesLatitude: latitude, degreesLongitude: longitude, name, address },
      });
    }
    case 'contacts': {
      const contacts = content.content.contacts.map((card) => ({
        displayName: card.name.formattedName,
        vcard: vcardOf(card),
      }));
      const [first] = contacts;
      const displayName = contacts.length === 1 ? first?.displayName : `${String(contacts.length)} contacts`;
      return generate({ contacts: { ...(displayName !== undefined && { displayName }), contacts } });
    }
    case 'reaction':
      return generate({ react: { text: content.content.emoji, key: needed(key) } });
    case 'list':
    case 'buttons':
    case 'cta_url':
      return choicesOf(content, media, context);
    case 'poll': {
      const { question, options, selectable } = content.content;
      const messageSecret = context.pollSecret;
      return generate({
        poll: {
          name: question,
          values: options,
          selectableCount: selectable,
          ...(messageSecret && { messageSecret }),
        },
      });
    }
    case 'edit':
      return generate({ ...textOf(content.content.text, content.options), edit: needed(key) });
    case 'delete':
      return generate({ delete: needed(key) });
    case 'template':
      throw new Error('Templates belong to the Cloud API');
  }
}

function needed(key: WAMessageKey | undefined): WAMessageKey {
  if (key === undefined) throw new Error('The message that this one is about is missing');
  return key;
}

/** `linkPreview: null` keeps the library from fetching addresses that a text names. */
const textOf = (text: string, options: OutboundContent['options']) => ({
  text,
  linkPreview: null,
  ...(options?.mentions && { mentions: options.mentions.map(personJid) }),
});

function generatedContent(
  content: AnyMessageContent,
  { baileys, chat }: RenderContext,
): Promise<proto.IMessage> {
  return baileys.generateWAMessageContent(content, {
    jid: chat,
    upload: () => Promise.reject(new Error('Files are uploaded before a message is rendered')),
  });
}

type MediaContent = Extract<OutboundContent, { type: 'image' | 'video' | 'audio' | 'document' | 'sticker' }>;

/** The file as it was uploaded, with what this message says of it. */
function mediaOf(
  message: MediaContent,
  media: OutboundMessage['media'],
  { baileys }: RenderContext,
): proto.IMessage {
  const uploaded = decodeUploadedMedia(baileys, providerIdOf(message.content, media));
  const said = saidOf(message);
  switch (message.type) {
    case 'image':
      return { imageMessage: { ...expected(uploaded.imageMessage), ...said } };
    case 'video':
      return { videoMessage: { ...expected(uploaded.videoMessage), ...said } };
    case 'sticker':
      return { stickerMessage: { ...expected(uploaded.stickerMessage), ...said } };
    case 'audio':
      return { audioMessage: voiceOf(expected(uploaded.audioMessage), message.content.voice === true) };
    case 'document':
      return documentOf(expected(uploaded.documentMessage), message, said);
  }
}

/** What a message says beside its file. */
function saidOf({ content, options }: MediaContent): {
  caption?: string;
  contextInfo?: { mentionedJid: string[] };
} {
  const caption = 'caption' in content ? content.caption : undefined;
  const mentions = options?.mentions?.map(personJid);
  return {
    ...(caption !== undefined && { caption }),
    ...(mentions !== undefined && { contextInfo: { mentionedJid: mentions } }),
  };
}

const expected = <T extends object>(part: T | null | undefined): T => {
  if (part == null) throw new Error('The file was uploaded as another kind');
  return part;
};

/** Telephones play a voice message only when its type names the codec. */
function voiceOf(audio: proto.Message.IAudioMessage, isVoice: boolean): proto.Message.IAudioMessage {
  const mimetype =
    audio.mimetype?.startsWith('audio/ogg') === true ? 'audio/ogg; codecs=opus' : audio.mimetype;
  return { ...audio, ptt: isVoice, ...(mimetype != null && { mimetype }) };
}

function documentOf(
  document: proto.Message.IDocumentMessage,
  { content }: OutboundOf<'document'>,
  said: Partial<proto.Message.IDocumentMessage>,
): proto.IMessage {
  const fileName = content.filename ?? document.fileName ?? 'file';
  return { documentMessage: { ...document, fileName, title: fileName, ...said } };
}

function providerIdOf(
  source: { mediaId?: string | undefined; link?: string | undefined },
  media: ReadonlyMap<string, MediaSource>,
): string {
  const found = media.get(source.mediaId ?? source.link ?? '');
  if (found?.kind !== 'provider') throw new Error('The file of this message is not with WhatsApp');
  return found.providerMediaId;
}

/** Numbered text; a header's picture or file carries it as its caption. */
async function choicesOf(
  message: Choices,
  media: OutboundMessage['media'],
  context: RenderContext,
): Promise<proto.IMessage> {
  const text = numberedText(message);
  const header = message.type === 'list' ? undefined : message.content.header;
  switch (header?.type) {
    case 'image':
      return mediaOf({ type: 'image', content: { ...header.image, caption: text } }, media, context);
    case 'video':
      return mediaOf({ type: 'video', content: { ...header.video, caption: text } }, media, context);
    case 'document':
      return mediaOf({ type: 'document', content: { ...header.document, caption: text } }, media, context);
    default:
      return generatedContent({ text, linkPreview: null }, context);
  }
}

/** Types that are no message of their own, and quote nothing. */
const changes: ReadonlySet<OutboundContent['type']> = new Set(['reaction', 'edit', 'delete']);

/** The message as it goes out, with what it quotes. */
function quoting(
  { content, whatsappId = '', answers }: OutboundMessage,
  rendered: proto.IMessage,
  key: WAMessageKey | undefined,
  { baileys, chat, ownJid }: RenderContext,
): proto.IMessage {
  const quotes = key !== undefined && !changes.has(content.type);
  const full = baileys.generateWAMessageFromContent(chat, rendered, {
    userJid: ownJid,
    messageId: whatsappId,
    ...(quotes && { quoted: { key, message: quotedContent(answers) } }),
  });
  return expected(full.message);
}

/** What telephones show of a quoted message that they do not have any more. */
function quotedContent(answers: AnsweredMessage | undefined): proto.IMessage {
  const content = answers?.content;
  switch (content?.type) {
    case 'image':
      return { imageMessage: { caption: captionOf(content) } };
    case 'video':
      return { videoMessage: { caption: captionOf(content) } };
    case 'audio':
      return { audioMessage: {} };
    case 'sticker':
      return { stickerMessage: {} };
    case 'document':
      return { documentMessage: { caption: captionOf(content) } };
    default:
      return { conversation: content === undefined ? '' : textIn(content) };
  }
}

function captionOf({ content }: OutboundContent | InboundContent): string {
  const caption = typeof content === 'object' && 'caption' in content ? content.caption : undefined;
  return typeof caption === 'string' ? caption : '';
}

function textIn({ content }: OutboundContent | InboundContent): string {
  if (typeof content === 'string') return content;
  for (const name of ['body', 'text', 'title', 'question', 'name'])
    if (name in content) {
      const value: unknown = Object.entries(content).find(([key]) => key === name)?.[1];
      if (typeof value === 'string') return value;
    }
  return '';
}
