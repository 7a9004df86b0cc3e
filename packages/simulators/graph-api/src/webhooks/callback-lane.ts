import type { PhoneNumber } from '../accounts.ts';
import type { Agenda } from '../agenda.ts';
import type { Behaviour } from '../behaviour.ts';
import { webhookPayload } from './webhook-payload.ts';
import type { WebhookPost } from './webhook-post.ts';
import { webhookSignature } from './webhook-signature.ts';
import type { WebhookUpdate } from './webhook-update.ts';

interface Parcel {
  readonly updates: readonly WebhookUpdate[];
  readonly body: string;
  readonly signature: string;
  readonly finished: () => void;
  attempts: number;
}

interface CallbackLaneSetup {
  readonly url: string;
  readonly appSecret: string;
  readonly behaviour: Behaviour;
  readonly agenda: Agenda;
  readonly numbers: ReadonlyMap<string, PhoneNumber>;
  readonly post: WebhookPost;
}

/** The webhooks of one app to one address: put together, signed, sent a few at a time, and tried again when they fail. */
export class CallbackLane {
  readonly #setup: CallbackLaneSetup;
  #queue: WebhookUpdate[] = [];
  #parcels: Parcel[] = [];
  #inFlight = 0;
  #isFlushDue = false;

  constructor(setup: CallbackLaneSetup) {
    this.#setup = setup;
  }

  /** Adds an update to the next batch. */
  add(update: WebhookUpdate): void {
    this.#queue.push(update);
    if (this.#queue.length >= this.#setup.behaviour.webhookBatchMax) this.#flush();
    else this.#flushSoon();
  }

  /** Sends these updates in one POST of their own, after those added before. */
  addTogether(updates: readonly WebhookUpdate[], isBadlySigned = false): void {
    if (this.#queue.length > 0) this.#pack(this.#queue.splice(0), false);
    this.#pack(updates, isBadlySigned);
    this.#dispatch();
  }

  /** Forgets what has not left yet. */
  clear(): void {
    this.#queue = [];
    for (const parcel of this.#parcels) parcel.finished();
    this.#parcels = [];
  }

  #flushSoon(): void {
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    this.#setup.agenda.after(this.#setup.behaviour.webhookBatchWindowMs, () => {
      this.#isFlushDue = false;
      this.#flush();
    });
  }

  // While all connections are busy the queue grows, so that the next POST carries more.
  #flush(): void {
    const { webhookBatchMax, webhookConcurrency } = this.#setup.behaviour;
    while (this.#queue.length > 0 && this.#inFlight + this.#parcels.length < webhookConcurrency) {
      this.#pack(this.#queue.splice(0, webhookBatchMax), false);
      this.#dispatch();
    }
  }

  #pack(updates: readonly WebhookUpdate[], isBadlySigned: boolean): void {
    const { appSecret, numbers, agenda } = this.#setup;
    const body = webhookPayload(updates, numbers);
    const signature = webhookSignature(body, isBadlySigned ? `not ${appSecret}` : appSecret);
    this.#parcels.push({ updates, body, signature, finished: agenda.begin(), attempts: 0 });
  }

  #dispatch(): void {
    while (this.#inFlight < this.#setup.behaviour.webhookConcurrency) {
      const parcel = this.#parcels.shift();
      if (!parcel) return;
      this.#inFlight += 1;
      void this.#attempt(parcel);
    }
  }

  async #attempt(parcel: Parcel): Promise<void> {
    const { url, post, behaviour } = this.#setup;
    parcel.attempts += 1;
    const isTaken = await post.send({
      url,
      body: parcel.body,
      signature: parcel.signature,
      timeoutMs: behaviour.webhookTimeoutMs,
    });
    this.#inFlight -= 1;
    // What waits is packed first, so that there is no moment at which nothing seems to be under way.
    this.#dispatch();
    this.#flush();
    if (isTaken) this.#settle(parcel, 'DELIVERED');
    else this.#retry(parcel);
  }

  #retry(parcel: Parcel): void {
    const { behaviour, agenda, post } = this.#setup;
    const delayMs = behaviour.webhookRetryDelaysMs[parcel.attempts - 1];
    if (delayMs === undefined || agenda.isClosed) {
      this.#settle(parcel, 'FAILED');
      return;
    }
    post.countRetry();
    agenda.after(delayMs, () => {
      this.#parcels.push(parcel);
      this.#dispatch();
    });
  }

  #settle(parcel: Parcel, state: 'DELIVERED' | 'FAILED'): void {
    for (const update of parcel.updates) update.settled?.(state, this.#setup.url);
    parcel.finished();
  }
}
