import { beforeEach, describe, it, vi } from 'vitest';
import { configOf } from '../project/config.js';
import type { LogLine } from '../project/interfaces.js';
import { setDefaultLogSink } from '../project/log.js';
import { currentProject } from '../project/project.js';
import type { Providers } from '../provider/loader.js';
import { useTestEnvironment } from './server/environment.js';
import { useProviders } from './server/project.js';
import { testSetting } from './suites/common.js';
import { testLock, warnOfFormerNames } from './suites/lock.js';
import { isEmpty, type TestedProvider } from './tested-provider.js';

/** Vitest's own time limits, five and ten seconds, are too short on a busy machine. A minute is enough to notice what hangs. */
const TIME_LIMITS = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Returns the module whose `testProvider` is for a kind of provider. */
function moduleFor({ kind = 'api', database_url: url = '' }: ReturnType<typeof configOf>) {
  if (kind === 'files') return 'mcp-provider/testing/files';
  if (kind === 'code') return 'mcp-provider/testing/code';
  if (kind === 'mcp') return 'mcp-provider/testing/remote';
  if (kind !== 'sql') return 'mcp-provider/testing';
  if (url.startsWith('sqlite:')) return 'mcp-provider/testing/sql/sqlite';
  const isMysql = /^(mysql|mariadb):/.test(url);
  return isMysql ? 'mcp-provider/testing/sql/mysql' : 'mcp-provider/testing/sql/postgres';
}

/**
 * Tests of a provider, in their own environment.
 * @param module whose `testProvider` was called
 * @throws Error if another one tests providers of this kind
 */
export function describeProvider(
  providers: Providers,
  module: ReturnType<typeof moduleFor>,
  subject: TestedProvider,
  tests: () => void,
): void {
  vi.setConfig(TIME_LIMITS);
  const { provider, todo, todoResources, signIn } = subject;
  useProviders(providers);
  useTestEnvironment();
  currentProject().isTested = true;
  useTestLog();
  describe(provider, () => {
    const expected = moduleFor(configOf(provider));
    if (module !== expected)
      throw new Error(
        `testProvider for "${provider}" comes from "${expected}", not from "${module}": correct the import`,
      );
    signIn.setUp?.(subject);
    testSetting(provider, 'auth', signIn.style);
    testSetting(provider, 'surface', subject.surface);
    testSetting(provider, 'token_path', subject.tokenPath);
    for (const title of [...todo, ...todoResources]) it.todo(`${title} has no test yet`);
    tests();
    // After the tests, because their session sets "surface" before it creates the first server.
    if (!isEmpty(subject)) {
      testLock(provider);
      warnOfFormerNames(provider);
    }
  });
}

/** Prints the server's log if a test fails. */
function useTestLog(): void {
  beforeEach(({ onTestFailed }) => {
    const lines: LogLine[] = [];
    setDefaultLogSink((line) => lines.push(line));
    onTestFailed(() => {
      for (const line of lines) console.error(JSON.stringify(line));
    });
  });
}
