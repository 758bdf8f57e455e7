import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '~acme': fileURLToPath(new URL('./src/providers/acme', import.meta.url)) } },
});
