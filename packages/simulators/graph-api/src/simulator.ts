import type { FastifyInstance } from 'fastify';
import type {
  BusinessAccount,
  BusinessAccountInput,
  Callback,
  PhoneNumber,
  PhoneNumberInput,
} from './accounts.ts';
import type { Behaviour } from './behaviour.ts';
import { Customer } from './customers/customer.ts';
import type { CustomerIdentity, CustomerOptions, CustomerState } from './customers/customer-state.ts';
import type { Faults } from './faults/fault-rules.ts';
import type { Ledger } from './ledger.ts';
import type { Media } from './media/media-store.ts';
import type { Platform } from './platform.ts';
import { READY_MADE_TEMPLATES } from './templates/ready-made-templates.ts';
import { giveVerdict, type TemplateVerdict } from './templates/template-lifecycle.ts';
import { shownTemplate } from './templates/shown-template.ts';
import type { TemplateInput } from './templates/template-store.ts';
import type { Template } from './templates/template.ts';
import type { WebhookCounts } from './webhooks/webhook-post.ts';

/** A running simulator of the Cloud API. */
export class GraphApiSimulator {
  readonly #platform: Platform;
  readonly #app: FastifyInstance;

  constructor(platform: Platform, app: FastifyInstance) {
    this.#platform = platform;
    this.#app = app;
  }

  /** Base address for clients, without a version: they add `/v25.0/…`. */
  get url(): string {
    return this.#platform.address.url;
  }

  /** Every accepted message. */
  get ledger(): Ledger {
    return this.#platform.ledger;
  }

  /** Orders for misbehaviour. */
  get faults(): Faults {
    return this.#platform.faults;
  }

  /** How the simulator behaves; may be changed at any time with `configure`. */
  get behaviour(): Readonly<Behaviour> {
    return this.#platform.behaviour;
  }

  /** How many webhooks went out. */
  get webhooks(): Readonly<WebhookCounts> {
    return this.#platform.post.counts;
  }

  /** Changes the behaviour from now on; what is left out or undefined stays as it is. */
  configure(changes: { readonly [Name in keyof Behaviour]?: Behaviour[Name] | undefined }): void {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    Object.assign(this.#platform.behaviour, Object.fromEntries(given));
  }

  /** Adds a WABA with its app and the ready-made templates; gives the whole record, secrets included. */
  addBusinessAccount(input: BusinessAccountInput = {}): BusinessAccount {
    const account = this.#platform.accounts.addBusinessAccount(input);
    for (const template of READY_MADE_TEMPLATES) this.#platform.templates.add(account.id, template);
    return account;
  }

  businessAccounts(): BusinessAccount[] {
    return [...this.#platform.accounts.businessAccounts.values()];
  }

  phoneNumbers(): PhoneNumber[] {
    return [...this.#platform.accounts.phoneNumbers.values()];
  }

  /** Sets the app's own callback without a handshake, and subscribes it to the WABA. A RangeError when there is none. */
  setCallback(businessAccountId: string, callback: Callback): void {
    const account = this.#platform.accounts.businessAccounts.get(businessAccountId);
    if (!account) throw new RangeError(`No business account ${businessAccountId}`);
    account.callback = callback;
    account.isSubscribed = true;
  }

  /** Adds a number to a WABA; throws a RangeError when there is no such WABA. */
  addPhoneNumber(input: PhoneNumberInput): PhoneNumber {
    return this.#platform.accounts.addPhoneNumber(input);
  }

  /** Adds a template, approved unless said otherwise. */
  addTemplate(businessAccountId: string, template: TemplateInput): Template {
    return this.#platform.templates.add(businessAccountId, template);
  }

  /** Puts Meta's verdict on a template into force, and tells the business in a webhook. A RangeError when there is none. */
  reviewTemplate(templateId: string, verdict: TemplateVerdict): void {
    const template = this.#platform.templates.byId(templateId);
    if (!template) throw new RangeError(`No template ${templateId}`);
    giveVerdict(this.#platform, template, verdict);
  }

  /** Sends a webhook of any other field, such as `account_update` or `phone_number_quality_update`. */
  sendWebhook(businessAccountId: string, field: string, value: object): void {
    this.#platform.outbox.enqueue({
      kind: 'field',
      businessAccountId,
      field,
      value,
      time: Math.floor(this.#platform.clock.now() / 1000),
    });
  }

  /** A file that the business uploaded or a customer sent, while it lives. */
  media(mediaId: string): Media | undefined {
    return this.#platform.media.get(mediaId);
  }

  /** Makes requests with this token fail with 190, session expired. */
  expireToken(accessToken: string): void {
    this.#platform.accounts.expireToken(accessToken);
  }

  /** The telephone of a customer of one number: a `wa_id`, or who it is. Options that are given replace those before. A RangeError when there is no such number. */
  customer(phoneNumberId: string, who: string | CustomerIdentity, options: CustomerOptions = {}): Customer {
    if (!this.#platform.accounts.phoneNumbers.has(phoneNumberId))
      throw new RangeError(`No phone number ${phoneNumberId}`);
    const identity = typeof who === 'string' ? { waId: who.replace(/\D/g, '') } : who;
    return this.#customerOf(this.#platform.customers.open(phoneNumberId, identity, options));
  }

  /** The customers of one number, or of all, that were asked for before. */
  customers(phoneNumberId?: string): Customer[] {
    return this.#platform.customers.list(phoneNumberId).map((state) => this.#customerOf(state));
  }

  /** Resolves when no status is due and no webhook is on its way or waiting for another attempt. */
  async idle(): Promise<void> {
    await this.#platform.agenda.idle();
  }

  /** Forgets messages, customers, files, faults and limits; accounts, numbers and templates stay. */
  reset(): void {
    const { customers, faults, ledger, media, outbox, pairs, throughput } = this.#platform;
    for (const part of [customers, faults, ledger, media, outbox, pairs, throughput]) part.clear();
  }

  /** Stops the server; what was under way ends. */
  async close(): Promise<void> {
    this.#platform.agenda.close();
    this.#app.server.closeAllConnections();
    await this.#app.close();
    await this.#platform.post.close();
  }

  #customerOf(state: CustomerState): Customer {
    const { accounts, conduct, templates } = this.#platform;
    const phoneNumber = accounts.phoneNumbers.get(state.phoneNumberId);
    return new Customer(state, conduct, (content) =>
      phoneNumber ? shownTemplate(templates, phoneNumber, content) : {},
    );
  }
}
