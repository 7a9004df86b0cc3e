import { Injectable } from '@nestjs/common';
import type { Message, MessageId, MessageWithHistory } from '@recado/contracts';
import { z } from 'zod';
import { notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { MessagesQueries, type StatusRow } from './messages.queries.ts';
import { presentMessageWithContact, sentContent } from './present-message.ts';

const StatusDetails = z.looseObject({ detail: z.string().optional() });

function presentStatus(row: StatusRow): MessageWithHistory['statuses'][number] {
  const { detail, ...details } = StatusDetails.parse(row.details);
  return {
    status: row.status,
    at: row.created_at.toISOString(),
    error: row.error_code === null ? null : { code: row.error_code, detail: detail ?? null },
    details,
  };
}

const Former = z.looseObject({
  former: z.array(z.object({ content: z.unknown(), until: z.iso.datetime() })).default([]),
});

const formerOf = (metadata: unknown): MessageWithHistory['former'] =>
  Former.parse(metadata).former.map(({ content, until }) => ({ message: sentContent(content), until }));

const acceptance = (message: Message): MessageWithHistory['statuses'] =>
  message.direction === 'outbound'
    ? [{ status: 'pending', at: message.createdAt, error: null, details: {} }]
    : [];

/** A message that the caller may see, with every status it went through. */
@Injectable()
export class FindMessage {
  constructor(private readonly queries: MessagesQueries) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, id: MessageId): Promise<MessageWithHistory> {
    const found = await this.queries.byId(caller.tenantId, id);
    if (found === undefined || !mayUseInstance(caller, found.message.instance_id))
      throw notFound('The message');
    const message = presentMessageWithContact(found.message);
    return {
      ...message,
      statuses: [...acceptance(message), ...found.statuses.map(presentStatus)],
      former: formerOf(found.message.metadata),
    };
  }
}
