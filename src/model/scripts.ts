import type { PackageManager } from './spec.js';

/** The scripts of package.json in a new project. */
export function projectScripts(packageManager: PackageManager): Record<string, string> {
  const run = (script: string) => `${packageManager} run ${script}`;
  return {
    build: 'rolldown src/server.ts --dir dist --platform node --sourcemap',
    dev: 'mcp-provider dev',
    start: 'node dist/server.js',
    // In one process: starting one for each provider would take most of the time.
    test: `${run('build')} && vitest run --no-isolate`,
    typecheck: 'tsc',
    validate: 'mcp-provider validate',
    check: ['typecheck', 'validate', 'test'].map(run).join(' && '),
  };
}

/** The programs that these scripts run, by their package. */
export const PROGRAMS = {
  'mcp-provider': 'create-mcp-provider',
  rolldown: 'rolldown',
  tsc: 'typescript',
  vitest: 'vitest',
} as const;
