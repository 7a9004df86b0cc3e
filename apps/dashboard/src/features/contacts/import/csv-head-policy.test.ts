import { describe, expect, it } from 'vitest';
import { columnOf, headOf } from './csv-head-policy.ts';

describe('the beginning of a file', () => {
  it.each([
    ['telefone;nome\n+5511;Ana', { headings: ['telefone', 'nome'], rows: [['+5511', 'Ana']] }],
    ['\uFEFFphone,name\r\n1,"Souza, Ana"\r\n', { headings: ['phone', 'name'], rows: [['1', 'Souza, Ana']] }],
    ['phone\tnote\n1\t"two\nlines"', { headings: ['phone', 'note'], rows: [['1', 'two\nlines']] }],
    ['phone\n\n1\n2\n3', { headings: ['phone'], rows: [['1'], ['2']] }],
    ['', { headings: [], rows: [] }],
  ])('of %j is %j', (text, expected) => {
    expect(headOf(text, 2)).toEqual(expected);
  });

  it.each([
    ['Telefone', 'phone'],
    ['Número', 'phone'],
    ['Phone Number', 'phone'],
    ['Etiquetas', 'labels'],
    ['cidade', 'field'],
    ['', 'none'],
  ])('the heading %j is %s', (heading, column) => {
    expect(columnOf(heading)).toBe(column);
  });
});
