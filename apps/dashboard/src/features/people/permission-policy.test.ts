import { effectivePermissions, permissions, roles } from '@recado/contracts';
import { expect, it } from 'vitest';
import { people } from '../../locales/en/pages/people.ts';
import { changesTo, permissionGroups, toggled } from './permission-policy.ts';

it('the groups hold every permission once, and each resource has a name', () => {
  expect(permissionGroups.flatMap((group) => group.permissions).sort()).toEqual([...permissions].sort());
  expect(permissionGroups.map(({ resource }) => resource).sort()).toEqual(
    Object.keys(people.resources).sort(),
  );
});

it.each(roles)('changes to %s give exactly what is wanted', (role) => {
  const wanted = new Set(['messages:send', 'logs:read'] as const);
  expect(effectivePermissions(role, changesTo(role, wanted))).toEqual(wanted);
});

it('a role as it is needs no changes', () => {
  const held = effectivePermissions('viewer', { add: [], remove: [] });
  expect(changesTo('viewer', held)).toEqual({ add: [], remove: [] });
  expect(changesTo('viewer', toggled(held, 'messages:send'))).toEqual({ add: ['messages:send'], remove: [] });
  expect(changesTo('viewer', toggled(held, 'logs:read'))).toEqual({ add: [], remove: ['logs:read'] });
});
