import { type Edit, type Mutation, inIssues, mutation } from '../mutate.js';

const CONFIG = 'provider-config.yaml';
const PACKAGE = 'package.json';

const callback = (defect: string, address: string): Mutation =>
  inIssues(defect, 'configuration/callback-address', {
    [CONFIG]: ['    port: 8710\n', `    port: 8710\n▶    callback_url: ${address}\n`],
  });
const change = (
  defect: string,
  rule: Mutation['rule'],
  path: string,
  ...edits: Edit[]
): Mutation => ({
  defect,
  rule,
  edits: { [path]: edits },
});
const client = (defect: string, path: string, text: string): Mutation => ({
  defect,
  rule: 'configuration/client-entry',
  edits: { [path]: text },
});

export const mutations: readonly Mutation[] = [
  change('two providers have one port', 'configuration/shared-port', CONFIG, [
    'port: 8711',
    '▶port: 8710',
  ]),
  callback('the callback has another port', 'http://127.0.0.1:8711/auth/callback'),
  callback('the callback has another path', 'http://127.0.0.1:8710/callback'),
  callback('the callback is plain http', 'http://mcp.example.org/auth/callback'),
  change('scopes that nothing asks for', 'configuration/scopes', CONFIG, [
    '    auth: bearer',
    '▶    scopes: [read]\n    auth: bearer',
  ]),
  change('zod is too old for the SDK', 'configuration/package-pair', PACKAGE, [
    '"zod": "4.6.7"',
    '▶"zod": "3.22.0"',
  ]),
  change('the SDK leaks answers', 'configuration/vulnerable-package', PACKAGE, [
    '"@modelcontextprotocol/sdk": "1.32.2"',
    '▶"@modelcontextprotocol/sdk": "1.25.3"',
  ]),
  mutation('a client starts whatever mcp-remote there is', 'configuration/vulnerable-package', {
    '.vscode/mcp.json':
      '▶{ "servers": { "api": { "type": "stdio", "command": "npx", "args": ["-y", "mcp-remote", "https://mcp.example.org"] } } }\n',
  }),
  change('the package is CommonJS', 'configuration/module-settings', PACKAGE, [
    '  "type": "module"',
    '▶  "type": "commonjs"',
  ]),
  change(
    'the package does not say that it is made of modules',
    'configuration/module-settings',
    PACKAGE,
    ['{', '▶{'],
    ['  "type": "module",\n', ''],
  ),
  change(
    'the compiler looks for modules in the old way',
    'configuration/module-settings',
    'tsconfig.json',
    ['  "include"', '  "compilerOptions": { ▶"moduleResolution": "node" },\n  "include"'],
  ),
  change('an import has no ending', 'configuration/import-ending', '{src}/tools/{file}.ts', [
    "import { tool } from '../mcp-instance.js'",
    "▶import { tool } from '../mcp-instance'",
  ]),
  change(
    'an import has the ending of the source',
    'configuration/import-ending',
    '{src}/server-auth.ts',
    ["from './api/auth.js'", "▶from './api/auth.ts'"],
  ),
  change('an import names a folder', 'configuration/import-ending', 'src/server.ts', [
    "import { providers } from './providers/index.js'",
    "▶import { providers } from './providers'",
  ]),
  client(
    'a client starts a provider that is not there',
    '.mcp.json',
    '▶{ "mcpServers": { "api": { "command": "npm", "args": ["start", "--", "--provider", "long_gone"] } } }\n',
  ),
  client(
    'a client file has the form of another client',
    '.vscode/mcp.json',
    '▶{ "mcpServers": { "api": { "command": "npm", "args": ["start"] } } }\n',
  ),
  client(
    'an entry starts nothing',
    '.cursor/mcp.json',
    '▶{ "mcpServers": { "api": { "env": {} } } }\n',
  ),
  mutation('the registry refuses the name of the server', 'configuration/server-json', {
    'server.json':
      '▶{ "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json", "name": "api", "description": "An API.", "version": "0.1.0" }\n',
  }),
  mutation('the server has another version than its package', 'configuration/server-json', {
    'server.json':
      '▶{ "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json", "name": "org.example/api", "description": "An API.", "version": "0.9.0" }\n',
  }),
  mutation('the bundle has another version than its package', 'configuration/bundle-manifest', {
    'manifest.json':
      '{ "manifest_version": "0.3", "name": "api", "version": ▶"0.9.0", "description": "An API.", "author": { "name": "acme" }, "server": { "entry_point": "dist/server.js" } }\n',
  }),
  mutation('the bundle shows a key that its user enters', 'configuration/bundle-manifest', {
    'manifest.json':
      '{ "manifest_version": "0.3", "name": "api", "version": "0.1.0", "description": "An API.", "author": { "name": "acme" }, "server": { "entry_point": "dist/server.js", "mcp_config": { "env": { "API_KEY": "${user_config.key}" } } }, "user_config": { ▶"key": {} } }\n',
  }),
];
