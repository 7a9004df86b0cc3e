import { OutboundContent } from '@recado/contracts';
import { expect, it } from 'vitest';
import {
  builderFaults,
  builderForms,
  builderKinds,
  buildersOf,
  builtMessage,
  emptyDraft,
  withoutRow,
  withRow,
  withRowChanged,
  type BuilderDraft,
  type BuilderKind,
  type FieldName,
} from './builder-policy.ts';

const numeric: Partial<Record<FieldName, string>> = {
  latitude: '-23.55',
  longitude: ' -46.63 ',
  url: 'https://example.com/a',
  phone: '+5511999999999',
};

/** Every field as long as it may be, and as many rows as there may be. */
function fullest(kind: BuilderKind): BuilderDraft {
  const { fields, rows } = builderForms[kind];
  return {
    texts: Object.fromEntries(fields.map(({ name, most }) => [name, numeric[name] ?? 'x'.repeat(most)])),
    rows: Array.from({ length: rows?.most ?? 0 }, (_, index) => ({
      title: String(index).padEnd(rows?.titleMost ?? 1, 'x'),
      description: 'd'.repeat(rows?.descriptionMost ?? 0),
    })),
    isMultiple: true,
  };
}

it.each(builderKinds)('a %s as large as the form allows is what the contract takes', (kind) => {
  const draft = fullest(kind);
  expect([...builderFaults(kind, draft)]).toEqual([]);
  const { success, data, error } = OutboundContent.safeParse(builtMessage(kind, draft));
  expect(error).toBeUndefined();
  expect([success, data?.type]).toEqual([true, kind]);
});

it.each(builderKinds)('an empty %s says what is missing', (kind) => {
  expect(builderFaults(kind, emptyDraft(kind)).size).toBeGreaterThan(0);
});

it('what is optional and empty is left out', () => {
  const draft = { texts: { body: 'Qual?' }, rows: [{ title: ' Sim ', description: '' }], isMultiple: false };
  expect(builtMessage('buttons', draft)).toEqual({
    type: 'buttons',
    content: { body: 'Qual?', buttons: [{ id: '1', title: 'Sim' }] },
  });
});

it.each<[BuilderKind, FieldName, string, string]>([
  ['cta_url', 'url', 'example.com', 'url'],
  ['location', 'latitude', '91', 'latitude'],
  ['location', 'longitude', 'oeste', 'longitude'],
  ['contacts', 'phone', 'Ana', 'phone'],
])('of a %s, %s may not be %s', (kind, name, text, fault) => {
  const draft = { ...fullest(kind), texts: { ...fullest(kind).texts, [name]: text } };
  expect(builderFaults(kind, draft).get(name)).toBe(fault);
});

it('a poll takes two options that differ', () => {
  const poll = { ...emptyDraft('poll'), texts: { question: 'Quando?' } };
  expect(builderFaults('poll', withRowChanged(poll, 0, { title: 'a' })).get('rows')).toBe('few');
  const same = withRowChanged(withRowChanged(poll, 0, { title: 'a' }), 1, { title: 'a ' });
  expect(builderFaults('poll', same).get('rows')).toBe('same');
});

it('rows are added and taken away', () => {
  const draft = withRowChanged(withRow(emptyDraft('list')), 2, { title: 'c' });
  expect(withoutRow(draft, 0).rows.map(({ title }) => title)).toEqual(['', 'c']);
});

it('each channel is offered what it sends', () => {
  expect(buildersOf('cloud')).not.toContain('poll');
  expect(buildersOf('web')).toContain('poll');
});
