import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleSubmission } from '../../scripts/docs/example-submission.js';
import { directories, type Directory, type ListedTool } from '../../src/model/rule.js';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { project } from '../remote/call-project.js';
import { outcomeOf } from '../rules/outcome.js';
import { runProgram } from '../support/machine.js';

const ACCEPTED: ListedTool = {
  name: 'get_room',
  title: 'Get room',
  description: 'One room.',
  inputSchema: { properties: { room_id: { type: 'string' } } },
  outputSchema: { type: 'object' },
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
};

const { project: minimal } = await outcomeOf({});
const faults = (id: Directory, tool: ListedTool) =>
  run(minimal, rules, { submission: exampleSubmission([tool], id) })
    .findings.filter(({ rule }) => !/listing|check-path/.test(rule))
    .map(({ message }) => message);

const withArgument = (name: string, schema: object): Partial<ListedTool> => ({
  inputSchema: { properties: { [name]: schema } },
});

const both = { chatgpt: true, claude: true };

describe.each(directories)('validate --for %s', (id) => {
  it('accepts a tool that meets all criteria', () => {
    expect(faults(id, ACCEPTED)).toEqual([]);
  });

  it.each<[string, Partial<ListedTool>, { chatgpt?: boolean; claude?: boolean }]>([
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
    ['"method" of', withArgument('method', { enum: ['GET', 'POST'] }), both],
    ['asks for api_key', withArgument('api_key', { type: 'string' }), { chatgpt: true }],
    ['no output schema', { outputSchema: undefined }, { chatgpt: true }],
    [
      'changes data, but',
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

/** The findings of the rules that only `--for` runs. */
async function submitted(options: Parameters<typeof runProgram>[1], id: Directory) {
  const { stdout } = await runProgram(['validate', '--for', id, '--json'], options);
  const report = JSON.parse(stdout) as { findings: Record<'rule' | 'file' | 'message', string>[] };
  return report.findings.filter(({ rule }) => rule.startsWith('directory/'));
}

it.each<[string, string, string, string, { chatgpt?: boolean; claude?: boolean }]>([
  ['directory.yaml', 'is missing', '', '', both],
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
    const found = (await submitted({ files, cwd, env: {} }, id)).map(({ message }) => message);
    expect(
      found.some((message) => message.includes(text)),
      id,
    ).toBe(where[id] ?? false);
  }
});

it('checks the tools that the project lists when it runs', async () => {
  const { cwd, files } = project();
  await files.makeDirectory(join(cwd, 'src/providers/rooms'));
  await files.write(join(cwd, 'src/providers/rooms/index.ts'), '');
  const options = { files, cwd, env: {} };
  const only = ['--rule', 'directory/tool-description', '--rule', 'directory/tool-title'];
  const validate = (...words: string[]) => runProgram(['validate', ...only, ...words], options);
  const { exit, stdout, stderr } = await validate('--for', 'claude', '--format', 'sarif');
  expect(exit).toBe(1);
  expect(stderr).toContain('three examples in the documentation');
  const [{ results }] = (JSON.parse(stdout) as { runs: [{ results: { ruleId: string }[] }] }).runs;
  expect(results).toMatchObject([
    { ruleId: 'directory/tool-description', locations: [{}] },
    { ruleId: 'directory/tool-title' },
  ]);
  const comment = '  # mcp-provider-disable-next-line directory/tool-title -- Another tool has it.';
  const config = join(cwd, 'provider-config.yaml');
  const text = (await files.read(config)) ?? '';
  await files.write(config, text.replace('  rooms:', `${comment}\n  rooms:`));
  const suppressed = await validate('--for', 'claude');
  expect(suppressed.stdout).toContain('The tool "where" has no description.');
  expect(suppressed.stdout).not.toContain('has no title');
  const without = await validate();
  expect(without.error?.message).toContain('"directory/tool-description" runs only with "--for');
  const other = await validate('--for', 'chatgpt');
  expect(other.error?.message).toContain('"directory/tool-title" runs only with "--for claude"');
});

it.each<[string, string, string]>([
  ['auth: api-key', '', 'provider-config.yaml: "rooms" has no "check_path"'],
  ['auth: bearer, check_path: /me', '', ''],
  ['auth: oauth2', 'tokenUrl', 'src/providers/rooms/api/auth.ts: The sign-in has no "account"'],
  ['auth: oauth2', "account: { path: '/me', id: 'id' }", ''],
  ['auth: none', '', 'provider-config.yaml: The API of "rooms" does not ask who its user is.'],
])('knows whether a stranger can sign in: %s', async (auth, code, text) => {
  const { cwd, files } = project(
    `providers:\n  rooms: { name: Rooms, base_url: https://a.dev, ${auth} }\n`,
  );
  await files.makeDirectory(join(cwd, 'src/providers/rooms/api'));
  await files.write(join(cwd, 'src/providers/rooms/api/auth.ts'), code);
  const found = async (env: Record<string, string>) =>
    (await submitted({ files, cwd, env }, 'claude'))
      .filter(({ rule }) => /sign-in|check-path/.test(rule))
      .map(({ file, message }) => `${file}: ${message}`);
  expect((await found({})).join('')).toContain(text);
  expect(await found({})).toHaveLength(text === '' ? 0 : 1);
  expect(await found({ MCP_ISSUER: 'https://id.acme.dev' })).toEqual([]);
});
