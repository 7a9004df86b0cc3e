import type { Accounts } from '../accounts.ts';
import type { Agenda } from '../agenda.ts';
import type { Behaviour } from '../behaviour.ts';
import { type Faults, WEBHOOK_FAULTS, type WebhookFault } from '../faults/fault-rules.ts';
import type { WebhookState } from '../ledger.ts';
import { CallbackLane } from './callback-lane.ts';
import type { WebhookPost } from './webhook-post.ts';
import type { MessagesUpdate, WebhookUpdate } from './webhook-update.ts';

const REORDER_HOLD_MS = 2000;

interface Gathering {
  readonly updates: WebhookUpdate[];
  readonly size: number;
}

/** Takes what the business is to be told to the callback it has set, or spoils it on the way as ordered. */
export class WebhookOutbox {
  readonly #accounts: Accounts;
  readonly #behaviour: Behaviour;
  readonly #faults: Faults;
  readonly #agenda: Agenda;
  readonly #post: WebhookPost;
  readonly #lanes = new Map<string, CallbackLane>();
  readonly #heldBack = new Map<string, (() => void)[]>();
  readonly #gatherings = new Map<string, Gathering>();

  constructor(world: {
    accounts: Accounts;
    behaviour: Behaviour;
    faults: Faults;
    agenda: Agenda;
    post: WebhookPost;
  }) {
    this.#accounts = world.accounts;
    this.#behaviour = world.behaviour;
    this.#faults = world.faults;
    this.#agenda = world.agenda;
    this.#post = world.post;
  }

  /** Sends the update, with others that come within the batching window. */
  enqueue(update: WebhookUpdate): void {
    if (update.kind === 'field') {
      this.#send(update);
      return;
    }
    const fault = this.#faults.take(WEBHOOK_FAULTS, {
      endpoint: 'webhook',
      phoneNumberId: update.phoneNumberId,
      to: update.customerKey,
      type: update.type,
      status: update.status,
    });
    if (fault) this.#spoil(update, fault);
    else if (!this.#gather(update)) this.#send(update);
    if (fault?.kind !== 'reorder') this.#release(update.phoneNumberId);
  }

  /** Forgets what waits; what is on its way still arrives. */
  clear(): void {
    for (const lane of this.#lanes.values()) lane.clear();
    this.#lanes.clear();
    this.#heldBack.clear();
    this.#gatherings.clear();
  }

  #spoil(update: MessagesUpdate, fault: WebhookFault): void {
    switch (fault.kind) {
      case 'lose':
        update.settled?.('LOST', null);
        return;
      case 'duplicate':
        this.#send(update);
        for (let copy = 0; copy < (fault.copies ?? 1); copy += 1)
          this.#send({ ...update, settled: undefined }, 'alone');
        return;
      case 'reorder':
        this.#holdBack(update);
        return;
      case 'delay':
        this.#agenda.after(fault.ms, () => {
          this.#send(update);
        });
        return;
      case 'batch':
        this.#gatherings.set(update.phoneNumberId, { updates: [], size: fault.size });
        this.#gather(update);
        return;
      case 'badSignature':
        this.#send(update, 'badlySigned');
    }
  }

  #gather(update: MessagesUpdate): boolean {
    const gathering = this.#gatherings.get(update.phoneNumberId);
    if (!gathering) return false;
    gathering.updates.push(update);
    if (gathering.updates.length >= gathering.size) {
      this.#gatherings.delete(update.phoneNumberId);
      this.#laneOf(update)?.addTogether(gathering.updates);
    }
    return true;
  }

  #holdBack(update: MessagesUpdate): void {
    const finished = this.#agenda.begin();
    let isReleased = false;
    const release = (): void => {
      if (isReleased) return;
      isReleased = true;
      this.#send(update, 'alone');
      finished();
    };
    this.#heldBack.set(update.phoneNumberId, [...(this.#heldBack.get(update.phoneNumberId) ?? []), release]);
    this.#agenda.clock.after(REORDER_HOLD_MS, release);
  }

  #release(phoneNumberId: string): void {
    const held = this.#heldBack.get(phoneNumberId);
    if (!held) return;
    this.#heldBack.delete(phoneNumberId);
    for (const release of held) release();
  }

  #send(update: WebhookUpdate, manner: 'batched' | 'alone' | 'badlySigned' = 'batched'): void {
    const lane = this.#laneOf(update);
    if (!lane) settleAll([update], 'NO_CALLBACK');
    else if (manner === 'batched') lane.add(update);
    else lane.addTogether([update], manner === 'badlySigned');
  }

  #laneOf(update: WebhookUpdate): CallbackLane | undefined {
    const account = this.#accounts.businessAccounts.get(update.businessAccountId);
    if (!account) return undefined;
    const phoneNumber =
      update.kind === 'field' ? undefined : this.#accounts.phoneNumbers.get(update.phoneNumberId);
    const callback = this.#accounts.callbackFor(account, phoneNumber);
    if (!callback) return undefined;
    const key = `${account.appId} ${callback.url}`;
    let lane = this.#lanes.get(key);
    if (!lane) {
      lane = new CallbackLane({
        url: callback.url,
        appSecret: account.appSecret,
        behaviour: this.#behaviour,
        agenda: this.#agenda,
        numbers: this.#accounts.phoneNumbers,
        post: this.#post,
      });
      this.#lanes.set(key, lane);
    }
    return lane;
  }
}

function settleAll(updates: readonly WebhookUpdate[], state: WebhookState): void {
  for (const update of updates) update.settled?.(state, null);
}
