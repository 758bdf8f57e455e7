import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/register.gen.js';
import type { Kind } from '../../src/model/kind.js';
import { kindStyles } from '../../src/model/kinds-and-styles.js';
import type { ProviderSpec } from '../../src/model/spec.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { checkProvider } from '../../src/spec/check.js';
import { authStyles } from '../../src/styles/register.gen.js';
import { projectOf, type Tree } from '../support/base-project.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles, treeAt } from '../support/memory.js';

const ROOT = '/home/ann/project';

const kindsById = kinds as object as Readonly<Record<string, Kind>>;

/** Settings of a provider of a kind, and those that have no sign-in or run a program. */
const SETTINGS: Readonly<Record<string, readonly [object, object?]>> = {
  api: [{ baseUrl: 'https://api.acme.dev/v1' }],
  code: [{}],
  files: [{ storage: 'https://s3.acme.dev/documents' }, { storage: 'files' }],
  mcp: [{ server: 'https://mcp.acme.dev/mcp' }, { server: 'npx -y @acme/mcp-server' }],
  sql: [{ databaseUrl: 'postgres://db.acme.dev/acme' }, { databaseUrl: 'sqlite:data/acme.db' }],
};

const rows = Object.entries(kindsById).flatMap(([kind, description]) =>
  Object.entries(kindStyles(description, authStyles))
    // What a style brings with it is the same for an MCP server over HTTP as for an API.
    .filter(([style]) => kind !== 'mcp' || ['none', 'oauth2', 'program'].includes(style))
    .map(([style, { sample }]) => {
      const [remote, local = remote] = SETTINGS[kind]!;
      const settings = ['none', 'program'].includes(style) ? local : remote;
      const spec = (name: string, tools: readonly string[]) =>
        checkProvider(
          {
            name,
            kind,
            displayName: `${name.toUpperCase()} rooms`,
            description: 'Rooms and messages. Those of others, too.',
            ...settings,
            auth: sample,
            tools: tools.map((tool) => ({ ...description.test.sample, name: tool })),
            prompts: [{ name: 'sum_up', description: 'Sums up.', text: 'Sum up.' }],
          },
          kindsAndStyles,
        ).spec;
      return [`${kind} with ${style}`, spec, description.test.sample] as const;
    }),
);

/** What a command writes to a project of some providers, and the lines that it tells the user. */
async function after(providers: ProviderSpec[], argv: readonly string[], added?: object) {
  const files = memoryFiles(treeAt(ROOT, projectOf(providers)));
  const stdin = added && JSON.stringify(added);
  const words = [...argv, ...(added ? ['--spec', '-'] : []), '--yes', '--no-install'];
  const { exit, stderr } = await runProgram(words, { files, cwd: ROOT, ...(stdin && { stdin }) });
  expect(exit, `${argv.join(' ')}\n${stderr}`).toBe(0);
  const found = Object.entries(files.texts());
  const tree = Object.fromEntries(found.map(([path, text]) => [path.slice(ROOT.length + 1), text]));
  return { documents: documents(tree), stderr };
}

const WORKFLOW = '.github/workflows/ci.yml';

/** Lines of files that are not code, sorted: what is added stands below the rest, with the next port. */
const documents = (tree: Tree) =>
  Object.fromEntries(
    Object.entries(tree)
      // Git ignores the files of users of a removed provider, too: they are still there.
      .filter(([path]) => !/\.ts$|^\.mcp-provider|^\.gitignore$/.test(path) && path !== WORKFLOW)
      .map(([path, text]) => [
        path,
        text
          .replaceAll(/:87\d\d\//g, ':port/')
          .split('\n')
          .map((line) => line.replace(/,$/, ''))
          .toSorted()
          .join('\n'),
      ]),
  );

const fresh = (...providers: ProviderSpec[]) => documents(projectOf(providers));

/** A provider whose parts of shared files no other one has. */
const other = checkProvider(
  {
    name: 'zeta',
    description: 'An API with keys. They are entered.',
    baseUrl: 'https://zeta.dev',
    auth: authStyles.bearer.sample,
  },
  kindsAndStyles,
).spec;

describe.each(rows)('%s', (_, spec, sample) => {
  it('is after a command as if it had been created so', async () => {
    const acme = (...tools: string[]) => spec('acme', tools);
    const one = { tools: [{ ...sample, name: 'get_it' }] };
    expect((await after([acme()], ['add-tool'], one)).documents).toEqual(fresh(acme('get_it')));
    const without = await after([acme('get_it')], ['remove-tool', 'get_it']);
    expect(without.documents).toEqual(fresh(acme()));
    const renamed = await after([acme('get_it')], ['rename-tool', 'get_it', 'take_it']);
    expect(renamed.documents).toEqual(fresh(acme('take_it')));
    const elsewhere = await after([acme('get_it')], ['rename-provider', 'acme', 'beta_one']);
    expect(elsewhere.documents).toEqual(
      fresh({ ...acme('get_it'), name: 'beta_one', displayName: 'ACME rooms' }),
    );
    const two = await after([other], ['add-provider'], acme('get_it'));
    expect(two.documents).toEqual(fresh(other, acme('get_it')));
    const needsService = projectOf([acme()])[WORKFLOW]!.includes('services:');
    expect(two.stderr.includes(`${WORKFLOW} does not start`)).toBe(needsService);
    const sole = await after([other, acme('get_it')], ['remove-provider', 'zeta']);
    expect(sole.documents).toEqual(fresh(acme('get_it')));
    const rest = await after([other, acme('get_it')], ['remove-provider', 'acme']);
    expect(rest.documents).toEqual(fresh(other));
  });
});

it('says which files of features do not have a new provider yet', async () => {
  const features = { 'server.json': '{}\n', 'manifest.json': '{}\n' };
  const acme = rows[0]![1]('acme', []);
  const files = memoryFiles(treeAt(ROOT, { ...projectOf([acme]), ...features }));
  const words = ['add-provider', '--spec', '-', '--yes', '--no-install'];
  const stdin = JSON.stringify(other);
  const { stderr } = await runProgram(words, { files, cwd: ROOT, stdin });
  expect(stderr).toContain('Not changed: server.json and manifest.json. Add "zeta" there');
});

/** A provider that stores no credentials and has no variables that users must set. */
const plain = checkProvider(
  { name: 'plain', description: 'Rooms.', baseUrl: 'https://plain.dev', auth: { style: 'none' } },
  kindsAndStyles,
).spec;

/** What a command leaves of a project, and tells. */
async function run(tree: Tree, argv: readonly string[], added?: object) {
  const files = memoryFiles(treeAt(ROOT, tree));
  const words = [...argv, ...(added ? ['--spec', '-'] : []), '--yes', '--no-install'];
  const stdin = JSON.stringify(added);
  const { stderr } = await runProgram(words, { files, cwd: ROOT, ...(added && { stdin }) });
  return { stderr, read: (path: string) => files.texts()[`${ROOT}/${path}`] };
}

it.each(['redis', 'postgres'] as const)(
  'the store in %s goes with the last provider that stores credentials',
  async (store) => {
    const { read } = await run(projectOf([plain, other], store), ['remove-provider', 'zeta']);
    expect(read('.env.example')).toBe(projectOf([plain], store)['.env.example']);
  },
);

it('says which edited sections of the README stay', async () => {
  const tree = projectOf([plain, other]);
  const says = 'the section "Stored credentials" was edited and stays';
  const { stderr: unedited } = await run(tree, ['remove-provider', 'zeta']);
  expect(unedited).not.toContain('was edited');
  const edited = tree['README.md']!.replace('# Stored credentials\n', '$&\nOurs.\n');
  const { stderr } = await run({ ...tree, 'README.md': edited }, ['remove-provider', 'zeta']);
  expect(stderr).toContain(says);
});

it('says which variables the workflow that repeats calls lacks', async () => {
  const drift = '.github/workflows/drift.yml';
  const tree = { ...projectOf([plain]), [drift]: 'jobs: {}\n' };
  const { stderr } = await run(tree, ['add-provider'], other);
  expect(stderr).toMatch(/drift\.yml does not set variables of "zeta"\. Add ZETA_\w+ to "env"/);
  const set = { ...tree, [drift]: `env:\n  ${/ZETA_\w+/.exec(stderr)?.[0]}: x\n` };
  expect((await run(set, ['add-provider'], other)).stderr).not.toContain('drift.yml');
  const without = await run(
    { ...projectOf([other]), [drift]: 'jobs: {}\n' },
    ['add-provider'],
    plain,
  );
  expect(without.stderr).not.toContain('drift.yml');
});
