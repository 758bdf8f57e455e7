import { join } from 'node:path';
import type { Tool } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { directories } from '../../src/commands/validate/for-directory.js';
import { runProgram } from '../extend/machine.js';
import { project } from '../remote/call-project.js';

const ACCEPTED: Tool = {
  name: 'get_room',
  title: 'Get room',
  description: 'One room.',
  inputSchema: { type: 'object', properties: { room_id: { type: 'string' } } },
  outputSchema: { type: 'object' },
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
};

const faults = (id: keyof typeof directories, tool: Tool) =>
  directories[id].criteria.flatMap(({ fault }) => fault(tool) ?? []);

const withArgument = (name: string, schema: Record<string, string | string[]>): Partial<Tool> => ({
  inputSchema: { type: 'object', properties: { [name]: schema } },
});

const both = { chatgpt: true, claude: true };

describe.each(['chatgpt', 'claude'] as const)('validate --for %s', (id) => {
  it('accepts a tool that meets all criteria', () => {
    expect(faults(id, ACCEPTED)).toEqual([]);
  });

  it.each<[string, Partial<Tool>, { chatgpt?: boolean; claude?: boolean }]>([
    ['has 65 characters', { name: 'a'.repeat(65) }, both],
    ['no description', { description: ' ' }, both],
    ['no title', { title: '' }, { claude: true }],
    [
      'not state readOnlyHint',
      { annotations: { destructiveHint: true, openWorldHint: true } },
      both,
    ],
    [
      'openWorldHint',
      { annotations: { readOnlyHint: true, destructiveHint: false } },
      { chatgpt: true },
    ],
    ['both true', { annotations: { ...ACCEPTED.annotations, destructiveHint: true } }, both],
    ['"method" chooses', withArgument('method', { enum: ['GET', 'POST'] }), both],
    ['asks for api_key', withArgument('api_key', { type: 'string' }), { chatgpt: true }],
    ['no output schema', { outputSchema: undefined }, { chatgpt: true }],
    [
      'It writes',
      { annotations: { ...ACCEPTED.annotations, readOnlyHint: false } },
      { claude: true },
    ],
  ])('finds: %s', (text, change, where) => {
    const found = faults(id, { ...ACCEPTED, ...change });
    expect(found.filter((one) => one.includes(text))).toHaveLength(where[id] ? 1 : 0);
  });
});

const LISTING = `listing:
  { subtitle: Rooms, description: Finds rooms., category: TRAVEL, icon: icon.png, privacyPolicy: https://acme.dev/privacy, documentation: https://acme.dev/docs, support: ann@acme.dev, server: https://acme.dev/mcp, signIn: With the key in the form. }`;
const BUNDLE = '{ "icon": "icon.png", "privacy_policies": ["https://acme.dev/privacy"] }';
const README = '## Privacy policy';

it.each<[string, string, string, string, { chatgpt?: boolean; claude?: boolean }]>([
  ['directory.yaml', 'File not found', '', '', both],
  ['directory.yaml', '"listing.icon" must', 'icon.png', 'icon.svg', both],
  [
    'directory.yaml',
    '"listing.privacyPolicy" must',
    'https://acme.dev/privacy',
    'http://a.b',
    both,
  ],
  ['directory.yaml', '"listing.support" must', 'ann@acme.dev', 'Ann', both],
  [
    'directory.yaml',
    '"listing.server" must',
    'https://acme.dev/mcp',
    'http://127.0.0.1/mcp',
    { chatgpt: true, claude: true },
  ],
  ['directory.yaml', '"listing.signIn" must', 'With the key in the form.', "''", both],
  ['directory.yaml', '"listing.subtitle" must', 'Rooms', 'R'.repeat(31), { chatgpt: true }],
  ['directory.yaml', '"listing.category" must', 'TRAVEL', 'Travel', { chatgpt: true }],
  ['directory.yaml', '"listing.documentation" must', 'https://acme.dev/docs', '', { claude: true }],
  ['manifest.json', '"icon" is not', 'icon.png', 'a.png', { claude: true }],
  ['manifest.json', '"privacy_policies" lacks', 'privacy"', 'terms"', { claude: true }],
  ['README.md', 'no section', 'Privacy policy', 'Terms', { claude: true }],
])('reads what the project says of itself: %s, %s', async (file, text, from, to, where) => {
  const { cwd, files } = project();
  const texts = { 'directory.yaml': LISTING, 'manifest.json': BUNDLE, 'README.md': README };
  for (const [name, content] of Object.entries(texts))
    if (from !== '' || name !== file)
      await files.write(join(cwd, name), name === file ? content.replaceAll(from, to) : content);
  for (const id of ['chatgpt', 'claude'] as const) {
    const { stdout } = await runProgram(['validate', '--for', id], { files, cwd, env: {} });
    expect(stdout.includes(`${file}: `) && stdout.includes(text), id).toBe(where[id] ?? false);
  }
});

it('checks the tools that the project lists when it runs', async () => {
  const { cwd, files } = project();
  await files.write(join(cwd, 'directory.yaml'), LISTING);
  const options = { files, cwd, env: {} };
  const { exit, stdout } = await runProgram(['validate', '--for', 'claude', '--json'], options);
  expect(exit).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    for: 'claude',
    tools: 1,
    findings: [{ message: 'It has no description.' }, { message: 'It has no title.' }, {}, {}],
  });
  const { stdout: report } = await runProgram(['validate', '--for', 'claude'], options);
  expect(report).toContain('1 tool, for the Claude connectors directory: 3 errors, 1 warning.');
});

it.each<[string, string, string]>([
  ['auth: api-key', '', 'provider-config.yaml: "rooms" has no "check_path"'],
  ['auth: bearer, check_path: /me', '', ''],
  ['auth: oauth2', 'tokenUrl', 'src/providers/rooms/api/auth.ts: It has no "account"'],
  ['auth: oauth2', "account: { path: '/me', id: 'id' }", ''],
  ['auth: none', '', 'provider-config.yaml: The API of "rooms" does not ask who its user is.'],
])('knows whether a stranger can sign in: %s', async (auth, code, text) => {
  const { cwd, files } = project(
    `providers:\n  rooms: { name: Rooms, base_url: https://a.dev, ${auth} }\n`,
  );
  await files.write(join(cwd, 'directory.yaml'), LISTING);
  await files.makeDirectory(join(cwd, 'src/providers/rooms/api'));
  await files.write(join(cwd, 'src/providers/rooms/api/auth.ts'), code);
  const options = { files, cwd, env: {} };
  const { stdout } = await runProgram(['validate', '--for', 'claude'], options);
  if (text === '') expect(stdout).not.toMatch(/provider-config|auth\.ts/);
  else expect(stdout).toContain(text);
  const env = { MCP_ISSUER: 'https://id.acme.dev' };
  const other = await runProgram(['validate', '--for', 'claude'], { ...options, env });
  expect(other.stdout).not.toMatch(/provider-config|auth\.ts/);
});
