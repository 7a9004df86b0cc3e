import { childOf, childrenOf, type Stanza } from '../stream/stanza.ts';

/** What one device shall be able to read of a client's message. */
export interface MessageCopy {
  /** The device, as the client addressed it. */
  readonly jid: string;
  readonly enc: Stanza;
}

/** A client's `<message>`, taken apart. */
export interface MessageCopies {
  /** One per device: the message itself, or the sender key with which to read a group's message. */
  readonly direct: readonly MessageCopy[];
  /** What a group's members read with the sender key. */
  readonly group: Stanza | undefined;
}

/** Takes a client's `<message>` apart. */
export function copiesOf(message: Stanza): MessageCopies {
  const [enc] = childrenOf(message, 'enc');
  const isForGroup = enc?.attrs['type'] === 'skmsg';
  const addressed = childrenOf(childOf(message, 'participants'), 'to').flatMap((to) => {
    const copy = childOf(to, 'enc');
    return copy ? [{ jid: to.attrs['jid'] ?? '', enc: copy }] : [];
  });
  const jid = message.attrs['participant'] ?? message.attrs['to'] ?? '';
  return {
    direct: enc && !isForGroup ? [...addressed, { jid, enc }] : addressed,
    group: isForGroup ? enc : undefined,
  };
}
