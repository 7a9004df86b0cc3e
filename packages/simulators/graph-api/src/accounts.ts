import { accessToken, appSecret, graphId } from './identifiers.ts';
import { bareDigits } from './recipient.ts';

/** Where webhooks go, and the token that proves to the receiver that the set-up is meant. */
export interface Callback {
  readonly url: string;
  readonly verifyToken: string;
}

/** A WhatsApp Business Account (WABA) with the app that uses it. */
export interface BusinessAccount {
  readonly id: string;
  name: string;
  readonly appId: string;
  readonly appName: string;
  /** Signs the webhooks. */
  readonly appSecret: string;
  /** Authorises the API. Accounts may share one. */
  readonly accessToken: string;
  /** The app's own callback; a WABA's or a number's override goes before it. */
  callback: Callback | null;
  callbackOverride: Callback | null;
  /** Whether the app is subscribed to the account's webhooks; without it none are sent. */
  isSubscribed: boolean;
  timezoneId: string;
  readonly templateNamespace: string;
  readonly country: string;
}

/** What a customer sees of the business. */
export interface BusinessProfile {
  about?: string | undefined;
  address?: string | undefined;
  description?: string | undefined;
  email?: string | undefined;
  profile_picture_url?: string | undefined;
  websites?: readonly string[] | undefined;
  vertical?: string | undefined;
}

/** A business telephone number on the Cloud API. */
export interface PhoneNumber {
  readonly id: string;
  readonly businessAccountId: string;
  /** As people write it, such as `+1 555-078-3881`. */
  readonly displayPhoneNumber: string;
  /** The same as bare digits. */
  readonly digits: string;
  verifiedName: string;
  /** Messages a second that are accepted; `Infinity` lifts the limit. */
  throughputPerSecond: number;
  isRegistered: boolean;
  qualityRating: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  isCodeVerified: boolean;
  messagingLimitTier: string;
  pin: string | null;
  callbackOverride: Callback | null;
  profile: BusinessProfile;
  /** Keys of the customers the business has blocked. */
  readonly blocked: Set<string>;
}

/** What may be chosen of a new business account; the rest is made up. */
export interface BusinessAccountInput {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly appId?: string | undefined;
  readonly appName?: string | undefined;
  readonly appSecret?: string | undefined;
  readonly accessToken?: string | undefined;
  readonly callback?: Callback | undefined;
  readonly country?: string | undefined;
}

/** What may be chosen of a new telephone number; the rest is made up. */
export interface PhoneNumberInput {
  readonly id?: string | undefined;
  readonly businessAccountId: string;
  readonly displayPhoneNumber?: string | undefined;
  readonly verifiedName?: string | undefined;
  readonly throughputPerSecond?: number | undefined;
  readonly isRegistered?: boolean | undefined;
  readonly pin?: string | undefined;
}

const DEFAULT_THROUGHPUT_PER_SECOND = 80;

/** The accounts, numbers and tokens that the simulator knows. */
export class Accounts {
  readonly businessAccounts = new Map<string, BusinessAccount>();
  readonly phoneNumbers = new Map<string, PhoneNumber>();
  readonly #expiredTokens = new Set<string>();
  readonly #tokens = new Set<string>();

  /** Adds a WABA; its callback, when given, is taken as already verified. */
  addBusinessAccount(input: BusinessAccountInput = {}): BusinessAccount {
    const account: BusinessAccount = {
      id: input.id ?? graphId(),
      name: input.name ?? 'Test Business Account',
      appId: input.appId ?? graphId(),
      appName: input.appName ?? 'Business Messaging App',
      appSecret: input.appSecret ?? appSecret(),
      accessToken: input.accessToken ?? accessToken(),
      callback: input.callback ?? null,
      callbackOverride: null,
      isSubscribed: input.callback !== undefined,
      timezoneId: '1',
      templateNamespace: 'ba30dd89_2ebd_41e4_b805_f2c05ae04cc9',
      country: input.country ?? 'US',
    };
    this.businessAccounts.set(account.id, account);
    this.#tokens.add(account.accessToken);
    return account;
  }

  /** Adds a number to a WABA; throws a RangeError when there is no such WABA. */
  addPhoneNumber(input: PhoneNumberInput): PhoneNumber {
    if (!this.businessAccounts.has(input.businessAccountId))
      throw new RangeError(`No business account ${input.businessAccountId}`);
    const displayPhoneNumber =
      input.displayPhoneNumber ?? `+1 555-078-${String(1000 + this.phoneNumbers.size)}`;
    const phoneNumber: PhoneNumber = {
      id: input.id ?? graphId(),
      businessAccountId: input.businessAccountId,
      displayPhoneNumber,
      digits: bareDigits(displayPhoneNumber),
      verifiedName: input.verifiedName ?? 'Test Business',
      throughputPerSecond: input.throughputPerSecond ?? DEFAULT_THROUGHPUT_PER_SECOND,
      isRegistered: input.isRegistered ?? true,
      qualityRating: 'GREEN',
      isCodeVerified: input.isRegistered ?? true,
      messagingLimitTier: 'TIER_1K',
      pin: input.pin ?? null,
      callbackOverride: null,
      profile: {},
      blocked: new Set(),
    };
    this.phoneNumbers.set(phoneNumber.id, phoneNumber);
    return phoneNumber;
  }

  /** The numbers of one WABA. */
  numbersOf(businessAccountId: string): PhoneNumber[] {
    return [...this.phoneNumbers.values()].filter((number) => number.businessAccountId === businessAccountId);
  }

  /** Makes requests with this token fail as with a token whose session is over. */
  expireToken(token: string): void {
    this.#expiredTokens.add(token);
  }

  tokenState(token: string): 'valid' | 'expired' | 'unknown' {
    if (this.#expiredTokens.has(token)) return 'expired';
    return this.#tokens.has(token) ? 'valid' : 'unknown';
  }

  /** The callback that gets a webhook of this WABA (and number); null when nobody is subscribed. */
  callbackFor(account: BusinessAccount, phoneNumber: PhoneNumber | undefined): Callback | null {
    if (!account.isSubscribed) return null;
    return phoneNumber?.callbackOverride ?? account.callbackOverride ?? account.callback;
  }

  clear(): void {
    this.businessAccounts.clear();
    this.phoneNumbers.clear();
    this.#tokens.clear();
    this.#expiredTokens.clear();
  }
}
