import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  MOST_BROADCAST_RECIPIENTS,
  type BroadcastPreview,
  type CreateBroadcast,
  type TenantId,
} from '@recado/contracts';
import { invalidRequest } from '../../platform/http/validation-pipe.ts';
import { decide } from '../dispatching/recipient-decision-policy.ts';
import { Audience, type AudienceLine, type Dropped, type ListedRecipient } from './audience-policy.ts';
import { AudienceQueries } from './audience.queries.ts';
import { readCsv } from './read-csv.ts';

/** Whom a broadcast would reach, in the order in which they are written to. */
export interface PreparedAudience {
  recipients: ListedRecipient[];
  dropped: Dropped;
  /** What the first three would get. */
  messages: BroadcastPreview['messages'];
}

const MOST_SHOWN = 3;
/** Numbers are read in pieces, so that other requests get their turn. */
const PIECE = 500;

/** Reads the audience of a request: numbers checked, duplicates left out, and a look at the first messages. */
@Injectable()
export class PrepareAudience {
  constructor(private readonly queries: AudienceQueries) {}

  /** @throws AppError invalid_request for a table that cannot be read, or more recipients than a broadcast may have */
  async execute(
    tenantId: TenantId,
    { audience, message }: Pick<CreateBroadcast, 'audience' | 'message'>,
  ): Promise<PreparedAudience> {
    const read = new Audience();
    const lines = await this.#lines(tenantId, audience);
    for (let at = 0; at < lines.length; at += PIECE) {
      for (const line of lines.slice(at, at + PIECE)) read.add(line);
      await setImmediate();
    }
    const { recipients, dropped } = read;
    if (recipients.length > MOST_BROADCAST_RECIPIENTS)
      throw invalidRequest([
        {
          path: ['audience'],
          message: `has more than ${String(MOST_BROADCAST_RECIPIENTS)} recipients; make several broadcasts`,
        },
      ]);
    const first = recipients.slice(0, MOST_SHOWN);
    const contacts = await this.queries.contactsOf(
      tenantId,
      first.map(({ phoneNumber }) => phoneNumber),
    );
    const messages = first.map((recipient) => {
      const contact = contacts.get(recipient.phoneNumber);
      const decision = decide(message, { ...recipient, contact });
      const { phoneNumber } = recipient;
      return decision.state === 'accepting'
        ? { phoneNumber, message: decision.message, reason: null }
        : { phoneNumber, message: null, reason: { code: decision.code, detail: decision.detail } };
    });
    return { recipients, dropped, messages };
  }

  async #lines(tenantId: TenantId, audience: CreateBroadcast['audience']): Promise<AudienceLine[]> {
    const { labels, csv, recipients = [] } = audience;
    if (csv !== undefined) return readCsv(csv);
    if (labels === undefined)
      return recipients.map(({ phoneNumber, variables = {} }, place) => ({
        line: place + 1,
        phoneNumber,
        variables,
      }));
    const numbers = await this.queries.labelled(tenantId, labels);
    return numbers.map((phoneNumber, place) => ({ line: place + 1, phoneNumber, variables: {} }));
  }
}
