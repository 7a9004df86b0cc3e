import { permissions, rolePermissions, type Role } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { refusalOf, type UserAccess, type UserChange } from './user-policy.ts';

const user = (role: Role, difference: Partial<UserAccess> = {}): UserAccess => ({
  role,
  permissions: { add: [], remove: [] },
  isActive: true,
  ...difference,
});
const as = (role: Role) => ({ permissions: rolePermissions[role], isPlatformAdmin: role === 'admin' });

const cases: [string, Partial<UserChange>, string | undefined][] = [
  ['a manager makes a developer', { after: user('developer') }, undefined],
  ['a manager makes a manager', { after: user('tenant_manager') }, undefined],
  ['a manager makes an admin', { after: user('admin') }, 'forbidden'],
  ['a manager promotes to admin', { before: user('viewer'), after: user('admin') }, 'forbidden'],
  ['a manager demotes an admin', { before: user('admin'), after: user('viewer') }, 'forbidden'],
  ['a manager removes an admin', { before: user('admin') }, 'forbidden'],
  [
    'a manager grants a permission of the platform',
    { after: user('viewer', { permissions: { add: ['tenants:write'], remove: [] } }) },
    'forbidden',
  ],
  [
    'a manager grants a viewer one permission more',
    {
      before: user('viewer'),
      after: user('viewer', { permissions: { add: ['messages:send'], remove: [] } }),
    },
    undefined,
  ],
  ['an admin makes an admin', { by: as('admin'), after: user('admin') }, undefined],
  [
    'a developer with users:write grants what developers lack',
    {
      by: { permissions: new Set([...rolePermissions.developer, 'users:write']), isPlatformAdmin: false },
      after: user('tenant_manager'),
    },
    'forbidden',
  ],
  [
    'a developer with users:write changes a manager',
    {
      by: { permissions: new Set([...rolePermissions.developer, 'users:write']), isPlatformAdmin: false },
      before: user('tenant_manager'),
      after: user('viewer'),
      otherManagers: [user('tenant_manager')],
    },
    'forbidden',
  ],
  [
    'an API key that may do everything makes an admin',
    { by: { permissions: new Set(permissions), isPlatformAdmin: false }, after: user('admin') },
    'forbidden',
  ],
  [
    'an admin demotes the own user although others are there',
    {
      by: as('admin'),
      isSelf: true,
      before: user('admin'),
      after: user('viewer'),
      otherManagers: [user('admin')],
    },
    'conflict',
  ],
  [
    'an admin demotes another admin',
    { by: as('admin'), before: user('admin'), after: user('viewer'), otherManagers: [user('admin')] },
    undefined,
  ],
];

describe('who may make which change to users', () => {
  it.each(cases)('%s', (_, difference, code) => {
    const change = { by: as('tenant_manager'), isSelf: false, before: undefined, after: undefined };
    expect(refusalOf({ ...change, otherManagers: [], ...difference })?.code).toBe(code);
  });
});

describe('the last one who can run a tenant', () => {
  const before = user('tenant_manager');
  const waysOut: [string, UserAccess | undefined][] = [
    ['removed', undefined],
    ['demoted', user('developer')],
    ['deactivated', user('tenant_manager', { isActive: false })],
    [
      'stripped of users:write',
      user('tenant_manager', { permissions: { add: [], remove: ['users:write'] } }),
    ],
  ];
  const change = { by: as('tenant_manager'), isSelf: true, before };

  it.each(waysOut)('cannot be %s', (_, after) => {
    const powerless = [
      user('tenant_manager', { isActive: false }),
      user('tenant_manager', { permissions: { add: [], remove: ['users:write'] } }),
      user('developer', { permissions: { add: ['users:write'], remove: [] } }),
    ];
    expect(refusalOf({ ...change, after, otherManagers: powerless })?.code).toBe('conflict');
  });

  it.each(waysOut)('can be %s once there is another', (_, after) => {
    for (const other of [user('tenant_manager'), user('admin')])
      expect(refusalOf({ ...change, after, otherManagers: [other] })).toBeUndefined();
  });
});
