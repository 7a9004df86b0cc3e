import type { LoginResponse } from '@recado/sdk';
import { beforeEach, expect, it } from 'vitest';
import { SessionStore, SignedOut, type SessionPorts } from './session-store.ts';

const answer = (token: string): LoginResponse => ({
  access_token: token,
  refresh_token: `refresh of ${token}`,
  user: { id: 'u', email: 'ana@example.com', role: 'viewer', tenantId: 't' },
  expires_in: 3_600,
});

let stored: Map<string, string>;
let nowMs: number;
let refreshes: string[];
let refresh: SessionPorts['refresh'];

const storeOf = (): SessionStore =>
  new SessionStore({
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    nowMs: () => nowMs,
    refresh: (token) => {
      refreshes.push(token);
      return refresh(token);
    },
    alone: (work) => work(),
  });

beforeEach(() => {
  stored = new Map();
  nowMs = 1_000_000;
  refreshes = [];
  refresh = () => Promise.resolve(answer('second'));
});

const signedIn = (): SessionStore => {
  const store = storeOf();
  store.begin(answer('first'), 'acme');
  return store;
};

it('a session survives a reload of the page', () => {
  signedIn();
  expect(storeOf().state()).toMatchObject({
    status: 'active',
    session: { accessToken: 'first', tenant: 'acme' },
  });
});

it('what is stored but no session counts as none', () => {
  for (const text of ['', '{', '{}', 'null', '{"accessToken":1}']) {
    stored.set('recado.session', text);
    expect(storeOf().state()).toEqual({ status: 'anonymous' });
  }
});

it('requests that are refused at the same time share one renewal', async () => {
  const store = signedIn();
  expect(await Promise.all([store.renewed('first'), store.renewed('first')])).toEqual(['second', 'second']);
  expect(refreshes).toEqual(['refresh of first']);
});

it('a token that is about to end is renewed before it is used', async () => {
  const store = signedIn();
  expect(await store.token()).toBe('first');
  nowMs += 3_590_000;
  expect(await store.token()).toBe('second');
});

it('what another tab renewed is taken over, not renewed again', async () => {
  const store = signedIn();
  const other = storeOf();
  await other.renewed('first');
  expect(await store.renewed('first')).toBe('second');
  expect(refreshes).toHaveLength(1);
});

it('when the session is over, requests wait until the person signs in again', async () => {
  refresh = () => Promise.resolve(undefined);
  const store = signedIn();
  const waiting = [store.renewed('first'), store.renewed('first')];
  await expect.poll(() => store.state().status).toBe('ended');
  store.begin(answer('third'), 'acme');
  expect(await Promise.all(waiting)).toEqual(['third', 'third']);
  expect(store.state().status).toBe('active');
});

it('signing out ends the wait, here and in other tabs', async () => {
  refresh = () => Promise.resolve(undefined);
  const store = signedIn();
  const waiting = store.renewed('first');
  waiting.catch(() => undefined);
  await expect.poll(() => store.state().status).toBe('ended');
  storeOf().end();
  store.follow();
  await expect(waiting).rejects.toBeInstanceOf(SignedOut);
  expect(store.state().status).toBe('anonymous');
});

it('a server that does not answer ends no session', async () => {
  refresh = () => Promise.reject(new TypeError('fetch failed'));
  const store = signedIn();
  await expect(store.renewed('first')).rejects.toBeInstanceOf(TypeError);
  expect(store.state().status).toBe('active');
  refresh = () => Promise.resolve(answer('second'));
  expect(await store.renewed('first')).toBe('second');
});

it('a sign-out while a renewal runs stays a sign-out', async () => {
  const { promise, resolve } = Promise.withResolvers<LoginResponse>();
  refresh = () => promise;
  const store = signedIn();
  const renewal = store.renewed('first');
  renewal.catch(() => undefined);
  store.end();
  resolve(answer('second'));
  await expect(renewal).rejects.toBeInstanceOf(SignedOut);
  expect(stored.size).toBe(0);
});
