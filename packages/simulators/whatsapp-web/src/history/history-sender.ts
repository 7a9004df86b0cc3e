import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import { proto } from 'baileys';
import type { Companion } from '../accounts/account.ts';
import type { PeerMessages } from '../messages/peer-messages.ts';
import type { Platform } from '../platform.ts';
import { type HistoryPart, historyParts } from './history-sync.ts';

const deflated = promisify(deflate);
const { Type } = proto.Message.ProtocolMessage;

/** Sends to a newly linked client what its phone has to tell: the keys of the app state, then the history. */
export class HistorySender {
  readonly #platform: Platform;
  readonly #peerMessages: PeerMessages;

  constructor(platform: Platform, peerMessages: PeerMessages) {
    this.#platform = platform;
    this.#peerMessages = peerMessages;
  }

  /** Sends all of it. */
  async setUp(client: Companion): Promise<void> {
    await this.#peerMessages.send(client, appStateKeyShare(this.#platform.clock.now()));
    for (const part of historyParts(client.account, this.#platform.accounts)) await this.send(client, part);
  }

  /** Announces a part of the history; `requestId` when the client asked for it. */
  async send(client: Companion, part: HistoryPart, requestId?: string): Promise<void> {
    const bytes = proto.HistorySync.encode(part).finish();
    await this.#peerMessages.send(client, {
      type: Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType: notificationType(part),
        chunkOrder: part.chunkOrder ?? 0,
        progress: part.progress ?? 100,
        fileLength: bytes.length,
        // Baileys downloads larger parts from mmg.whatsapp.net whatever the endpoint, so they travel inside.
        initialHistBootstrapInlinePayload: await deflated(bytes),
        ...(requestId !== undefined && { peerDataRequestSessionId: requestId }),
      },
    });
  }
}

/** The two enumerations have the same numbers for the types that are sent. */
function notificationType(part: HistoryPart): proto.Message.HistorySyncType {
  const { HistorySyncType: announced } = proto.Message;
  switch (part.syncType) {
    case proto.HistorySync.HistorySyncType.RECENT:
      return announced.RECENT;
    case proto.HistorySync.HistorySyncType.PUSH_NAME:
      return announced.PUSH_NAME;
    case proto.HistorySync.HistorySyncType.ON_DEMAND:
      return announced.ON_DEMAND;
    default:
      return announced.INITIAL_BOOTSTRAP;
  }
}

function appStateKeyShare(now: number): proto.Message.IProtocolMessage {
  return {
    type: Type.APP_STATE_SYNC_KEY_SHARE,
    appStateSyncKeyShare: {
      keys: [
        {
          keyId: { keyId: randomBytes(6) },
          keyData: {
            keyData: randomBytes(32),
            fingerprint: { rawId: 1, currentIndex: 0, deviceIndexes: [0] },
            timestamp: now,
          },
        },
      ],
    },
  };
}
