import { Injectable } from '@nestjs/common';
import { Metrics } from '../platform/metrics/metrics.ts';

/** Figures of files: how many bytes went which way, and how fetching from WhatsApp ends. */
@Injectable()
export class MediaMetrics {
  readonly #bytes;
  readonly #fetches;

  constructor(metrics: Metrics) {
    this.#bytes = metrics.counter({
      name: 'recado_media_bytes_total',
      help: 'Bytes of files: uploaded and downloaded by callers of the API, fetched from and sent to WhatsApp',
      labelNames: ['direction'],
    });
    this.#fetches = metrics.counter({
      name: 'recado_media_fetch_total',
      help: 'Fetches of files from WhatsApp by how they ended',
      labelNames: ['outcome'],
    });
  }

  moved(direction: 'uploaded' | 'downloaded' | 'fetched' | 'sent', bytes: number): void {
    this.#bytes.inc({ direction }, bytes);
  }

  fetchEnded(outcome: 'stored' | 'retried' | 'failed' | 'handed_back'): void {
    this.#fetches.inc({ outcome });
  }
}
