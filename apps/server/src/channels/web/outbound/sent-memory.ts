import { Injectable } from '@nestjs/common';
import type { GroupMetadata, proto, WAMessageKey } from 'baileys';
import { z } from 'zod';
import { loadBaileys } from '../baileys.ts';
import { GroupsCacheRepository } from '../groups-cache.repository.ts';
import { SocketMemory } from '../session/socket-memory.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { SessionRegistry } from '../sessions/session-registry.ts';
import { SentMessagesRepository } from './sent-messages.repository.ts';

/** What the library reads of a group when it sends to it. */
const CachedGroup = z.looseObject({
  id: z.string(),
  subject: z.string(),
  owner: z.string().optional(),
  participants: z.array(z.looseObject({ id: z.string() })),
});

/** Answers the library from the database: what was sent, and who is in a group. */
@Injectable()
export class SentMemory extends SocketMemory {
  constructor(
    private readonly sentMessages: SentMessagesRepository,
    private readonly groups: GroupsCacheRepository,
    private readonly registry: SessionRegistry,
  ) {
    super();
  }

  async messageOf(
    { tenantId, instanceId }: SessionHold,
    { id }: WAMessageKey,
  ): Promise<proto.IMessage | undefined> {
    if (id == null) return undefined;
    const content = await this.sentMessages.find(tenantId, instanceId, id);
    if (content === undefined) return undefined;
    const baileys = await loadBaileys();
    return baileys.proto.Message.decode(content);
  }

  /** Asks WhatsApp when it is not known, and keeps the answer until the group changes. */
  async groupOf({ tenantId, instanceId }: SessionHold, groupId: string): Promise<GroupMetadata | undefined> {
    const known = CachedGroup.safeParse(await this.groups.find(tenantId, instanceId, groupId));
    if (known.success) return { ...known.data, owner: known.data.owner };
    const socket = this.registry.of(instanceId)?.socket;
    if (socket === undefined) return undefined;
    const metadata = await socket.groupMetadata(groupId);
    await this.groups.save(tenantId, instanceId, [{ id: groupId, metadata }]);
    return metadata;
  }
}
