import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const sources = import.meta.dirname;
const textOf = (file: string): string => readFileSync(path.join(sources, file), 'utf8');
/** `features/inbox`, or `ui` and the like. */
const partOf = (file: string): string =>
  file
    .split(path.sep)
    .slice(0, file.startsWith('features') ? 2 : 1)
    .join('/');

/** Each class with the style sheet that has its rule. */
const rules = globSync('**/*.css', { cwd: sources }).flatMap((file) =>
  [...textOf(file).matchAll(/^\.(recado-[\w-]+) \{/gm)].map(([, name = '']) => ({ name, file })),
);

// Style sheets of pages stay when one goes on to another page.
it('a class has its rule in one style sheet', () => {
  const twice = rules.filter(({ name, file }) =>
    rules.some((other) => other.name === name && other.file !== file),
  );
  expect(rules.length).toBeGreaterThan(100);
  expect(twice).toEqual([]);
});

it('a class of one feature is used by that feature alone', () => {
  const components = globSync('**/*.tsx', { cwd: sources }).map((file) => ({
    part: partOf(file),
    classes: new Set(textOf(file).match(/recado-[\w-]+/g)),
  }));
  const astray = rules.filter(
    ({ name, file }) =>
      file.startsWith('features') &&
      components.some(({ part, classes }) => part !== partOf(file) && classes.has(name)),
  );
  expect(astray).toEqual([]);
});
