import { defineConfig } from 'vite';

/**
 * Bundles the server into `dist/main.js` for Node 24. Workspace packages are TypeScript sources, so they are bundled
 * in; packages from npm stay imports. What is reached through `import()` (the sandbox simulator) becomes a chunk of its own.
 */
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    target: 'node24',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
  ssr: { noExternal: [/^@recado\//] },
  logLevel: 'warn',
});
