import { BotRule } from '@recado/contracts';
import { expect, it } from 'vitest';
import { keywordIn } from './keyword-policy.ts';

const rule = (keyword: string, match: BotRule['match']) =>
  BotRule.parse({ keywords: ['nunca', keyword], match, reply: 'ok' });

it.each<[BotRule['match'], string, string, boolean]>([
  ['exact', 'preço', 'preço', true],
  ['exact', 'preço', '  PRECO!! ', true],
  ['exact', 'preço', 'o preço', false],
  ['exact', 'segunda via', 'Segunda   vía', true],
  ['contains', 'preço', 'Qual é o PREÇO, por favor?', true],
  ['contains', 'preço', 'Quais são os preços?', false],
  ['contains', 'via', 'enviar', false],
  ['contains', 'segunda via', 'quero a segunda-via', true],
  ['contains', 'segunda via', 'segunda, pela outra via', false],
  ['starts_with', 'oi', 'Oi, tudo bem?', true],
  ['starts_with', 'oi', 'oito', false],
  ['starts_with', 'oi', 'e aí, oi', false],
  ['contains', '?', 'como assim?', true],
  ['contains', '?', 'assim', false],
  ['exact', '👍', ' 👍 ', true],
  ['exact', '👍', 'ok', false],
  ['exact', 'ação', 'ac\u0327a\u0303o', true],
  ['contains', 'СПАСИБО', 'спасибо большое', true],
  ['contains', 'preço', '', false],
  ['contains', '?', '', false],
])('%s "%s" in "%s" is %s', (match, keyword, text, expected) => {
  expect(keywordIn(rule(keyword, match), text)).toBe(expected ? keyword : undefined);
});
