import { expect, it } from 'vitest';
import { signInFaults } from './credentials-policy.ts';

const good = { tenant: 'acme', email: 'ana@example.com', password: 'a long password' };

it('what the server may accept is not held back', () => {
  expect(signInFaults(good)).toEqual({});
});

it.each([
  [{ tenant: ' ' }, { tenant: 'required' }],
  [{ email: '' }, { email: 'required' }],
  [{ email: 'ana' }, { email: 'emailInvalid' }],
  [{ password: '' }, { password: 'required' }],
  [{ password: 'short' }, { password: 'passwordShort' }],
])('with %o it says %o', (changed, faults) => {
  expect(signInFaults({ ...good, ...changed })).toEqual(faults);
});
