import { expect, it } from 'vitest';
import { rowTimeOf } from './row-time.ts';

const now = new Date(2026, 10, 25, 9, 0).getTime();
const iso = (...date: [number, number, number, number, number]): string => new Date(...date).toISOString();

it.each([
  ['today', iso(2026, 10, 25, 8, 5), '08:05'],
  ['yesterday, though less than a day ago', iso(2026, 10, 24, 23, 0), 'ter.'],
  ['weeks ago', iso(2026, 9, 2, 10, 0), '2 de out.'],
  ['last year', iso(2025, 11, 30, 10, 0), '30/12/2025'],
])('says when it was %s', (_name, when, said) => {
  expect(rowTimeOf('pt-BR')(when, now)).toBe(said);
});
