import { defineRule } from '../define.js';
import { publishedFaults, serverFaults } from './documents/server-json.js';

const FILE = 'server.json';
const server = (more: Record<string, unknown>) => ({
  [FILE]: `${JSON.stringify({ name: 'io.github.acme/weather', description: 'Forecasts.', version: '0.1.0', ...more }, null, 2)}\n`,
});
const npm = (version: string) => [{ registryType: 'npm', identifier: 'weather-mcp', version }];

export default defineRule({
  severity: 'error',
  summary: 'The MCP registry accepts server.json, and it is true of the package.',
  why: 'A version can be published once only; what is wrong in it stays.',
  source: {
    text: 'modelcontextprotocol/registry, validators.',
    url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json',
  },
  on: 'project',
  check({ documents: { serverJson, packageJson } }, report) {
    if (!serverJson) return;
    for (const fault of serverFaults(serverJson)) report(fault);
    if (packageJson) for (const fault of publishedFaults(serverJson, packageJson)) report(fault);
  },
  examples: [
    { ok: server({}) },
    { ok: {} },
    { bad: server({ name: 'weather' }), finds: [`${FILE}:2:11`] },
    { bad: server({ description: '' }), finds: [`${FILE}:3:18`] },
    { bad: server({ version: '0.2.0' }), finds: [`${FILE}:4:14`] },
    { bad: server({ version: undefined }), finds: [`${FILE}:1:1`] },
    {
      bad: server({ remotes: [{ type: 'streamable-http', url: 'http://localhost:3000' }] }),
      finds: [`${FILE}:8:14`],
    },
    {
      bad: {
        ...server({ packages: npm('latest') }),
        'package.json': {
          replace: '"private"',
          with: '"mcpName": "io.github.acme/weather",\n  "private"',
        },
      },
      finds: [`${FILE}:9:18`],
    },
    { bad: server({ packages: npm('0.1.0') }), finds: ['package.json:1:1'] },
  ],
});
