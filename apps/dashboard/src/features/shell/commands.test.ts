// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { matchingCommands } from './commands.ts';

const commands = ['Ir para Números', 'Ir para Visão geral', 'Tema: Escuro'].map((title) => ({
  id: title,
  title,
  run: () => undefined,
}));
const found = (typed: string): string[] => matchingCommands(commands, typed).map(({ title }) => title);

it('a command is found by any of its words, with accents or without', () => {
  expect(found('numeros')).toEqual(['Ir para Números']);
  expect(found('geral ir')).toEqual(['Ir para Visão geral']);
  expect(found('')).toHaveLength(3);
  expect(found('nada')).toEqual([]);
});
