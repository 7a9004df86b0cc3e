import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressAssets, writePreloads } from './vite-plugins.ts';

/**
 * Builds the dashboard into `dist`, for the server to serve under /app. The server puts a fresh nonce in the place of
 * `__RECADO_NONCE__` at each answer: Mantine writes its variables in a style element, which the policy allows by nonce only.
 */
export default defineConfig({
  base: '/app/',
  plugins: [react(), writePreloads(), compressAssets()],
  html: { cspNonce: '__RECADO_NONCE__' },
  build: {
    target: 'es2023',
    // The policy has no room for scripts and pictures within the page.
    assetsInlineLimit: 0,
    // One style sheet: those of all other pages add 9 KB compressed, and none can fail to come when its page is opened.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A few files that many pages share, in place of hundreds: each costs a request, whatever its size.
          groups: [
            { name: 'libraries', test: /node_modules/, tags: ['$initial'], priority: 4 },
            { name: 'first', tags: ['$initial'], priority: 3 },
            { name: 'overview', test: /overview-page\.tsx$/, priority: 2 },
            { name: 'parts', test: /node_modules|src\/(?:ui|lib)\//, minShareCount: 2, priority: 1 },
            { name: 'texts-en', test: /locales\/en\/pages\// },
            { name: 'texts-pt-br', test: /locales\/pt-br\/pages\// },
          ],
        },
      },
    },
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
