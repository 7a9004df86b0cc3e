import type { WASocket } from 'baileys';
import type { Recipient } from '../../channel.ts';
import { identityOf } from '../inbound/jid.ts';
import { jidOf } from './address.ts';

/** The other name of a person, LID for a number and number for a LID, as WhatsApp told it earlier; it is not asked. */
export async function otherNameOf(
  { authState }: Pick<WASocket, 'authState'>,
  recipient: Recipient,
): Promise<Recipient | undefined> {
  const [user = ''] = jidOf(recipient).split('@');
  // As the library keeps them: by number, and by LID with a mark (Signal/lid-mapping.js).
  const key = recipient.kind === 'phone' ? user : `${user}_reverse`;
  const { [key]: other } = await authState.keys.get('lid-mapping', [key]);
  const server = recipient.kind === 'phone' ? 'lid' : 's.whatsapp.net';
  const found = other === undefined ? undefined : identityOf(`${other}@${server}`);
  return found?.kind === 'phone' || found?.kind === 'lid'
    ? { kind: found.kind, value: found.value }
    : undefined;
}
