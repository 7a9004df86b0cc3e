import { InstanceId } from '@recado/contracts';
import { expect, it } from 'vitest';
import { refusalOf, type ApiKeyGrant, type Grantor } from './api-key-policy.ts';

const now = new Date('2026-11-24T12:00:00Z');
const one = InstanceId.parse('0198f3c0-0000-7000-8000-000000000001');
const two = InstanceId.parse('0198f3c0-0000-7000-8000-000000000002');
const by: Grantor = { permissions: new Set(['messages:send', 'messages:read']), instanceIds: undefined };
const limited: Grantor = { ...by, instanceIds: new Set([one]) };
const grant: ApiKeyGrant = { permissions: ['messages:send'], instanceIds: undefined, expiresAt: undefined };

it.each<[string, Grantor, Partial<ApiKeyGrant>, string | undefined]>([
  ['part of what the maker may do', by, {}, undefined],
  ['more than the maker may do', by, { permissions: ['messages:send', 'users:write'] }, 'permissions'],
  ['some instances, made by one who has all', by, { instanceIds: [two] }, undefined],
  ['all instances, made by a limited key', limited, {}, 'instanceIds'],
  ['another instance, made by a limited key', limited, { instanceIds: [one, two] }, 'instanceIds'],
  ['the same instance, made by a limited key', limited, { instanceIds: [one] }, undefined],
  ['an end in the past', by, { expiresAt: now }, 'expiresAt'],
  ['an end ahead', by, { expiresAt: new Date(now.getTime() + 1) }, undefined],
])('a key for %s', (_, grantor, difference, path) => {
  expect(refusalOf(grantor, { ...grant, ...difference }, now)?.path).toBe(path);
});
