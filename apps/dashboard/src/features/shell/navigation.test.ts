import { permissions, Role, rolePermissions, type Permission } from '@recado/contracts';
import { expect, it } from 'vitest';
import { visiblePages } from './navigation.ts';

const namesFor = (held: readonly Permission[]): string[] => visiblePages(held).map(({ name }) => name);

it.each([
  [
    'viewer',
    [
      'overview',
      'inbox',
      'messages',
      'contacts',
      'broadcasts',
      'numbers',
      'agents',
      'webhooks',
      'logs',
      'settings',
    ],
  ],
  [
    'developer',
    [
      'overview',
      'inbox',
      'messages',
      'contacts',
      'broadcasts',
      'numbers',
      'agents',
      'webhooks',
      'logs',
      'people',
      'settings',
    ],
  ],
] as const)('a %s sees the pages that the matrix gives them', (role, names) => {
  const held = permissions.filter((permission) => rolePermissions[role].has(permission));
  expect(namesFor(held)).toEqual(names);
});

it('the platform is for administrators alone', () => {
  const seeIt = Role.options.filter((role) => namesFor([...rolePermissions[role]]).includes('platform'));
  expect(seeIt).toEqual(['admin']);
});

it('who holds nothing sees an empty menu', () => {
  expect(namesFor([])).toEqual([]);
});
