import { expect, it } from 'vitest';
import { columnOf, headingOfField, refusalOfHeadings } from './contact-columns-policy.ts';

it.each([
  ['phone', { kind: 'standard', name: 'phone' }],
  ['Phone Number', { kind: 'standard', name: 'phone' }],
  ['Número', { kind: 'standard', name: 'phone' }],
  ['E-mail', { kind: 'standard', name: 'email' }],
  ['NOME', { kind: 'standard', name: 'name' }],
  ['Etiquetas', { kind: 'standard', name: 'labels' }],
  ['Cidade', { kind: 'field', name: 'Cidade' }],
  ['field:phone', { kind: 'field', name: 'phone' }],
  ['', { kind: 'none' }],
])('a column named %j is %j', (heading, column) => {
  expect(columnOf(heading)).toEqual(column);
});

it.each(['Cidade', 'phone', 'field:x', 'Nome', 'field:phone'])(
  'the field %j is read again as it was exported',
  (name) => {
    expect(columnOf(headingOfField(name))).toEqual({ kind: 'field', name });
  },
);

it.each([
  [['phone', 'Cidade', ''], undefined],
  [['Cidade'], 'No column is named phone'],
  [['phone', 'Telefone'], 'The column "phone" is there twice'],
  [['phone', 'x', 'x'], 'The column "x" is there twice'],
  [['phone', 'field:phone'], undefined],
])('a file with columns %j: %s', (headings, refusal) => {
  expect(refusalOfHeadings(headings.map(columnOf))).toBe(refusal);
});
