/** `npm run generate:sdk`: writes packages/sdk/src/generated from openapi.json. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { root } from './setup/places.mjs';

const generated = path.join(root, 'packages/sdk/src/generated');

await createClient({
  input: path.join(root, 'openapi.json'),
  output: {
    path: generated,
    // Node and bundlers both read the sources as they are.
    module: { extension: '.ts' },
  },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
  logs: { level: 'silent', file: false },
});

// Node's types know RequestInit, but not the name BodyInit; with this the SDK compiles without the library of browsers.
const client = path.join(generated, 'client/client.gen.ts');
const text = await readFile(client, 'utf8');
await writeFile(client, text.replaceAll(/\bBodyInit\b/g, "NonNullable<RequestInit['body']>"));
