import { proto } from 'baileys';
import type { Companion, Session } from '../accounts/account.ts';
import type { HistorySender } from '../history/history-sender.ts';
import { onDemandPart } from '../history/on-demand-part.ts';
import type { Platform } from '../platform.ts';
import { signalAddress } from '../signal/device.ts';
import { bytesOf, childOf, type Stanza } from '../stream/stanza.ts';
import type { PeerMessages } from './peer-messages.ts';
import type { PhonePower } from './phone-power.ts';
import type { Phones } from './phone.ts';

const { PeerDataOperationRequestType: RequestType } = proto.Message;

type Request = proto.Message.IPeerDataOperationRequestMessage;

interface Parts {
  readonly platform: Platform;
  readonly phones: Phones;
  readonly peerMessages: PeerMessages;
  readonly history: HistorySender;
  readonly power: PhonePower;
}

/** What a client asks of its own phone: messages that it could not read or missed, and older history. */
export class PeerRequests {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes a `<message category="peer">`. The phone answers once it is on. */
  async take({ companion }: Session, received: Stanza): Promise<void> {
    const enc = childOf(received, 'enc');
    const type = enc?.attrs['type'] === 'pkmsg' ? 'pkmsg' : 'msg';
    const { signal } = this.#parts.phones.of(companion.account);
    const opened = await signal.decrypt(signalAddress(companion), type, bytesOf(enc));
    const message = opened.deviceSentMessage?.message ?? opened;
    const request = message.protocolMessage?.peerDataOperationRequestMessage;
    if (!request) return;
    this.#parts.power.whenOn(companion.account, () => {
      this.#parts.platform.activity.run('answering a client of the phone', () =>
        this.#answer(companion, request, received.attrs['id'] ?? ''),
      );
    });
  }

  async #answer(client: Companion, request: Request, requestId: string): Promise<void> {
    switch (request.peerDataOperationRequestType) {
      case RequestType.PLACEHOLDER_MESSAGE_RESEND:
        return this.#resend(client, request, requestId);
      case RequestType.HISTORY_SYNC_ON_DEMAND:
        return this.#sendHistory(client, request.historySyncOnDemandRequest ?? {}, requestId);
      default:
        this.#parts.platform.log(`A phone does not answer ${String(request.peerDataOperationRequestType)}`);
    }
  }

  async #resend(client: Companion, request: Request, requestId: string): Promise<void> {
    const { archive } = this.#parts.phones.of(client.account);
    const results = (request.placeholderMessageResendRequest ?? []).flatMap(({ messageKey: key }) => {
      const record = key?.id ? archive.byId(key.id) : undefined;
      if (!key || !record) return [];
      const webMessageInfoBytes = proto.WebMessageInfo.encode({
        key,
        message: record.message,
        messageTimestamp: Math.floor(record.at / 1000),
        pushName: record.author.account.name,
      }).finish();
      return [{ placeholderMessageResendResponse: { webMessageInfoBytes } }];
    });
    await this.#parts.peerMessages.send(client, {
      type: proto.Message.ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
      peerDataOperationRequestResponseMessage: {
        peerDataOperationRequestType: RequestType.PLACEHOLDER_MESSAGE_RESEND,
        stanzaId: requestId,
        peerDataOperationResult: results,
      },
    });
  }

  async #sendHistory(
    client: Companion,
    request: proto.Message.PeerDataOperationRequestMessage.IHistorySyncOnDemandRequest,
    requestId: string,
  ): Promise<void> {
    const { archive } = this.#parts.phones.of(client.account);
    const part = onDemandPart({
      account: client.account,
      accounts: this.#parts.platform.accounts,
      records: archive.list(),
      chatJid: request.chatJid ?? '',
      oldestMessageId: request.oldestMsgId ?? '',
      oldestAtMs: Number(request.oldestMsgTimestampMs ?? 0),
      count: request.onDemandMsgCount ?? 50,
    });
    await this.#parts.history.send(client, part, requestId);
  }
}
