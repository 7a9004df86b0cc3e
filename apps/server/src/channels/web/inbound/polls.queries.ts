import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { z } from 'zod';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import { loadBaileys } from '../baileys.ts';
import { SentMessagesRepository } from '../outbound/sent-messages.repository.ts';
import { contentOf, unwrapped } from './message-content.ts';
import { plainJson } from './plain-json.ts';
import { Content } from './web-update.ts';

export interface Poll {
  options: string[];
  secret: Buffer;
}

const Options = z.looseObject({ options: z.array(z.string()) });
const Secret = z.looseObject({ messageSecret: z.string().min(1) });

/** Polls that were sent or received, with what opens their votes. */
@Injectable()
export class PollsQueries {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly sent: SentMessagesRepository,
  ) {}

  async find(tenantId: TenantId, instanceId: InstanceId, whatsappId: string): Promise<Poll | undefined> {
    return (
      (await this.#sent(tenantId, instanceId, whatsappId)) ?? this.#stored(tenantId, instanceId, whatsappId)
    );
  }

  async #sent(tenantId: TenantId, instanceId: InstanceId, whatsappId: string): Promise<Poll | undefined> {
    const bytes = await this.sent.find(tenantId, instanceId, whatsappId);
    if (bytes === undefined) return undefined;
    const { proto } = await loadBaileys();
    const { content } = unwrapped(Content.parse(plainJson(proto.Message.decode(bytes))));
    const read = contentOf(content, { remoteJid: '', id: whatsappId });
    return pollOf(read?.content.content, content['messageContextInfo']);
  }

  /** messages_by_whatsapp_id finds it. */
  async #stored(tenantId: TenantId, instanceId: InstanceId, whatsappId: string): Promise<Poll | undefined> {
    const row = await this.database.statements
      .selectFrom('messages')
      .select(['content', 'metadata'])
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('message_id', '=', whatsappId)
      .executeTakeFirst();
    const content = z.looseObject({ content: z.unknown() }).safeParse(row?.content);
    return content.success ? pollOf(content.data.content, row?.metadata) : undefined;
  }
}

function pollOf(content: unknown, holder: unknown): Poll | undefined {
  const poll = Options.safeParse(content);
  const secret = Secret.safeParse(holder);
  return poll.success && secret.success
    ? { options: poll.data.options, secret: Buffer.from(secret.data.messageSecret, 'base64') }
    : undefined;
}
