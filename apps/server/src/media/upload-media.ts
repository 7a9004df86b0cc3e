import { Injectable } from '@nestjs/common';
import { Media, type InstanceId, type MediaId } from '@recado/contracts';
import { fileTypeFromBuffer } from 'file-type';
import { RecordAudit } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { FirstAnswers, type Repeatable } from '../platform/http/first-answers.repository.ts';
import { requestFingerprint } from '../platform/http/idempotency-key.ts';
import { cleanFileName } from './file-name-policy.ts';
import { MeasuredBody, openBody } from './measured-body.ts';
import { MediaMetrics } from './media-metrics.ts';
import { MediaStore } from './media-store.ts';
import { judgeFile, sizeText, SNIFFED_BYTES } from './media-type-policy.ts';
import { MediaRepository, type StoredMedia } from './media.repository.ts';
import { presentMedia } from './present-media.ts';
import type { UploadForm } from './upload-form.ts';

const CREATED = 201;

export interface Uploaded {
  media: Media;
  /** True when this is the first answer given again. */
  isReplay: boolean;
}

const refused = (reason: string): AppError =>
  new AppError('media_invalid', reason, { errors: [{ path: 'file', message: reason }] });

/** Keeps a file that a caller will send. Whatever is refused, cut off or repeated leaves nothing behind. */
@Injectable()
export class UploadMedia {
  constructor(
    private readonly database: Database,
    private readonly store: MediaStore,
    private readonly repository: MediaRepository,
    private readonly firstAnswers: FirstAnswers,
    private readonly audit: RecordAudit,
    private readonly metrics: MediaMetrics,
    private readonly clock: Clock,
  ) {}

  /**
   * @param idempotencyKey of the request; what makes two uploads the same are the bytes, the name and the fields
   * @throws AppError not_found, media_invalid, payload_too_large, invalid_request, idempotency_mismatch, idempotency_in_flight
   */
  async execute(caller: Caller, form: UploadForm, idempotencyKey: string | undefined): Promise<Uploaded> {
    const { instanceId } = form.fields;
    if (instanceId !== undefined) await this.#assertInstance(caller, instanceId);
    const media = await this.#storeFile(form);
    try {
      const uploaded = await this.#keep(caller, media, repeatable(caller, form, media, idempotencyKey));
      if (uploaded.isReplay) await this.store.remove(media.id);
      return uploaded;
    } catch (error) {
      await this.store.remove(media.id);
      throw error;
    }
  }

  async #assertInstance(caller: Caller, instanceId: InstanceId): Promise<void> {
    const isKnown = await this.database.inTenant(caller.tenantId, (tx) =>
      this.repository.isInstance(caller.tenantId, tx, instanceId),
    );
    if (!isKnown || !mayUseInstance(caller, instanceId)) throw notFound('The instance');
  }

  async #storeFile(form: UploadForm): Promise<StoredMedia> {
    const { head, whole } = await openBody(form.body, SNIFFED_BYTES);
    const detected = await fileTypeFromBuffer(head);
    const verdict = judgeFile(
      { bytes: head, detected: detected?.mime, fileName: form.fileName },
      form.fields.kind,
    );
    if (!verdict.isTaken) throw refused(verdict.reason);
    const { kind, mimeType, mostBytes } = verdict;
    const tooLarge = () =>
      new AppError(
        'payload_too_large',
        `WhatsApp takes at most ${sizeText(mostBytes)} of ${mimeType} as ${kind}`,
      );
    const measured = new MeasuredBody(whole, mostBytes, tooLarge);
    const id = this.clock.newId<MediaId>();
    await this.store.write(id, measured);
    this.metrics.moved('uploaded', measured.sizeBytes);
    return {
      id,
      instanceId: form.fields.instanceId ?? null,
      kind,
      mimeType,
      fileName: cleanFileName(form.fileName),
      sizeBytes: measured.sizeBytes,
      sha256: measured.sha256(),
      createdAt: this.clock.now(),
    };
  }

  #keep(caller: Caller, media: StoredMedia, repeated: Repeatable | undefined): Promise<Uploaded> {
    return this.database.inTenant(caller.tenantId, async (tx) => {
      const first = await this.#firstAnswer(caller, tx, repeated);
      if (first !== undefined) return { media: first, isReplay: true };
      const answer = presentMedia(media);
      await this.repository.insertStored(caller.tenantId, tx, media);
      await this.audit.execute(caller.tenantId, tx, caller, {
        action: 'media.created',
        resourceType: 'media',
        resourceId: media.id,
        after: { ...answer, instanceId: media.instanceId },
      });
      if (repeated !== undefined) await this.#recordAnswer(caller, tx, repeated, answer);
      return { media: answer, isReplay: false };
    });
  }

  async #firstAnswer(caller: Caller, tx: Tx, repeated: Repeatable | undefined): Promise<Media | undefined> {
    if (repeated === undefined) return undefined;
    const [first] = await this.firstAnswers.find(caller.tenantId, tx, [repeated], Media);
    if (first instanceof AppError) throw first;
    return first;
  }

  async #recordAnswer(caller: Caller, tx: Tx, repeated: Repeatable, response: Media): Promise<void> {
    const [isKept] = await this.firstAnswers.record(caller.tenantId, tx, [
      { ...repeated, statusCode: CREATED, response },
    ]);
    // Another upload with this key was kept while this one looked.
    if (isKept !== true) throw new AppError('idempotency_in_flight', undefined, { retryAfterSeconds: 1 });
  }
}

function repeatable(
  caller: Caller,
  form: UploadForm,
  media: StoredMedia,
  key: string | undefined,
): Repeatable | undefined {
  if (key === undefined) return undefined;
  const body = { ...form.fields, fileName: media.fileName, sha256: media.sha256.toString('hex') };
  const fingerprint = requestFingerprint({ method: 'POST', url: '/media', body });
  return { credentialId: caller.credentialId, key, fingerprint };
}
