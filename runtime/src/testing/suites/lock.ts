import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, it } from 'vitest';
import { currentProject } from '../../project/project.js';
import { type ServedDefinitions, servedDefinitions } from '../../provider/served-definitions.js';
import { loadTestedProvider } from '../server/project.js';

/** `create-mcp-provider/lock`. */
interface LockModule {
  changesSinceRelease(
    lock: string,
    provider: string,
    definitions: ServedDefinitions,
  ): { locked: string; lines: string[] };
}

/**
 * Lists the changes since the last release. None is wrong as such: the version of the next release
 * decides, which `mcp-provider lock` checks.
 */
export function testLock(provider: string): void {
  const { root } = currentProject();
  const file = join(root, 'mcp.lock.json');
  if (!existsSync(file)) return;
  it('is compared with its last release', async () => {
    const { mcpInstance } = await loadTestedProvider(provider);
    // The comparison is a part of the command line, which the project has installed.
    const path = createRequire(join(root, 'package.json')).resolve('create-mcp-provider/lock');
    const { changesSinceRelease } = (await import(pathToFileURL(path).href)) as LockModule;
    const { locked, lines } = changesSinceRelease(
      readFileSync(file, 'utf8'),
      provider,
      servedDefinitions(mcpInstance),
    );
    if (lines.length > 0) console.info(`Changes since ${locked}:\n${lines.join('\n')}`);
  });
}

/** Names former names whose promised month is over: they work, and may be given up with a major version. */
export function warnOfFormerNames(provider: string): void {
  afterAll(async () => {
    const { mcpInstance } = await loadTestedProvider(provider);
    const month = new Date().toISOString().slice(0, 7);
    for (const { name, formerly = [] } of servedDefinitions(mcpInstance).tools)
      for (const entry of formerly.filter(({ until }) => until < month))
        console.warn(
          `The former name "${entry.name ?? Object.keys(entry.arguments ?? {}).join('", "')}" of "${name}" was promised until ${entry.until}. Remove it from "formerly" in a major version, or promise it for longer.`,
        );
  });
}
