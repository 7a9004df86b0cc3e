import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const FILE = 'secret-key';

/** The key kept in the data folder, made at the first start; only the owner can read it. */
export async function secretKeyIn(dataDir: string): Promise<Buffer> {
  const file = path.join(dataDir, FILE);
  await mkdir(dataDir, { recursive: true });
  // `wx` fails when the file is there, so two processes that start together cannot make two keys.
  await writeFile(file, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 }).catch(
    (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    },
  );
  return Buffer.from(await readFile(file, 'utf8'), 'base64');
}
