import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Stored credentials of a test run never meet those of a person. */
const folder = mkdtempSync(join(tmpdir(), 'mcp-test-'));
process.env.MCP_DATA_DIR = folder;
delete process.env.TOKEN_STORE;
afterAll(() => rmSync(folder, { recursive: true, force: true }));
