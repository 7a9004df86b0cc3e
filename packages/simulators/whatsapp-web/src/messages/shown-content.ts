import { normalizeMessageContent, type proto } from 'baileys';
import { textOf } from './text-of.ts';

/** What a phone shows of a message. */
export interface ShownContent {
  readonly type: string;
  readonly text?: string | undefined;
  readonly file?:
    { readonly mimeType: string | undefined; readonly filename: string | undefined } | undefined;
  /** The options of a poll. */
  readonly options?: readonly string[] | undefined;
  /** How many of the options one person may choose. */
  readonly mostOptions?: number | undefined;
  readonly replyTo?: string | undefined;
  /** Whether who wrote it changed its words afterwards. */
  readonly isEdited?: boolean;
}

const given = (text: string | null | undefined): string | undefined =>
  text === null || text === undefined || text === '' ? undefined : text;

/** What a phone shows of a message's content; undefined for what is about another message, and for a vote. */
export function shownContent(message: proto.IMessage): ShownContent | undefined {
  const content = normalizeMessageContent(message) ?? {};
  if (content.reactionMessage ?? content.protocolMessage ?? content.pollUpdateMessage) return undefined;
  const replyTo = replyOf(content);
  const shown =
    shownFile(content) ??
    shownPlace(content) ??
    shownCards(content) ??
    shownPoll(content) ??
    shownText(content);
  return { ...shown, replyTo };
}

function shownText(content: proto.IMessage): ShownContent {
  const text =
    textOf(content) ??
    content.buttonsResponseMessage?.selectedDisplayText ??
    content.listResponseMessage?.title;
  return text === null || text === undefined ? { type: 'unsupported' } : { type: 'text', text };
}

const FILES = [
  ['image', 'imageMessage'],
  ['video', 'videoMessage'],
  ['video', 'ptvMessage'],
  ['audio', 'audioMessage'],
  ['document', 'documentMessage'],
  ['sticker', 'stickerMessage'],
] as const;

function shownFile(content: proto.IMessage): ShownContent | undefined {
  for (const [type, field] of FILES) {
    const part = content[field];
    if (!part) continue;
    return {
      type,
      text: 'caption' in part ? given(part.caption) : undefined,
      file: {
        mimeType: given(part.mimetype),
        filename: 'fileName' in part ? given(part.fileName) : undefined,
      },
    };
  }
  return undefined;
}

function shownPlace({ locationMessage, liveLocationMessage }: proto.IMessage): ShownContent | undefined {
  const place = locationMessage ?? liveLocationMessage;
  if (!place) return undefined;
  const words = [locationMessage?.name, locationMessage?.address].filter((part) => given(part) !== undefined);
  const at = `${String(place.degreesLatitude)}, ${String(place.degreesLongitude)}`;
  return { type: 'location', text: words.length === 0 ? at : words.join('\n') };
}

function shownCards({ contactMessage, contactsArrayMessage }: proto.IMessage): ShownContent | undefined {
  const cards = contactMessage ? [contactMessage] : contactsArrayMessage?.contacts;
  if (!cards) return undefined;
  const lines = cards.map(({ displayName, vcard }) =>
    [displayName, phoneOf(vcard)].filter((part) => given(part) !== undefined).join(' · '),
  );
  return { type: 'contacts', text: lines.join('\n') };
}

const phoneOf = (vcard: string | null | undefined): string | undefined =>
  /TEL[^:]*:(.+)/.exec(vcard ?? '')?.[1];

function shownPoll(content: proto.IMessage): ShownContent | undefined {
  const poll = content.pollCreationMessage ?? content.pollCreationMessageV2 ?? content.pollCreationMessageV3;
  if (!poll) return undefined;
  const options = (poll.options ?? []).flatMap(({ optionName }) => given(optionName) ?? []);
  // None stands for as many as there are.
  const most = poll.selectableOptionsCount ?? 0;
  return { type: 'poll', text: given(poll.name), options, mostOptions: most === 0 ? options.length : most };
}

function replyOf(content: proto.IMessage): string | undefined {
  const parts: unknown[] = Object.values(content);
  for (const part of parts) {
    if (typeof part !== 'object' || part === null || !('contextInfo' in part)) continue;
    const { contextInfo } = part;
    if (typeof contextInfo !== 'object' || contextInfo === null || !('stanzaId' in contextInfo)) continue;
    if (typeof contextInfo.stanzaId === 'string') return contextInfo.stanzaId;
  }
  return undefined;
}

/** One bubble of a chat on a phone. */
export interface ShownMessage extends ShownContent {
  readonly id: string;
  readonly isMine: boolean;
  readonly at: number;
  /** How far it came: for one of mine at the other side, for another one here. */
  readonly state: 'sent' | 'delivered' | 'read';
  readonly reactions: readonly { readonly isMine: boolean; readonly emoji: string }[];
}
