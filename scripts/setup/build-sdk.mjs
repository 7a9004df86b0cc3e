import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { nodeProgram, root } from './places.mjs';
import { step } from './progress.mjs';

const sdk = path.join(root, 'packages/sdk');

const entry = (file) => ({ types: `./${file}.d.ts`, default: `./${file}.js` });

/** What a program outside this repository gets: the workspace itself is read as TypeScript and is never published. */
function manifestOf({ name, version, description, license }) {
  return {
    name,
    version,
    description,
    license,
    keywords: ['recado', 'whatsapp', 'webhooks'],
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    exports: {
      '.': entry('index'),
      './webhooks': entry('webhooks/index'),
      './package.json': './package.json',
    },
  };
}

/** Builds the package that `npm pack` takes: JavaScript and declarations, with a package.json of its own. */
export async function buildSdk(output = path.join(sdk, 'dist')) {
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const project = path.join(sdk, 'tsconfig.build.json');
  await step('Building the SDK', nodeProgram(), [compiler, '-p', project, '--outDir', output]);
  // The compiler turns .ts into .js in the code, and not in the declarations.
  for await (const file of glob('**/*.d.ts', { cwd: output })) {
    const declarations = await readFile(path.join(output, file), 'utf8');
    const text = declarations.replaceAll(/((?:from |import\()(['"])\.[^'"]*)\.ts\2/g, '$1.js$2');
    await writeFile(path.join(output, file), text);
  }
  const manifest = manifestOf(JSON.parse(await readFile(path.join(sdk, 'package.json'), 'utf8')));
  await writeFile(path.join(output, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await cp(path.join(sdk, 'README.md'), path.join(output, 'README.md'));
  await cp(path.join(root, 'LICENSE'), path.join(output, 'LICENSE'));
}
