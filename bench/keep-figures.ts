import { appendFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Adds a run to `results/<name>.jsonl`: when it was, what was asked for, and what came out. */
export async function keepFigures(name: string, plan: object, figures: unknown): Promise<void> {
  const results = fileURLToPath(new URL('./results', import.meta.url));
  await mkdir(results, { recursive: true });
  await appendFile(
    `${results}/${name}.jsonl`,
    `${JSON.stringify({ at: new Date().toISOString(), plan, figures })}\n`,
  );
}
