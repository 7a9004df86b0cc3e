import { GroupRegistry } from '../groups/group-registry.ts';
import { GroupDesk } from '../groups/group-desk.ts';
import { GroupQueries } from '../groups/group-queries.ts';
import { HistorySender } from '../history/history-sender.ts';
import { MediaDesk } from '../media/media-desk.ts';
import { MediaRetry } from '../media/media-retry.ts';
import type { Platform } from '../platform.ts';
import { PreKeyDesk } from '../signal/pre-key-desk.ts';
import { AccountMessaging } from './account-messaging.ts';
import { ClientMessages } from './client-messages.ts';
import { ClientReceipts } from './client-receipts.ts';
import { ClientRelay } from './client-relay.ts';
import { DeviceNotices } from './device-notices.ts';
import { MessageReader } from './message-reader.ts';
import type { Messaging } from './messaging.ts';
import { ContentWriter } from './content-writer.ts';
import { PeerMessages } from './peer-messages.ts';
import { OwnReceipts } from './own-receipts.ts';
import { PeerRequests } from './peer-requests.ts';
import { PhonePower } from './phone-power.ts';
import { PhoneMessages } from './phone-messages.ts';
import { Phones } from './phone.ts';
import { PresenceDesk } from './presence-desk.ts';
import { RecipientConduct } from './recipient-conduct.ts';
import { RetryRequests } from './retry-requests.ts';
import { Sealer } from './sealer.ts';

/** Registers the handlers for messages, receipts and prekeys with the router. */
export function installMessaging(platform: Platform): Messaging {
  const phones = new Phones();
  const groups = new GroupRegistry(platform);
  const groupDesk = new GroupDesk(platform, groups);
  new GroupQueries(platform, groups, groupDesk);
  const preKeys = new PreKeyDesk(platform, phones);
  const power = new PhonePower();
  const conduct = new RecipientConduct(platform, phones, power, async (from, to, { text, mode }) => {
    await messaging.send(from, to.phone, text, { as: mode });
  });
  const sealer = new Sealer(preKeys);
  const media = new MediaDesk(platform);
  const writer = new ContentWriter({ platform, phones, media });
  const phoneMessages = new PhoneMessages({ platform, phones, sealer });
  const peerMessages = new PeerMessages(platform, phones, sealer);
  const history = new HistorySender(platform, peerMessages);
  const clientMessages = new ClientMessages({
    platform,
    phones,
    groups,
    conduct,
    reader: new MessageReader(platform, phones),
    retries: new RetryRequests(platform, phones),
    relay: new ClientRelay(),
    power,
    peerRequests: new PeerRequests({ platform, phones, peerMessages, history, power }),
  });
  const clientReceipts = new ClientReceipts({
    platform,
    phones,
    phoneMessages,
    mediaRetry: new MediaRetry(platform, phones),
  });
  platform.router.on('message', (session, received) => clientMessages.accept(session, received));
  platform.router.on('receipt', (session, received) => clientReceipts.accept(session, received));
  const messaging = new AccountMessaging({
    platform,
    deviceNotices: new DeviceNotices(platform, phones),
    presence: new PresenceDesk(platform),
    ownReceipts: new OwnReceipts(platform, phones),
    power,
    phones,
    groups,
    groupDesk,
    phoneMessages,
    writer,
    media,
    history,
  });
  platform.whenCaughtUp((client) => messaging.companionCaughtUp(client));
  return messaging;
}
