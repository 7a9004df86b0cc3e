import { expect, test } from 'vitest';
import { SessionTries } from './session-tries.ts';
import type { RunEnd } from './socket-run.ts';

const OPTIONS = { steadyMs: 60_000, replacedWaitMs: 90_000, random: () => 1 };

const end = (code: number | undefined, fields: Partial<RunEnd> = {}): RunEnd => ({
  code,
  from: 'whatsapp',
  isLinked: true,
  openMs: 0,
  cause: undefined,
  ...fields,
});

test('each try that fails waits longer, until a connection holds for a while', () => {
  const tries = new SessionTries(OPTIONS);
  const delayOf = (openMs: number) => tries.after(end(428, { openMs, from: 'network' }), 0);
  expect([delayOf(0), delayOf(5), delayOf(5)]).toMatchObject([
    { delayMs: 1_000 },
    { delayMs: 2_000 },
    { delayMs: 4_000 },
  ]);
  expect(delayOf(60_000)).toMatchObject({ delayMs: 1_000 });
});

test('a new wish of the tenant begins anew', () => {
  const tries = new SessionTries(OPTIONS);
  for (let times = 0; times < 9; times += 1) tries.after(end(503), 0);
  tries.begin(0);
  expect(tries.after(end(503), 0)).toMatchObject({ delayMs: 1_000 });
});

test('a restart that WhatsApp asks for comes at once, but not for ever', () => {
  const tries = new SessionTries(OPTIONS);
  const verdicts = Array.from({ length: 6 }, () => tries.after(end(515), 0));
  expect(verdicts.map((verdict) => verdict.do === 'connect' && verdict.delayMs)).toEqual([
    0, 0, 0, 0, 0, 1_000,
  ]);
});

test('a network that is down for hours never makes it fail', () => {
  const tries = new SessionTries(OPTIONS);
  const verdicts = Array.from({ length: 200 }, () => tries.after(end(408, { from: 'network' }), 0));
  expect(verdicts.every((verdict) => verdict.do === 'connect')).toBe(true);
});

test('a WhatsApp that refuses fifteen times within ten minutes does', () => {
  const tries = new SessionTries(OPTIONS);
  const verdicts = Array.from({ length: 15 }, (_, index) => tries.after(end(418), index * 30_000));
  expect(verdicts.slice(0, 14).every((verdict) => verdict.do === 'connect')).toBe(true);
  expect(verdicts.at(-1)).toMatchObject({ do: 'stop', to: 'failed', code: 'too_many_failures' });
});

test('a version that is refused is looked up once', () => {
  const tries = new SessionTries(OPTIONS);
  expect(tries.after(end(405), 0)).toMatchObject({ do: 'connect', looksUpVersion: true });
  expect(tries.after(end(405), 0)).toMatchObject({ do: 'stop', code: 'outdated_version' });
});

test('one that was let in meanwhile looks its version up again', () => {
  const tries = new SessionTries(OPTIONS);
  tries.after(end(405), 0);
  tries.after(end(428, { openMs: 10 }), 0);
  expect(tries.after(end(405), 0)).toMatchObject({ do: 'connect', looksUpVersion: true });
});

test('a replacement is waited out once; after a steady connection it may be again', () => {
  const tries = new SessionTries(OPTIONS);
  expect(tries.after(end(440), 0)).toMatchObject({ do: 'connect', delayMs: 90_000 });
  expect(tries.after(end(440, { openMs: 100 }), 0)).toMatchObject({ do: 'stop', code: 'replaced' });
  expect(tries.after(end(440, { openMs: 60_000 }), 0)).toMatchObject({ do: 'connect' });
});

test('what our own database refused says nothing of WhatsApp', () => {
  const tries = new SessionTries(OPTIONS);
  expect(tries.after(end(401, { cause: new Error('no database') }), 0)).toMatchObject({ do: 'connect' });
});
