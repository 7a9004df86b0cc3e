import type { Companion } from './accounts/account.ts';
import { AccountRegistry } from './accounts/account-registry.ts';
import { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import { Faults } from './faults/fault-rules.ts';
import { Ledger } from './ledger.ts';
import { MediaStore } from './media/media-store.ts';
import { StanzaRouter } from './stream/stanza-router.ts';

/** How a client reaches the simulator. */
export interface Endpoint {
  /** For `waWebSocketUrl`. */
  webSocketUrl: string;
  /** The root of the Noise certificate chain in hex, for `WA_CERT_DETAILS.PUBLIC_KEY`. */
  noiseRoot: string;
  /** Host and port of the media server, which the server tells to clients. */
  mediaHost: string;
  /** PEM of the certificate that the media server's clients must trust. */
  mediaCertificate: string;
}

export interface PlatformOptions {
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly qrRefs: number;
}

/** What all parts of the simulator share. */
export class Platform {
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** How many refs an unlinked client gets for its QR codes. */
  readonly qrRefs: number;
  readonly activity: Activity;
  readonly accounts = new AccountRegistry();
  readonly faults = new Faults();
  readonly ledger = new Ledger();
  readonly media = new MediaStore();
  readonly router: StanzaRouter;
  readonly endpoint: Endpoint = { webSocketUrl: '', noiseRoot: '', mediaHost: '', mediaCertificate: '' };
  readonly #whenCaughtUp: ((client: Companion) => void)[] = [];

  constructor(options: PlatformOptions) {
    this.clock = options.clock;
    this.log = options.log;
    this.qrRefs = options.qrRefs;
    this.activity = new Activity(options.clock, options.log);
    this.router = new StanzaRouter(options.log);
  }

  /** Calls back each time that a client has its backlog. */
  whenCaughtUp(listener: (client: Companion) => void): void {
    this.#whenCaughtUp.push(listener);
  }

  /** Tells that a client has its backlog. */
  caughtUp(client: Companion): void {
    for (const listener of this.#whenCaughtUp) listener(client);
  }

  /** Now in seconds since the Unix epoch, as stanzas carry it. */
  nowSeconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }
}
