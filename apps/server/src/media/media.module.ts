import path from 'node:path';
import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { CheckMedia } from './check-media.ts';
import { FetchInboundMedia } from './fetch-inbound-media.ts';
import { FolderMediaStore } from './folder-media-store.ts';
import { MediaFetchRepository } from './media-fetch.repository.ts';
import { MediaMetrics } from './media-metrics.ts';
import { MediaProviderIdsRepository } from './media-provider-ids.repository.ts';
import { MediaStore } from './media-store.ts';
import { MediaController } from './media.controller.ts';
import { MediaLane } from './media.jobs.ts';
import { MediaQueries } from './media.queries.ts';
import { MediaRepository } from './media.repository.ts';
import { OpenLink } from './open-link.ts';
import { PrepareMedia } from './prepare-media.ts';
import { ReadMedia } from './read-media.ts';
import { RecordInboundMedia } from './record-inbound-media.ts';
import { RemoveFiles } from './remove-files.ts';
import { S3MediaStore } from './s3-media-store.ts';
import { UploadMedia } from './upload-media.ts';

function openStore(config: Config): MediaStore {
  if (config.RECADO_MEDIA_S3_BUCKET === undefined)
    return new FolderMediaStore(path.join(config.RECADO_DATA_DIR, 'media'));
  const accessKeyId = config.RECADO_MEDIA_S3_ACCESS_KEY_ID;
  const secretAccessKey = config.RECADO_MEDIA_S3_SECRET_ACCESS_KEY;
  return new S3MediaStore({
    bucket: config.RECADO_MEDIA_S3_BUCKET,
    region: config.RECADO_MEDIA_S3_REGION,
    endpoint: config.RECADO_MEDIA_S3_ENDPOINT,
    credentials:
      accessKeyId === undefined || secretAccessKey === undefined
        ? undefined
        : { accessKeyId, secretAccessKey },
  });
}

@Module({
  imports: [ChannelsModule],
  controllers: [MediaController],
  providers: [
    { provide: MediaStore, inject: [CONFIG], useFactory: openStore },
    CheckMedia,
    FetchInboundMedia,
    MediaFetchRepository,
    MediaLane,
    MediaMetrics,
    MediaProviderIdsRepository,
    MediaQueries,
    MediaRepository,
    OpenLink,
    PrepareMedia,
    ReadMedia,
    RecordInboundMedia,
    RemoveFiles,
    UploadMedia,
  ],
  exports: [CheckMedia, PrepareMedia, RecordInboundMedia, RemoveFiles],
})
export class MediaModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(MediaStore) private readonly store: MediaStore,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.store instanceof FolderMediaStore) await this.store.removeAbandoned(this.clock.now());
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.store instanceof S3MediaStore) await this.store.close();
  }
}
