import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Stored credentials of a test run never meet those of a person. */
const folder = mkdtempSync(join(tmpdir(), 'mcp-test-'));
process.env.MCP_DATA_DIR = folder;
for (const name of ['TOKEN_STORE', 'CREDENTIALS_KEY_COMMAND']) delete process.env[name];
afterAll(() => rmSync(folder, { recursive: true, force: true }));
