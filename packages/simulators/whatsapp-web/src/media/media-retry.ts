import { randomBytes } from 'node:crypto';
import { aesEncryptGCM, hkdf, proto } from 'baileys';
import type { Phones } from '../messages/phone.ts';
import type { Platform } from '../platform.ts';
import type { Session } from '../accounts/account.ts';
import { childOf, type Stanza, stanza } from '../stream/stanza.ts';
import { fileOfMessage } from './file-of-message.ts';

const { ResultType } = proto.MediaRetryNotification;

/** A client cannot fetch the file of a message any more and asks its phone to upload it again. */
export class MediaRetry {
  readonly #platform: Platform;
  readonly #phones: Phones;

  constructor(platform: Platform, phones: Phones) {
    this.#platform = platform;
    this.#phones = phones;
  }

  /** Answers a `<receipt type="server-error">` with a `<notification type="mediaretry">`. */
  answer({ companion }: Session, receipt: Stanza): void {
    const id = receipt.attrs['id'] ?? '';
    const request = childOf(receipt, 'rmr');
    const record = this.#phones.of(companion.account).archive.byId(id);
    const file = record && fileOfMessage(record.message);
    const directPath = file && this.#platform.media.putAgain(file.directPath);
    const content =
      file && directPath
        ? encryptedResult(id, file.mediaKey, { stanzaId: id, directPath, result: ResultType.SUCCESS })
        : stanza('error', { code: ResultType.NOT_FOUND });
    companion.deliver(
      stanza(
        'notification',
        { id, from: companion.account.jid, type: 'mediaretry', t: this.#platform.nowSeconds() },
        [content, stanza('rmr', request?.attrs)],
      ),
    );
  }
}

function encryptedResult(id: string, mediaKey: Uint8Array, result: proto.IMediaRetryNotification): Stanza {
  const iv = randomBytes(12);
  const key = hkdf(mediaKey, 32, { info: 'WhatsApp Media Retry Notification' });
  const plaintext = proto.MediaRetryNotification.encode(result).finish();
  return stanza('encrypt', {}, [
    stanza('enc_p', {}, aesEncryptGCM(plaintext, key, iv, Buffer.from(id))),
    stanza('enc_iv', {}, iv),
  ]);
}
