import type { LoginResponse } from '@recado/sdk';
import { parseSession, sessionOf, type Session, type SessionState } from './session.ts';

const KEY = 'recado.session';
/** A token that ends this soon is renewed before it is used. */
const RENEW_BEFORE_MS = 30_000;

/** The session was ended by the person, so that what waits for it is not wanted any more. */
export class SignedOut extends Error {
  constructor() {
    super('Signed out');
    this.name = 'SignedOut';
  }
}

export interface SessionPorts {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  nowMs: () => number;
  /** Trades a refresh token for new tokens; undefined when it is good for nothing. @throws when the server cannot be reached */
  refresh: (refreshToken: string) => Promise<LoginResponse | undefined>;
  /** Runs the work while no other tab does the same. */
  alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/**
 * The session of this browser, shared by its tabs. Requests that meet an expired token wait for one renewal; when that
 * fails they wait on until the person has signed in again, so that nothing that was being done is lost.
 */
export class SessionStore {
  readonly #ports: SessionPorts;
  readonly #listeners = new Set<() => void>();
  #state: SessionState;
  #renewal: Promise<string> | undefined;
  #again: PromiseWithResolvers<string> | undefined;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    const stored = this.#stored();
    this.#state = stored === undefined ? { status: 'anonymous' } : { status: 'active', session: stored };
  }

  readonly state = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** After a sign-in; also ends the wait of requests whose session had ended. */
  begin(answer: LoginResponse, tenant: string): void {
    this.#keep(sessionOf(answer, tenant, this.#ports.nowMs()));
  }

  /** Forgets the session, in every tab. */
  end(): void {
    this.#ports.storage.removeItem(KEY);
    this.#forget();
  }

  /** Another tab wrote the session or removed it. */
  follow(): void {
    const stored = this.#stored();
    if (stored === undefined) this.#forget();
    else this.#adopt(stored);
  }

  /** An access token that is good for a while. @throws SignedOut, or when the server cannot be reached */
  async token(): Promise<string> {
    if (this.#state.status === 'anonymous') throw new SignedOut();
    const { accessToken, expiresAtMs } = this.#state.session;
    const isFresh = expiresAtMs - this.#ports.nowMs() > RENEW_BEFORE_MS;
    return this.#state.status === 'active' && isFresh ? accessToken : this.renewed(accessToken);
  }

  /** Another token than the one that was refused; callers at the same time share one renewal. */
  renewed(refused: string): Promise<string> {
    if (this.#state.status === 'anonymous') return Promise.reject(new SignedOut());
    if (this.#state.status === 'ended') return this.#signedInAgain();
    if (this.#state.session.accessToken !== refused) return Promise.resolve(this.#state.session.accessToken);
    this.#renewal ??= this.#renew(refused).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renew(refused: string): Promise<string> {
    const outcome = await this.#ports.alone(async () => {
      const stored = this.#stored();
      if (stored === undefined) return undefined;
      if (stored.accessToken !== refused) return stored;
      const answer = await this.#ports.refresh(stored.refreshToken);
      return answer === undefined ? 'refused' : sessionOf(answer, stored.tenant, this.#ports.nowMs());
    });
    if (outcome === undefined || this.#state.status === 'anonymous') {
      this.#forget();
      throw new SignedOut();
    }
    if (outcome === 'refused') return this.#signedInAgain();
    this.#keep(outcome);
    return outcome.accessToken;
  }

  #signedInAgain(): Promise<string> {
    if (this.#state.status === 'active') this.#change({ status: 'ended', session: this.#state.session });
    this.#again ??= Promise.withResolvers<string>();
    return this.#again.promise;
  }

  #keep(session: Session): void {
    this.#ports.storage.setItem(KEY, JSON.stringify(session));
    this.#adopt(session);
  }

  #adopt(session: Session): void {
    this.#change({ status: 'active', session });
    this.#again?.resolve(session.accessToken);
    this.#again = undefined;
  }

  #forget(): void {
    this.#change({ status: 'anonymous' });
    this.#again?.reject(new SignedOut());
    this.#again = undefined;
  }

  #stored(): Session | undefined {
    return parseSession(this.#ports.storage.getItem(KEY));
  }

  #change(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
