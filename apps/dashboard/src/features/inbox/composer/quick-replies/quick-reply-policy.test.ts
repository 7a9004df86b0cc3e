import { expect, it } from 'vitest';
import { filledReply, plainShortcut } from './quick-reply-policy.ts';

const values = {
  contactName: 'Ana Souza',
  contactPhone: '+5511999999999',
  agentName: 'Marina',
  numberName: null,
};

it.each([
  ['Olá {{contact.name}}!', 'Olá Ana Souza!'],
  ['Olá {{ contact.firstname }}, aqui é {{agent.name}}', 'Olá Ana, aqui é Marina'],
  ['{{contact.phone}}', '+5511999999999'],
  ['{{number.name|a loja}}', 'a loja'],
  ['[{{number.name}}]', '[]'],
  ['{{agent.name|alguém}}', 'Marina'],
  ['{{pedido}} e {{1}}', '{{pedido}} e {{1}}'],
])('%j becomes %j', (text, filled) => {
  expect(filledReply(text, values)).toBe(filled);
});

it('who has no name is called by what the gap says instead', () => {
  const nameless = { ...values, contactName: null };
  expect(filledReply('Olá {{contact.firstName|cliente}}', nameless)).toBe('Olá cliente');
});

it('a shortcut is kept in small letters, without its slash', () => {
  expect([plainShortcut(' /Prazo '), plainShortcut('prazo')]).toEqual(['prazo', 'prazo']);
});
