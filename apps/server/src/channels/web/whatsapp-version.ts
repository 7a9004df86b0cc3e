import { Inject, Injectable } from '@nestjs/common';
import type { WAVersion } from 'baileys';
import { PinoLogger } from 'nestjs-pino';
import { request } from 'undici';
import { CONFIG, type Config } from '../../config.ts';
import { Clock } from '../../platform/clock.ts';
import { Egress } from '../../platform/security/egress.ts';
import type { Endpoint } from './endpoint.ts';

const SERVICE_WORKER = 'https://web.whatsapp.com/sw.js';
const FRESH_MS = 12 * 60 * 60_000;
/** After a look-up that failed. */
const RETRY_MS = 10 * 60_000;
const LONGEST_LOOK_MS = 5_000;
const MOST_BYTES = 4 * 1024 * 1024;

/** The revision that WhatsApp's own client names; an old one is refused with "Connection Failure". */
export function versionIn(serviceWorker: string): WAVersion | undefined {
  const revision = /\\?"client_revision\\?":\s*(\d+)/.exec(serviceWorker)?.[1];
  return revision === undefined ? undefined : [2, 3000, Number(revision)];
}

/** Which version of WhatsApp Web to connect as. */
@Injectable()
export class WhatsappVersion {
  readonly #configured: WAVersion | undefined;
  #found: WAVersion | undefined;
  #lookAgainAtMs = 0;
  #looking: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) config: Pick<Config, 'RECADO_WHATSAPP_WEB_VERSION'>,
    private readonly egress: Egress,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    const [first, second, third] = (config.RECADO_WHATSAPP_WEB_VERSION ?? '').split('.').map(Number);
    if (first !== undefined && second !== undefined && third !== undefined)
      this.#configured = [first, second, third];
  }

  /** Undefined: the one that the library was made for. Nothing is looked up for a simulator. */
  async for(endpoint: Endpoint): Promise<WAVersion | undefined> {
    if (this.#configured !== undefined || endpoint.isSimulated) return this.#configured;
    if (this.clock.monotonicMs() >= this.#lookAgainAtMs) await this.#look();
    return this.#found;
  }

  /** Has the next call look it up again. */
  forget(): void {
    this.#lookAgainAtMs = 0;
  }

  #look(): Promise<void> {
    this.#looking ??= this.#lookUp().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #lookUp(): Promise<void> {
    try {
      const { statusCode, body } = await request(SERVICE_WORKER, {
        dispatcher: this.egress.dispatcher,
        headers: { 'sec-fetch-site': 'none', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' },
        signal: AbortSignal.timeout(LONGEST_LOOK_MS),
      });
      const text = await body.text();
      const found = statusCode === 200 && text.length <= MOST_BYTES ? versionIn(text) : undefined;
      if (found === undefined) throw new Error(`No version was found (status ${String(statusCode)})`);
      this.#found = found;
      this.#lookAgainAtMs = this.clock.monotonicMs() + FRESH_MS;
    } catch (error) {
      this.#lookAgainAtMs = this.clock.monotonicMs() + RETRY_MS;
      this.logger.warn({ err: error }, 'the version of WhatsApp Web could not be looked up');
    }
  }
}
