import { AccountRegistry } from './accounts/account-registry.ts';
import { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import { carryOutAtOnce } from './faults/carry-out-at-once.ts';
import { Faults } from './faults/fault-rules.ts';
import { Ledger } from './ledger.ts';
import { MediaStore } from './media/media-store.ts';
import { installMessaging } from './messages/install-messaging.ts';
import type { Messaging } from './messages/messaging.ts';
import { PairingDesk } from './pairing/pairing-desk.ts';
import { installQueries } from './queries/install-queries.ts';
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
  readonly accounts: AccountRegistry;
  readonly faults = new Faults();
  readonly ledger = new Ledger();
  readonly media = new MediaStore();
  readonly router: StanzaRouter;
  readonly endpoint: Endpoint = { webSocketUrl: '', noiseRoot: '', mediaHost: '', mediaCertificate: '' };
  readonly pairing: PairingDesk;
  readonly messaging: Messaging;

  constructor(options: PlatformOptions) {
    this.clock = options.clock;
    this.log = options.log;
    this.qrRefs = options.qrRefs;
    this.activity = new Activity(options.clock, options.log);
    this.accounts = new AccountRegistry(this);
    this.router = new StanzaRouter(options.log);
    this.pairing = new PairingDesk(this);
    installQueries(this);
    carryOutAtOnce(this);
    this.messaging = installMessaging(this);
  }

  /** Now in seconds since the Unix epoch, as stanzas carry it. */
  nowSeconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }
}
