import { format } from 'prettier';
import { expect, it } from 'vitest';
import { withMember } from '../../src/edit/typescript.js';
import type { ProjectSpec } from '../../src/model/spec.js';
import { renderProject } from '../../src/render/project.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { checkProvider } from '../../src/spec/check.js';

const id = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
const api = (name: string, displayName: string) => ({
  name,
  displayName,
  description: 'Rooms.',
  baseUrl: 'https://api.acme.dev',
  auth: { style: 'none' },
  tools: [{ name: 'get_room', description: 'A room.', inputSchema: id }],
});
const sql = {
  ...{ name: 'stock', kind: 'sql', description: 'Parts.', auth: { style: 'none' }, tools: [] },
  databaseUrl: 'sqlite:data/acme.db',
};
const remote = {
  ...{ name: 'tracker', kind: 'mcp', description: 'Issues.', auth: { style: 'none' }, tools: [] },
  server: 'https://mcp.acme.dev/mcp',
};

const files = {
  ...{ name: 'notes', kind: 'files', description: 'Notes.', auth: { style: 'none' }, tools: [] },
  storage: 'data/notes',
};
const code = {
  ...{ name: 'days', kind: 'code', description: 'Days.', auth: { style: 'none' }, tools: [] },
};

const README = 'README.md';
const AGENTS = 'AGENTS.md';
const ACME = [api('acme', 'Acme Co.')];

it.each<[path: string, providers: object[], more: Partial<ProjectSpec>, line: string]>([
  [README, ACME, {}, '# Acme Co. MCP server'],
  [
    README,
    [{ ...api('acme', 'A'), description: 'Rooms of Acme' }],
    {},
    '\nAn MCP server in TypeScript. It needs',
  ],
  [README, [api('acme', 'Acme MCP')], {}, '# Acme MCP server'],
  [README, [api('acme', 'Acme MCP Server')], {}, '# Acme MCP Server'],
  [
    README,
    [...ACME, api('b', 'B'), api('c', 'C')],
    {},
    '# acme-mcp\n\nMCP server for Acme Co., B and C. It needs',
  ],
  [AGENTS, [sql, remote], {}, '- An MCP server (`add-tool --remote-tool`): call its tools'],
  [README, ACME, { packageManager: 'yarn' }, '`yarn mcp-provider add-tool` adds a tool'],
  [README, ACME, { packageManager: 'pnpm' }, '`pnpm exec mcp-provider config cursor --write'],
  [README, [remote], { packageManager: 'bun' }, '`bunx mcp-provider import mcp` writes'],
  [AGENTS, ACME, { packageManager: 'yarn' }, '`yarn vitest run tests/<provider>.test.ts`'],
  [AGENTS, ACME, {}, 'Log with `log` from `mcp-provider`.'],
  [AGENTS, ACME, { sdk: 'v1' }, 'Log with `log` from `mcp-provider/v1`.'],
  [
    AGENTS,
    ACME,
    {},
    '- An HTTP API (`add-tool --request`): send requests with the `api` of the context',
  ],
  [
    AGENTS,
    [sql],
    {},
    '- An SQL database (`add-tool --query`): statements are string literals in the tool;',
  ],
  [README, [sql], {}, '| A SQLite database |'],
  ['package.json', [sql], {}, '"description": "Parts."'],
  [
    'package.json',
    [{ ...sql, description: 'Parts. At most 100 calls a minute.' }],
    {},
    '"description": "Parts."',
  ],
  [
    'src/providers/acme/tools/get-room.ts',
    ACME,
    { sdk: 'v1' },
    "import { ToolError } from 'mcp-provider/v1';\nimport * as z from 'zod';\n",
  ],
])('generated documents contain the line for their project: %s', (path, providers, more, line) => {
  expect(rendered(providers, more).find((file) => file.path === path)?.text).toContain(line);
});

const laidOut = (text: string) =>
  format(text, { parser: 'typescript', singleQuote: true, printWidth: 100 });

it.each([6, 23, 35, 40])(
  'code with a name of %i characters is as Prettier lays it out',
  async (length) => {
    const name = 'n'.repeat(length);
    const files = { name, kind: 'files', storage: 'data', auth: { style: 'none' }, tools: [] };
    const bearer = { ...api(name, 'N'), auth: { style: 'bearer' } };
    for (const provider of [bearer, files, { ...files, readOnly: true }]) {
      const modules = rendered([provider]).filter(({ path }) => path.endsWith('.ts'));
      expect(modules.length).toBeGreaterThan(5);
      for (const { path, text } of modules) {
        expect(text, path).toBe(await laidOut(text));
        const more = withMember(text, 'defineProvider', 'prompt', ['tool', 'resource', 'prompt']);
        if (more !== undefined) expect(more).toBe(await laidOut(more));
      }
    }
  },
);

it.each([[sql], [files], [code]])(
  'no generated file mentions an API where the project has none: %j',
  (provider) => {
    const mentions = rendered([provider]).filter(({ text }) => /\bAPIs?\b/.test(text));
    expect(mentions.map(({ path }) => path)).toEqual([]);
  },
);

function rendered(providers: readonly object[], more: Partial<ProjectSpec> = {}) {
  return renderProject({
    name: 'acme-mcp',
    sdk: 'v2',
    packageManager: 'npm',
    providers: providers.map((each) => checkProvider(each, kindsAndStyles).spec),
    ...more,
  });
}
