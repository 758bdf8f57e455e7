import { build } from 'esbuild';

await build({
  entryPoints: ['src/server.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minify: true, // less to read at each start; node --enable-source-maps shows the sources
  sourcemap: true,
  logLevel: 'warning',
  // CommonJS packages in the bundle ask for Node's own modules with require.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
});
