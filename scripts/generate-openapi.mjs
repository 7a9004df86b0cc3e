/** `npm run generate:openapi`: writes openapi.json from the routes of the server. Needs no database. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runnerImport } from 'vite';
import { root } from './setup/places.mjs';

// Decorators need a compiler, which Node is not: Vite compiles the server here as it does for the build.
const { module } = await runnerImport(path.join(root, 'apps/server/src/openapi/describe-api.ts'), {
  root: path.join(root, 'apps/server'),
  configFile: path.join(root, 'apps/server/vite.config.ts'),
});
await writeFile(path.join(root, 'openapi.json'), await module.describeApi());
