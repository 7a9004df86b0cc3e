import { permissions, Role, rolePermissions } from '@recado/contracts';
import { expect, it } from 'vitest';
import { pages, visiblePages } from './navigation.ts';

it('the menu shows a page exactly when the matrix gives its permission', () => {
  for (const role of Role.options) {
    const held = permissions.filter((permission) => rolePermissions[role].has(permission));
    expect(visiblePages(held)).toEqual(
      pages.filter(({ permission }) => rolePermissions[role].has(permission)),
    );
  }
});

it('who holds nothing sees an empty menu', () => {
  expect(visiblePages([])).toEqual([]);
});
