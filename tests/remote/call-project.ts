import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { memoryFiles } from '../support/memory.js';

export const CONFIG = 'providers:\n  rooms:\n    name: Rooms\n';
const SERVER = `
  console.error = () => {};
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, method, params } = JSON.parse(line);
    const text = [process.argv.slice(2).join(' '), process.env.ROOMS_TOKEN].join(' ');
    const tools = [{ name: 'where', inputSchema: { type: 'object' }, annotations: { readOnlyHint: true } }];
    const results = {
      initialize: { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'x', version: '1' } },
      'tools/list': { tools },
      'tools/call': { content: [{ type: 'text', text }] },
    };
    const result = results[method];
    if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, ...(result ? { result } : { error: { code: -32601, message: 'No' } }) }));
  });`;

/** A project whose server has one tool, which returns its command line and environment. */
export function project(config = CONFIG, server: string | undefined = SERVER) {
  const cwd = temporaryFolder();
  const files = { 'provider-config.yaml': config, ...(server && { 'dist/server.js': server }) };
  mkdirSync(join(cwd, 'dist'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  const onDisk = Object.entries(files).map(([name, text]) => [join(cwd, name), text]);
  return { cwd, files: memoryFiles(Object.fromEntries(onDisk) as Record<string, string>) };
}
