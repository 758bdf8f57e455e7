import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, onTestFinished } from 'vitest';
import { currentProject } from '../../project/project.js';

/** The credential store keeps its folder, so all test files of a process share one. */
let shared: string | undefined;

/** Removes the variables that this server reads, and stores credentials in a folder that ends with the test file. */
export function useTestEnvironment(): void {
  const prefixes = ['mcp', 'credentials', ...Object.keys(currentProject().config)];
  const isOurs = new RegExp(`^(TOKEN_STORE$|(${prefixes.join('|')})_)`, 'i');
  for (const name of Object.keys(process.env)) {
    if (isOurs.test(name)) Reflect.deleteProperty(process.env, name);
  }
  process.env.MCP_ENV_FILE = '';
  // The same on each machine, and not UTC: a day in local time differs from one in UTC.
  process.env.TZ = 'America/St_Johns';
  const folder = (shared ??= mkdtempSync(join(tmpdir(), 'mcp-test-')));
  process.env.MCP_DATA_DIR = folder;
  beforeAll(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return () => rmSync(folder, { recursive: true, force: true });
  });
}

/** Sets environment variables. @returns the function that restores them */
export function stubEnvironment(variables: Readonly<Record<string, string>>): () => void {
  const previousValues = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of previousValues) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}

/** Sets variables of one provider until the test has ended. */
export function setEnvironment(prefix: string, variables: Record<string, string>): void {
  const prefixed = Object.entries(variables).map(([name, value]) => [`${prefix}_${name}`, value]);
  onTestFinished(stubEnvironment(Object.fromEntries(prefixed) as Record<string, string>));
}
