import { Instance } from '@recado/contracts';
import { expect, it } from 'vitest';
import { changesOf, draftOf } from './settings-policy.ts';

const number = Instance.parse(Instance.meta()?.['example']);

it('what was not changed is not written', () => {
  expect(changesOf(number, draftOf(number))).toBeUndefined();
});

it('only what was changed is written', () => {
  expect(changesOf(number, { ...draftOf(number), messagesPerSecond: 20 })).toEqual({
    settings: { messagesPerSecond: 20 },
  });
});

it('an emptied limit is the limit of the channel again', () => {
  const limited = { ...number, settings: { ...number.settings, messagesPerSecond: 5 } };
  expect(changesOf(limited, { ...draftOf(limited), messagesPerSecond: '' })).toEqual({
    settings: { messagesPerSecond: null },
  });
});

it('an untouched proxy stays, null takes it away, text replaces it', () => {
  const draft = draftOf(number);
  expect(changesOf(number, { ...draft, proxyUrl: null })).toEqual({ web: { proxyUrl: null } });
  expect(changesOf(number, { ...draft, proxyUrl: ' socks5://a:1 ' })).toEqual({
    web: { proxyUrl: 'socks5://a:1' },
  });
});

it('a number without a name is not written', () => {
  expect(changesOf(number, { ...draftOf(number), name: ' ', messagesPerSecond: 20 })).toBeUndefined();
});
