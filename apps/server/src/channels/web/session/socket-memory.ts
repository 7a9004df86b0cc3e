import type { GroupMetadata, proto, WAMessageKey } from 'baileys';
import type { SessionHold } from '../sessions/held-session.ts';

/** What the library asks back while it works. */
export abstract class SocketMemory {
  /** A message as it was sent: a recipient could not read it, or votes in a poll have to be opened. */
  abstract messageOf(hold: SessionHold, key: WAMessageKey): Promise<proto.IMessage | undefined>;
  /** A group as WhatsApp last described it; without it, each message to the group asks for its members. */
  abstract groupOf(hold: SessionHold, groupId: string): Promise<GroupMetadata | undefined>;
}
