import { describe, expect, it } from 'vitest';
import { columnOf } from './contact-columns-policy.ts';
import { importedChange, readRow, type ImportedFields, type ImportedRow } from './import-row-policy.ts';

const columns = ['phone', 'name', 'email', 'labels', 'consent', 'cidade'].map(columnOf);
const empty: ImportedRow = {
  phoneNumber: '+5511999999999',
  name: undefined,
  email: undefined,
  labels: [],
  consent: undefined,
  customFields: {},
};

describe('a row', () => {
  it.each<[string[], Partial<ImportedRow>]>([
    [['+5511999999999'], {}],
    [['5511999999999'], {}],
    [["'+5511999999999"], {}],
    [['+55 (11) 99999-9999', ' Ana '], { name: 'Ana' }],
    [
      ['+5511999999999', 'Ana', 'a@example.com', 'vip; sp ;;vip', 'opted_in', 'São Paulo'],
      {
        name: 'Ana',
        email: 'a@example.com',
        labels: ['vip', 'sp'],
        consent: 'opted_in',
        customFields: { cidade: 'São Paulo' },
      },
    ],
    [['+5511999999999', "'=soma", '', '', '', "'-3"], { name: '=soma', customFields: { cidade: '-3' } }],
    [['+5511999999999', '', '', '', '', '', 'without a heading'], {}],
  ])('%j is taken', (cells, row) => {
    expect(readRow(columns, cells)).toEqual({ ...empty, ...row });
  });

  it.each<[string[], RegExp]>([
    [[''], /^phone: ""/],
    [['12'], /^phone: "12"/],
    [['+5511999999999', '', 'ana'], /^email: /],
    [['+5511999999999', '', '', '', 'maybe'], /^consent: /],
    [['+5511999999999', '', '', 'x'.repeat(51)], /^labels\.0: /],
    [['+5511999999999', 'x'.repeat(256)], /^name: /],
    [['+5511999999999', '', '', '', '', 'x'.repeat(1_001)], /^customFields\.cidade: /],
    [['+5511999999999', 'Jo\uFFFDo'], /UTF-8/],
  ])('%j is refused', (cells, reason) => {
    const refused = readRow(columns, cells);
    expect('reason' in refused ? refused.reason : 'taken').toMatch(reason);
  });
});

describe('a contact', () => {
  const known: ImportedFields = {
    name: 'Ana',
    email: null,
    labels: ['vip'],
    customFields: { cidade: 'Rio' },
    consent: 'unknown',
  };

  it.each<[string, Partial<ImportedRow>, Partial<ImportedFields>, boolean]>([
    ['keeps what the row does not say', {}, {}, false],
    ['that has it all already is unchanged', { name: 'Ana', labels: ['vip'] }, {}, false],
    ['gets another name', { name: 'Bia' }, { name: 'Bia' }, true],
    ['gets labels in addition', { labels: ['vip', 'sp'] }, { labels: ['vip', 'sp'] }, true],
    [
      'gets fields in addition',
      { customFields: { a: 'b' } },
      { customFields: { cidade: 'Rio', a: 'b' } },
      true,
    ],
    ['opts in', { consent: 'opted_in' }, { consent: 'opted_in' }, true],
    ['opts out', { consent: 'opted_out' }, { consent: 'opted_out' }, true],
    ['stays as it is', { consent: 'unknown' }, {}, false],
  ])('%s', (_, row, fields, isChanged) => {
    expect(importedChange(known, { ...empty, ...row })).toEqual({
      fields: { ...known, ...fields },
      isChanged,
      note: undefined,
    });
  });

  it('that opted out stays so, and the report says it', () => {
    const out: ImportedFields = { ...known, consent: 'opted_out' };
    expect(importedChange(out, { ...empty, consent: 'opted_in' })).toEqual({
      fields: out,
      isChanged: false,
      note: 'consent: the contact opted out, which a file does not undo',
    });
  });

  it('gets no more labels and fields than a contact may have', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => String(i));
    expect(importedChange({ ...known, labels: many(50) }, { ...empty, labels: ['x'] })).toHaveProperty(
      'reason',
    );
    const fields = Object.fromEntries(many(50).map((name) => [name, 'x']));
    expect(importedChange(known, { ...empty, customFields: fields })).toHaveProperty('reason');
  });

  it('that is new is changed, even by a number alone', () => {
    expect(importedChange(undefined, empty)).toMatchObject({ isChanged: true, fields: { name: null } });
  });
});
