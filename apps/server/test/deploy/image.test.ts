import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../../../..');

test('the image copies the manifest of every workspace, without which npm ci refuses the lock file', async () => {
  const { workspaces } = z
    .object({ workspaces: z.array(z.string()) })
    .parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
  const manifests = workspaces.flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: root }));
  const dockerfile = await readFile(path.join(root, 'deploy/Dockerfile'), 'utf8');
  const copied = new Set([...dockerfile.matchAll(/^COPY (\S+\/package\.json) /gm)].map(([, file]) => file));
  expect(manifests.filter((manifest) => !copied.has(manifest))).toEqual([]);
});
