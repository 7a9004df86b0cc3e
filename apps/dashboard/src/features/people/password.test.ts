import { Password } from '@recado/contracts';
import { expect, it } from 'vitest';
import { newPassword } from './password.ts';

it('a made password is taken by the API, readable in groups, and never the same', () => {
  const made = Array.from({ length: 50 }, newPassword);
  expect(new Set(made).size).toBe(50);
  for (const password of made) {
    expect(Password.parse(password)).toMatch(/^([A-Za-z2-9]{5}-){3}[A-Za-z2-9]{5}$/);
    expect(password).not.toMatch(/[lIO01o]/);
  }
});
