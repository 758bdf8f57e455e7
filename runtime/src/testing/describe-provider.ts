import { describe, it } from 'vitest';
import { configOf } from '../provider/config.js';
import type { Providers } from '../provider/loader.js';
import { useTestEnvironment } from './environment.js';
import { useTestLog } from './log.js';
import { useProviders } from './project.js';
import type { TestedProvider } from './tested-provider.js';

/** Where `testProvider` of each kind is. */
const MODULES = {
  api: 'mcp-provider/testing',
  files: 'mcp-provider/testing/files',
  sql: 'mcp-provider/testing/sql',
  mcp: 'mcp-provider/testing/remote',
} as const;

/**
 * Tests of a provider, in an environment of their own.
 * @throws Error where the provider is of another kind
 */
export function describeProvider(
  providers: Providers,
  kind: keyof typeof MODULES,
  { provider, todo, todoResources }: TestedProvider,
  tests: () => void,
): void {
  useProviders(providers);
  useTestEnvironment();
  useTestLog();
  describe(provider, () => {
    const { kind: actual = 'api' } = configOf(provider);
    if (actual !== kind)
      throw new Error(
        `Provider "${provider}" is of kind "${actual}": import testProvider from "${MODULES[actual]}"`,
      );
    for (const title of [...todo, ...todoResources]) it.todo(`${title} is not implemented yet`);
    tests();
  });
}
