import { expect, test } from 'vitest';
import { LibraryLog } from './library-log.ts';

test('of what the library logs, only sentences and messages of errors are passed on', () => {
  const lines: unknown[] = [];
  const log = new LibraryLog({
    warn: (fields, line) => lines.push(['warn', fields, line]),
    debug: (fields, line) => lines.push(['debug', fields, line]),
  });
  log.error({ err: new Error('Bad MAC'), key: 'secret', message: { conversation: 'secret' } }, 'failed');
  log.warn('a sentence');
  log.child().warn({ creds: 'secret' }, 'another');
  log.info();
  expect(lines).toEqual([
    ['warn', { error: 'Bad MAC' }, 'library: failed'],
    ['debug', { error: undefined }, 'library: a sentence'],
    ['debug', { error: undefined }, 'library: another'],
  ]);
  expect(JSON.stringify(lines)).not.toContain('secret');
});
