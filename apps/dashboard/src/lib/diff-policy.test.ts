import { expect, it } from 'vitest';
import { fieldChanges } from './diff-policy.ts';

it('tells what was added, removed and changed, down to the field', () => {
  expect(
    fieldChanges({
      before: { role: 'viewer', retry: { times: 3, delay: 5 }, note: 'x', events: ['a'] },
      after: { role: 'developer', retry: { times: 3, delay: 9 }, label: 'y', events: ['a', 'b'] },
    }),
  ).toEqual([
    { path: 'role', kind: 'changed', before: 'viewer', after: 'developer' },
    { path: 'retry.delay', kind: 'changed', before: 5, after: 9 },
    { path: 'note', kind: 'removed', before: 'x' },
    { path: 'events', kind: 'changed', before: ['a'], after: ['a', 'b'] },
    { path: 'label', kind: 'added', after: 'y' },
  ]);
});

it('a secret that changed is told though it looks the same', () => {
  expect(fieldChanges({ before: { password: '••••' }, after: { password: '••••' } })).toEqual([
    { path: 'password', kind: 'changed', before: '••••', after: '••••' },
  ]);
});

it.each([
  [{ after: { email: 'a@b' } }, [{ path: 'email', kind: 'added', after: 'a@b' }]],
  [{ before: { email: 'a@b' } }, [{ path: 'email', kind: 'removed', before: 'a@b' }]],
  [{ reason: 'gone' }, [{ path: 'reason', kind: 'added', after: 'gone' }]],
  [{}, []],
])('reads %o', (changes, fields) => {
  expect(fieldChanges(changes)).toEqual(fields);
});
