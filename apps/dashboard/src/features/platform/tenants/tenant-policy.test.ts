import { expect, it } from 'vitest';
import { newPassword, passwordOf, slugOf } from './tenant-policy.ts';

it.each([
  ['Acme', 'acme'],
  ['Padaria São João & Filhos', 'padaria-sao-joao-filhos'],
  ['  --  ', ''],
])('the slug of %j is %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

it('a password has four groups, and another one each time', () => {
  expect(passwordOf(new Uint8Array(20))).toBe('aaaaa-aaaaa-aaaaa-aaaaa');
  expect(newPassword()).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  expect(newPassword()).not.toBe(newPassword());
});
