import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';

const sources = import.meta.dirname;
const styles = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@mantine/core/styles.css')),
  'styles',
);
const imported = readFileSync(path.join(sources, 'mantine-styles.ts'), 'utf8');

/** The components of Mantine that any source imports. */
function usedComponents(): Set<string> {
  const texts = globSync('**/*.tsx', { cwd: sources }).map((file) =>
    readFileSync(path.join(sources, file), 'utf8'),
  );
  return new Set(
    texts
      .flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)])
      .flatMap(([, names = '']) => names.split(',').map((name) => name.trim())),
  );
}

it('every component of Mantine that is used has its styles', () => {
  const styled = [...usedComponents()].filter((name) => existsSync(path.join(styles, `${name}.css`)));
  expect(styled.length).toBeGreaterThan(20);
  expect(styled.filter((name) => !imported.includes(`'@mantine/core/styles/${name}.css'`))).toEqual([]);
});
