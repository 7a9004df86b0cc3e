import { expect, it } from 'vitest';
import { OptOutSettings, saidBy } from './consent-settings.ts';

const settings = OptOutSettings.parse({});

it.each([
  ['SAIR', 'opted_out'],
  ['sair', 'opted_out'],
  ['  Sair! ', 'opted_out'],
  ['"SAIR."', 'opted_out'],
  ['Sair 🙏', 'opted_out'],
  ['cancelar inscricao', 'opted_out'],
  ['Cancelar  Inscrição!!!', 'opted_out'],
  ['CANCELAR-INSCRIÇÃO', 'opted_out'],
  ['STOP', 'opted_out'],
  ['voltar', 'opted_in'],
  ['Start?', 'opted_in'],
  ['quero sair', undefined],
  ['sair daqui', undefined],
  ['não quero parar', undefined],
  ['sairei', undefined],
  ['', undefined],
  ['!!!', undefined],
  [`SAIR${'!'.repeat(80)}`, undefined],
])('%j says %s', (word, said) => {
  expect(saidBy(word, settings)).toBe(said);
});

it('a tenant has its own words, and may have none', () => {
  const own = OptOutSettings.parse({ optOutKeywords: ['Chega'], optInKeywords: ['chega', 'mais'] });
  expect(['CHEGA', 'mais', 'SAIR'].map((word) => saidBy(word, own))).toEqual([
    'opted_out',
    'opted_in',
    undefined,
  ]);
  expect(saidBy('SAIR', OptOutSettings.parse({ isEnabled: false }))).toBeUndefined();
});
