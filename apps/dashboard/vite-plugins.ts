import { brotliCompressSync, gzipSync } from 'node:zlib';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const COMPRESSED = /\.(?:js|css|svg)$/;

/** Writes each asset compressed beside it, so that the server compresses nothing at run time. */
export function compressAssets(): Plugin {
  let folder = '';
  return {
    name: 'recado-compress-assets',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = path.join(root, build.outDir, 'assets');
    },
    closeBundle: async () => {
      const names = (await readdir(folder)).filter((name) => COMPRESSED.test(name));
      await Promise.all(
        names.map(async (name) => {
          const bytes = await readFile(path.join(folder, name));
          await writeFile(path.join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
          await writeFile(path.join(folder, `${name}.br`), brotliCompressSync(bytes));
        }),
      );
    },
  };
}

/** Which parts of the bundle serve which purpose: by their modules, the purpose is what the first group matches. */
const purposes: readonly [RegExp, string?][] = [
  [/\/features\/([a-z]+)\/\1-page\.tsx$/],
  [/\/features\/(inbox)\/conversation\/conversation-pane\.tsx$/],
  [/\/locales\/(en|pt-br)\/(?:index|pages)\.ts$/],
  [/\/locales\/(en|pt-br)\/pages\/inbox\.ts$/, 'texts-'],
];

const purposesOf = (moduleId: string): string[] =>
  purposes.flatMap(([pattern, prefix = '']) => {
    const [, purpose] = pattern.exec(moduleId) ?? [];
    return purpose === undefined ? [] : [`${prefix}${purpose}`];
  });

/**
 * Writes `preloads.json`, by which the server names in the page what will be needed, so that the browser fetches all of it at
 * once: paths below `/app/` for each page (`inbox`), for each language (`en`), and for the texts of pages (`texts-en`).
 */
export function writePreloads(): Plugin {
  return {
    name: 'recado-write-preloads',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const first = new Set<string>();
      for (const chunk of chunks) if (chunk.isEntry) addFiles(first, chunk, bundle);
      const preloads = new Map<string, Set<string>>();
      for (const chunk of chunks)
        for (const purpose of chunk.moduleIds.flatMap(purposesOf)) {
          const files = preloads.get(purpose) ?? new Set();
          addFiles(files, chunk, bundle);
          preloads.set(purpose, files);
        }
      const listed = [...preloads].map(([purpose, files]) => [
        purpose,
        [...files].filter((file) => !first.has(file)).sort(),
      ]);
      this.emitFile({
        type: 'asset',
        fileName: 'preloads.json',
        source: JSON.stringify(Object.fromEntries(listed.sort()), null, 2),
      });
    },
  };
}

/** Adds a chunk with all that it imports. */
function addFiles(files: Set<string>, chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle): void {
  if (files.has(chunk.fileName)) return;
  files.add(chunk.fileName);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === 'chunk') addFiles(files, imported, bundle);
  }
}
