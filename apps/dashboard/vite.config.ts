import { brotliCompressSync, gzipSync } from 'node:zlib';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const COMPRESSED = /\.(?:js|css|svg)$/;

/** Writes each asset compressed beside it, so that the server compresses nothing at run time. */
function compressAssets(): Plugin {
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

/**
 * Builds the dashboard into `dist`, for the server to serve under /app. The server puts a fresh nonce in the place of
 * `__RECADO_NONCE__` at each answer: Mantine writes its variables in a style element, which the policy allows by nonce only.
 */
export default defineConfig({
  base: '/app/',
  plugins: [react(), compressAssets()],
  html: { cspNonce: '__RECADO_NONCE__' },
  build: {
    target: 'es2023',
    // The policy has no room for scripts and pictures within the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 700,
  },
  // `npx vite` in this folder, beside a server on its default port.
  server: {
    proxy: Object.fromEntries(
      [
        '/auth',
        '/me',
        '/instances',
        '/statistics',
        '/platform',
        '/messages',
        '/conversations',
        '/quick-replies',
        '/templates',
        '/media',
        '/events',
        '/sandbox',
        '/webhooks',
        '/deliveries',
        '/logs',
        '/users',
        '/api-keys',
        '/agents',
        '/presence',
        '/settings',
      ].map((prefix) => [prefix, 'http://127.0.0.1:3000']),
    ),
  },
  logLevel: 'warn',
});
