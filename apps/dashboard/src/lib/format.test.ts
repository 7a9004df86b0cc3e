import { expect, it } from 'vitest';
import { formatOf } from './format.ts';

it('numbers and times are written as the language writes them', () => {
  const nowMs = Date.parse('2026-11-24T12:00:00Z');
  expect(formatOf('en').number(1_234)).toBe('1,234');
  expect(formatOf('pt-BR').number(1_234)).toBe('1.234');
  expect(formatOf('en').ago('2026-11-24T11:57:00Z', nowMs)).toBe('3 minutes ago');
  expect(formatOf('pt-BR').ago('2026-11-24T11:57:00Z', nowMs)).toBe('há 3 minutos');
  expect(formatOf('en').day('2026-11-24')).toBe('Nov 24');
  expect(formatOf('en').duration(90)).toBe('1.5 min');
  expect(formatOf('en').duration(51.8)).toBe('52 sec');
  expect(formatOf('en').duration(0.18)).toBe('180 ms');
  expect(formatOf('pt-BR').percent(0.985)).toBe('98,5%');
});

it.each([
  [0, '0 byte'],
  [900, '900 byte'],
  [1_536, '1.5 kB'],
  [5 * 1024 * 1024, '5 MB'],
])('%i bytes are %s', (count, text) => {
  expect(formatOf('en').bytes(count)).toBe(text);
});
