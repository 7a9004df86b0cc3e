import type { Message } from '@recado/contracts';
import { expect, it } from 'vitest';
import { asksForAnswer, describedText, textOf } from './message-text-policy.ts';

it.each<[Message['message'], string, string]>([
  [{ type: 'text', content: 'oi' }, 'oi', 'oi'],
  [{ type: 'button_reply', content: { id: 'a', title: 'Vendas' } }, 'Vendas', '[button_reply] Vendas'],
  [{ type: 'list_reply', content: { id: 'a', title: 'Sul', description: 'PR' } }, 'Sul', '[list_reply] Sul'],
  [{ type: 'template_button', content: { payload: 'x', text: 'Sim' } }, 'Sim', '[template_button] Sim'],
  [{ type: 'image', content: { caption: 'meu pedido' } }, 'meu pedido', '[image] meu pedido'],
  [{ type: 'image', content: {} }, '', '[image]'],
  [{ type: 'document', content: { filename: 'nota.pdf' } }, 'nota.pdf', '[document] nota.pdf'],
  [{ type: 'poll_vote', content: { options: ['Azul', 'Verde'] } }, 'Azul, Verde', '[poll_vote] Azul, Verde'],
  [
    { type: 'poll', content: { question: 'Cor?', options: ['a', 'b'], selectable: 1 } },
    'Cor?',
    '[poll] Cor?',
  ],
  [{ type: 'reaction', content: { emoji: '👍' } }, '', ''],
])('%j reads as "%s"', (message, text, described) => {
  expect(textOf(message)).toBe(text);
  expect(describedText(message)).toBe(described);
});

it.each([
  ['text', true],
  ['image', true],
  ['poll_vote', true],
  ['unsupported', true],
  ['reaction', false],
  ['deleted', false],
  ['system', false],
])('%s asks for an answer: %s', (type, expected) => {
  expect(asksForAnswer({ type })).toBe(expected);
});
