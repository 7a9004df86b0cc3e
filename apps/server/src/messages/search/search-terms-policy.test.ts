import { expect, it } from 'vitest';
import { searchTerms } from './search-terms-policy.ts';

const brief = (text: string): string[] =>
  searchTerms(text).map((terms) =>
    terms.map((term) => `${term.isNegated ? '!' : ''}${term.text}${term.isBeginning ? '*' : ''}`).join(' & '),
  );

it.each([
  ['pedido', ['pedido*']],
  ['pedido ', ['pedido']],
  ['meu pedido', ['meu & pedido*']],
  ['"meu pedido"', ['meu pedido']],
  ['"meu pedido" atrasado', ['meu pedido & atrasado*']],
  ['"meu pedido', ['meu pedido*']],
  ['pedido -boleto', ['pedido & !boleto']],
  ['pedido -"segunda via"', ['pedido & !segunda via']],
  ['boleto or pix', ['boleto', 'pix*']],
  ['boleto OR pix vencido', ['boleto', 'pix & vencido*']],
  ['"or"', ['or']],
  ['or', []],
  ['or boleto or', ['boleto']],
  ['-', []],
  ['""', []],
  ['bem-vindo', ['bem-vindo*']],
])('%j means %j', (text, expected) => {
  expect(brief(text)).toEqual(expected);
});
