import type { Account, Companion } from '../accounts/account.ts';
import { childOf, childrenOf, type Stanza, stanza } from '../stream/stanza.ts';
import { inboundAttributes } from './inbound-attributes.ts';
import type { Reading } from './message-reader.ts';
import type { Outbound } from './outbound.ts';

/** Brings what one client wrote to other clients, still encrypted, as the server does. */
export class ClientRelay {
  /** Forwards a message to the clients among its recipients. */
  forward(outbound: Outbound, reading: Reading): void {
    const direct = new Map<Companion, Stanza>();
    for (const { device, enc } of reading.forClients) {
      const companion = device.account.companions.get(device.deviceId);
      if (companion) direct.set(companion, enc);
    }
    const shared = reading.forGroup;
    const receivers = shared ? companionsInGroup(outbound) : [...direct.keys()];
    for (const companion of receivers) {
      const own = direct.get(companion);
      const encs = [...(own ? [own] : []), ...(shared ? [shared] : [])];
      companion.deliver(forwarded(outbound, companion.account, encs));
    }
  }
}

function companionsInGroup({ client, to }: Outbound): Companion[] {
  const members = to.kind === 'group' ? [...to.group.members.keys()] : [];
  return members
    .flatMap((member) => [...member.companions.values()])
    .filter((companion) => companion !== client);
}

function forwarded(outbound: Outbound, receiver: Account, encs: readonly Stanza[]): Stanza {
  const { client, stanza: sent, whatsappId, to, mode } = outbound;
  // Only the stanza's attributes come from the record: its content stays encrypted.
  const record = { whatsappId, author: client, to, message: {}, at: Date.now() };
  const identity = childOf(sent, 'device-identity');
  return stanza(
    'message',
    {
      ...inboundAttributes(record, receiver, mode),
      type: sent.attrs['type'],
      edit: sent.attrs['edit'],
    },
    [...encs, ...(identity ? [identity] : []), ...childrenOf(sent, 'meta')],
  );
}
