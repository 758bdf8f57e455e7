import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { include: ['tests/e2e/**/*.test.ts','tests/cli/**/*.test.ts'], testTimeout: 300000, hookTimeout: 300000, maxWorkers: 2 } });
