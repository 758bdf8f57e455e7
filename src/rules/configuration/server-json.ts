import { defineRule } from '../define.js';
import { publishedFaults } from './registry/published.js';
import { serverFaults } from './registry/server.js';

export default defineRule({
  severity: 'error',
  summary: 'The file server.json passes the checks of the MCP registry and matches package.json.',
  why: 'The registry rejects invalid files, and a published version cannot be corrected.',
  source: {
    text: 'modelcontextprotocol/registry, validators.',
    url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json',
  },
  on: 'project',
  check({ documents: { serverJson, packageJson } }, report) {
    if (!serverJson) return;
    for (const fault of serverFaults(serverJson)) report(fault);
    // "contract/syntax-error" reports a file that cannot be read.
    if (!packageJson || packageJson.problems.length > 0) return;
    for (const fault of publishedFaults(serverJson, packageJson)) report(fault);
  },
});
