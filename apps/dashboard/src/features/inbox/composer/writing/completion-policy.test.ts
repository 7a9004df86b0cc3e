import { expect, it } from 'vitest';
import { movedTo, triggerAt } from './completion-policy.ts';

it.each([
  ['/', 'quickReply', ''],
  ['/preç', 'quickReply', 'preç'],
  ['Olá /pre', 'quickReply', 'pre'],
  ['Olá\n/pre', 'quickReply', 'pre'],
  [':sm', 'emoji', 'sm'],
  ['Bom :coração', 'emoji', 'coração'],
])('%j asks for %s %j', (text, kind, query) => {
  const trigger = triggerAt(text, text.length);
  expect(trigger).toMatchObject({ kind, query, to: text.length });
  expect(text.slice(trigger?.from)).toMatch(/^[/:]/);
});

it.each(['e/ou', 'https://x', '10:30', ':)', ':s', 'a:sm', '/a b', ''])('%j asks for nothing', (text) => {
  expect(triggerAt(text, text.length)).toBeUndefined();
});

it('only what stands before the caret counts', () => {
  expect(triggerAt('/preço', 4)).toEqual({ kind: 'quickReply', query: 'pre', from: 0, to: 4 });
});

it('the arrows go around', () => {
  expect([movedTo(0, 3, -1), movedTo(2, 3, 1), movedTo(0, 0, 1)]).toEqual([2, 0, 0]);
});
