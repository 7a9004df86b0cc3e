import type { InboundContent } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { changesConsent, wordOf, type KnownConsent } from './keyword-policy.ts';

it.each<[InboundContent, string | undefined]>([
  [{ type: 'text', content: 'SAIR' }, 'SAIR'],
  [{ type: 'button_reply', content: { id: '1', title: 'Parar' } }, 'Parar'],
  [{ type: 'list_reply', content: { id: '1', title: 'Parar' } }, 'Parar'],
  [{ type: 'template_button', content: { payload: 'x', text: 'Stop' } }, 'Stop'],
  [{ type: 'image', content: { caption: 'SAIR' } }, undefined],
])('of %j the word is %s', (content, word) => {
  expect(wordOf(content)).toBe(word);
});

describe('what is known changes', () => {
  const at = (hour: number): Date => new Date(Date.UTC(2026, 0, 1, hour));
  const known = (
    status: KnownConsent['status'],
    hour: number | null,
    source: string | null,
  ): KnownConsent => ({
    status,
    at: hour === null ? null : at(hour),
    source,
  });

  it.each<[KnownConsent, 'opted_in' | 'opted_out', number, boolean]>([
    [known('unknown', null, null), 'opted_out', 5, true],
    [known('unknown', null, null), 'opted_in', 5, true],
    [known('opted_out', 1, 'keyword'), 'opted_out', 5, false],
    [known('opted_out', 1, 'keyword'), 'opted_in', 5, true],
    [known('opted_in', 1, 'import'), 'opted_out', 5, true],
    // Messages that come late.
    [known('opted_in', 7, 'keyword'), 'opted_out', 5, false],
    [known('opted_in', 7, 'api'), 'opted_out', 5, true],
    [known('opted_out', 7, 'api'), 'opted_in', 5, false],
    [known('opted_out', 7, 'keyword'), 'opted_in', 5, false],
  ])('from %j by %s at %i: %s', (before, said, hour, isChange) => {
    expect(changesConsent(before, said, at(hour))).toBe(isChange);
  });
});
