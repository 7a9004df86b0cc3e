import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const docs = new URL('../../../../docs/', import.meta.url);
const read = (file: string): Promise<string> => readFile(new URL(file, docs), 'utf8');

it.each([
  ['python', 'examples/webhooks/receiver.py'],
  ['php', 'examples/webhooks/receiver.php'],
])('what the guide shows in %s is what the tests run in %s', async (language, file) => {
  const blocks = [...(await read('webhooks.md')).matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  const shown = blocks.filter(([, name]) => name === language).map(([, , code]) => code);
  expect(shown).not.toEqual([]);
  const example = await read(file);
  for (const code of shown) expect(example).toContain(code);
});

it('what the guide and the examples link to is there', async () => {
  for (const page of ['webhooks.md', 'examples/README.md']) {
    const targets = [...(await read(page)).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
      ([, target]) => target ?? '',
    );
    const absent = targets.map(async (target) => {
      const content = await readFile(new URL(target, new URL(page, docs)), 'utf8').catch(() => undefined);
      return content === undefined ? [target] : [];
    });
    expect((await Promise.all(absent)).flat()).toEqual([]);
  }
});
