import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { succeed } from '../../support/run.js';

/** Packages with the managers, by the name that they are installed as. */
export const MANAGERS = {
  pnpm9: 'npm:pnpm@9.15.9',
  pnpm10: 'npm:pnpm@10',
  pnpm11: 'npm:pnpm@11',
  pnpm12: 'npm:pnpm@12',
  yarn1: 'npm:yarn@1.22.22',
  yarn4: 'npm:@yarnpkg/cli-dist@4',
  bun: '1',
};

/** Installs packages into a new folder. @returns its `node_modules` */
export async function installed(
  folder: string,
  dependencies: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, string>> = {},
): Promise<string> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies, overrides }));
  await succeed('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], folder);
  return join(folder, 'node_modules');
}

/** What npm, which runs these tests, tells its programs; and CI, where managers change their ways. */
const OF_THIS_RUN = /^(?:npm_(?!config_registry$).*|CI|GITHUB_ACTIONS|NODE_ENV|VITEST.*)$/;

/**
 * The environment of a new user, who has these programs.
 * @param programs by the name that people type: files below `managers`
 * @param folders `managers` is the `node_modules` with them; `bin` and `home` are made
 */
export function environment(
  programs: Readonly<Record<string, string>>,
  { managers, bin, home }: { managers: string; bin: string; home: string },
): NodeJS.ProcessEnv {
  for (const folder of [bin, home]) mkdirSync(folder, { recursive: true });
  for (const [name, file] of Object.entries(programs)) {
    const node = file.startsWith('.bin/') ? '' : 'node';
    const text = `#!/bin/sh\nexec ${node} "${join(managers, file)}" "$@"\n`;
    writeFileSync(join(bin, name), text, { mode: 0o755 });
  }
  const others = Object.keys(process.env).filter((name) => OF_THIS_RUN.test(name));
  return {
    ...Object.fromEntries(others.map((name) => [name, undefined])),
    HOME: home,
    PATH: `${bin}:${process.env.PATH}`,
    YARN_ENABLE_TELEMETRY: '0',
    // It would look for itself in the registry.
    pnpm_config_pm_on_fail: 'ignore',
  };
}
