import { expect, test } from 'vitest';
import { versionIn } from './whatsapp-version.ts';

test.each([
  ['… "client_revision":1029384756,"x":1 …', [2, 3000, 1_029_384_756]],
  [String.raw`… \"client_revision\":1029384756 …`, [2, 3000, 1_029_384_756]],
  ['nothing of the kind', undefined],
])('in %s it finds %j', (text, version) => {
  expect(versionIn(text)).toEqual(version);
});
