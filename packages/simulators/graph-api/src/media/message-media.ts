import { request } from 'undici';
import type { PhoneNumber } from '../accounts.ts';
import { parameterRefused } from '../graph-error.ts';
import { isJsonObject } from '../json.ts';
import type { Failure } from '../messages/delivery-run.ts';
import type { OutboundMessage } from '../messages/parse-message.ts';
import type { Platform } from '../platform.ts';
import { isMediaKind, type MediaKind, mediaObjection } from './media-rules.ts';

const LINK_TIMEOUT_MS = 10_000;

interface MediaUse {
  readonly kind: MediaKind;
  /** Where it stands in the request, as Meta names it. */
  readonly parameter: string;
  readonly id: unknown;
  readonly link: unknown;
}

/** Throws when an id names no file of this account; gives the failure that follows when the file does not fit its use. */
export function storedMediaObjection(
  platform: Platform,
  phoneNumber: PhoneNumber,
  message: OutboundMessage,
): Failure | undefined {
  let failure: Failure | undefined;
  for (const use of mediaUses(message)) {
    if (typeof use.id !== 'string') continue;
    const media = platform.media.get(use.id);
    if (media?.businessAccountId !== phoneNumber.businessAccountId) {
      throw parameterRefused(
        `Param ${use.parameter}['id'] is not a valid whatsapp business account media attachment ID`,
      );
    }
    const objection = mediaObjection(use.kind, media.mimeType, media.bytes.length);
    if (objection !== undefined) failure ??= uploadFailure(objection);
  }
  return failure;
}

/** Downloads linked files as Meta does; gives the failure that follows when one cannot be had or does not fit. */
export async function linkedMediaObjection(
  platform: Platform,
  message: OutboundMessage,
): Promise<Failure | undefined> {
  for (const use of mediaUses(message)) {
    if (typeof use.link !== 'string') continue;
    const objection = await linkObjection(platform, use.kind, use.link);
    if (objection !== undefined) return uploadFailure(objection);
  }
  return undefined;
}

async function linkObjection({ post }: Platform, kind: MediaKind, link: string): Promise<string | undefined> {
  try {
    const answer = await request(link, {
      dispatcher: post.dispatcher,
      headersTimeout: LINK_TIMEOUT_MS,
      bodyTimeout: LINK_TIMEOUT_MS,
    });
    const bytes = await answer.body.bytes();
    if (answer.statusCode !== 200)
      return `Downloading media from weblink failed with http code ${answer.statusCode}, status message none`;
    return mediaObjection(kind, String(answer.headers['content-type'] ?? ''), bytes.length);
  } catch (error) {
    return `Downloading media from weblink failed: ${error instanceof Error ? error.message : 'no answer'}`;
  }
}

function uploadFailure(details: string): Failure {
  return { code: 131053, details, after: 'accepted' };
}

function mediaUses(message: OutboundMessage): MediaUse[] {
  if (isMediaKind(message.type)) return mediaUse(message.type, message.type, message.content);
  if (message.type === 'template') return templateMediaUses(message.content);
  if (message.type !== 'interactive' || !isJsonObject(message.content)) return [];
  const { header } = message.content;
  const type = isJsonObject(header) ? header['type'] : undefined;
  if (!isJsonObject(header) || typeof type !== 'string' || !isMediaKind(type)) return [];
  return mediaUse(type, `interactive['header']['${type}']`, header[type]);
}

function templateMediaUses(template: unknown): MediaUse[] {
  const components = isJsonObject(template) ? listOf(template['components']) : [];
  return components.flatMap((component, position) =>
    listOf(component['parameters']).flatMap((parameter, index) => {
      const { type } = parameter;
      if (typeof type !== 'string' || !isMediaKind(type)) return [];
      return mediaUse(
        type,
        `template['components'][${position}]['parameters'][${index}]['${type}']`,
        parameter[type],
      );
    }),
  );
}

function mediaUse(kind: MediaKind, parameter: string, file: unknown): MediaUse[] {
  return isJsonObject(file) ? [{ kind, parameter, id: file['id'], link: file['link'] }] : [];
}

function listOf(value: unknown) {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
