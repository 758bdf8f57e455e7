import { defineRule } from '../define.js';
import { publishedFaults } from './registry/published.js';
import { serverFaults } from './registry/server.js';

const FILE = 'server.json';
const SCHEMA = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';
const server = (more: Record<string, unknown>) => ({
  [FILE]: `${JSON.stringify({ $schema: SCHEMA, name: 'io.github.acme/weather', description: 'Forecasts.', version: '0.1.0', ...more }, null, 2)}\n`,
});
const NPM = {
  registryType: 'npm',
  identifier: 'weather-mcp',
  version: '0.1.0',
  transport: { type: 'stdio' },
};
const packaged = (more: Record<string, unknown>) => ({
  ...server({ packages: [{ ...NPM, ...more }] }),
  'package.json': {
    replace: '"private": true',
    with: '"mcpName": "io.github.acme/weather"',
  },
});

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
    {
      ok: server({
        remotes: [
          {
            type: 'sse',
            url: 'https://{region}.acme.dev/mcp',
            variables: { region: { default: 'eu' } },
          },
        ],
      }),
    },
    { bad: server({ status: 'active' }), finds: [`${FILE}:6:3`] },
    {
      ok: {
        [FILE]: server({ audience: 'all' })[FILE].replace('2025-12-11', '2027-01-01'),
      },
    },
    { bad: server({ name: 'weather' }), finds: [`${FILE}:3:11`] },
    { bad: server({ description: '' }), finds: [`${FILE}:4:18`] },
    { bad: server({ version: '0.2.0' }), finds: [`${FILE}:5:14`] },
    { bad: server({ version: undefined }), finds: [`${FILE}:1:1`] },
    { bad: server({ $schema: undefined }), finds: [`${FILE}:1:1`] },
    { bad: server({ websiteUrl: 'http://acme.dev' }), finds: [`${FILE}:6:17`] },
    {
      bad: server({ repository: { source: 'github', url: 'https://github.com/acme' } }),
      finds: [`${FILE}:8:12`],
    },
    {
      bad: server({ remotes: [{ type: 'streamable-http', url: 'https://localhost:3000' }] }),
      finds: [`${FILE}:9:14`],
    },
    { ok: packaged({}) },
    { ok: packaged({ registryBaseUrl: 'https://registry.npmjs.org' }) },
    {
      bad: packaged({ registryBaseUrl: 'https://npm.pkg.github.com' }),
      finds: [`${FILE}:14:26`],
    },
    { bad: packaged({ registryType: 'NPM' }), finds: [`${FILE}:8:23`] },
    { bad: server({ name: 7 }), finds: [`${FILE}:3:11`] },
    { bad: server({ packages: NPM }), finds: [`${FILE}:6:15`] },
    { bad: { [FILE]: '[]\n' }, finds: [`${FILE}:1:1`] },
    { bad: packaged({ runtime_hint: 'npx' }), finds: [`${FILE}:14:7`] },
    {
      ok: packaged({
        environmentVariables: [{ name: 'WEATHER_TOKEN', isRequired: true, isSecret: true }],
      }),
    },
    {
      bad: packaged({ environmentVariables: [{ name: 'WEATHER_TOKEN=', is_secret: true }] }),
      finds: [`${FILE}:16:19`, `${FILE}:17:11`],
    },
    { bad: packaged({ version: 'latest' }), finds: [`${FILE}:10:18`] },
    { bad: packaged({ identifier: 'forecast-mcp' }), finds: [`${FILE}:9:21`] },
    { bad: packaged({ transport: { type: 'http' } }), finds: [`${FILE}:12:17`] },
    {
      bad: packaged({ packageArguments: [{ type: 'named', name: '--provider=weather <key>' }] }),
      finds: [`${FILE}:17:19`],
    },
    {
      bad: server({ packages: [NPM] }),
      finds: ['package.json:1:1', 'package.json:4:14'],
    },
  ],
});
