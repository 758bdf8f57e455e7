import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { loadConfig } from '../provider/config.js';

/** Removes the variables that this server reads, and stores credentials in a folder that ends with the test file. */
export function useTestEnvironment(): void {
  const prefixes = ['mcp', 'credentials', ...Object.keys(loadConfig())];
  const isOurs = new RegExp(`^(TOKEN_STORE$|(${prefixes.join('|')})_)`, 'i');
  for (const name of Object.keys(process.env))
    if (isOurs.test(name)) Reflect.deleteProperty(process.env, name);
  process.env.MCP_ENV_FILE = '';
  const folder = mkdtempSync(join(tmpdir(), 'mcp-test-'));
  process.env.MCP_DATA_DIR = folder;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}
