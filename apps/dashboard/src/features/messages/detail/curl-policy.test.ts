import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { curlOf } from './curl-policy.ts';

it('is a command that a shell reads as it was meant, quotes and all', () => {
  const message = {
    instanceId: 'i',
    recipient: '+5511999999999',
    message: { type: 'text' as const, content: `It's "50%" $HOME\nand more` },
    priority: 'normal' as const,
  };
  // The shell prints the words that curl would get.
  const command = curlOf(message, 'https://recado.example').replace(/^curl/, String.raw`printf '%s\0'`);
  const words = execFileSync('/bin/sh', ['-c', command], { env: { RECADO_API_KEY: 'rk_1' } })
    .toString()
    .split('\0');
  expect(words.slice(0, 6)).toEqual([
    '-X',
    'POST',
    'https://recado.example/messages/send',
    '-H',
    'Authorization: Bearer rk_1',
    '-H',
  ]);
  const { priority, ...body } = message;
  expect(priority).toBe('normal');
  expect(JSON.parse(words[8] ?? '')).toEqual(body);
});
