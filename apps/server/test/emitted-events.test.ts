import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eventTypes } from '@recado/contracts';
import { expect, it } from 'vitest';

const source = path.join(import.meta.dirname, '../src');

/** The sources of the server without tests, and without the actions of the audit log, some of which have names of events. */
const lines = globSync('**/*.ts', { cwd: source, exclude: (name) => name.endsWith('.test.ts') }).flatMap(
  (file) =>
    readFileSync(path.join(source, file), 'utf8')
      .split('\n')
      .filter((line) => !line.includes('action:')),
);

it.each(eventTypes)('%s is emitted by the server', (type) => {
  expect(lines.filter((line) => line.includes(`'${type}'`))).not.toEqual([]);
});
