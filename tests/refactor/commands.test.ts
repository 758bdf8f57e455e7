import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { projectFiles } from '../../src/clients/entry/project-files.js';
import { type ReleasedTool, releaseLockText } from '../../src/contract/lock.js';
import { diskFiles } from '../../src/host/disk.js';
import { exec } from '../../src/host/exec.js';
import { runProgram } from '../support/machine.js';
import type { MemoryFiles } from '../support/memory.js';
import { disk, person, ROOT } from '../support/person.js';
import { runCommand } from '../support/run-command.js';

let files: MemoryFiles;
beforeEach(async () => {
  files = await disk('acme', 'open');
});

const run = (argv: readonly string[], answers?: Record<string, string | boolean>) => {
  const someone = answers && person(answers);
  return runProgram(argv, {
    files,
    cwd: ROOT,
    ...(someone && { questions: someone.questions }),
  }).then((outcome) => ({ ...outcome, asked: someone?.asked ?? [], notes: someone?.notes ?? [] }));
};

describe('refuses without a change', () => {
  it.each([
    [['remove-tool'], 'refactor/name: The name of the tool is missing.'],
    [['remove-tool', 'send_mesage'], 'Tool "send_mesage" not found; did you mean "send_message"?'],
    [['rename-tool', 'send_message'], 'The new name of "send_message" is missing.'],
    [
      ['rename-tool', 'send_message', 'list_rooms'],
      'Tool "list_rooms" already exists in acme. No files were changed.',
    ],
    [['rename-tool', 'send_message', 'get room'], 'must be letters, digits, "_" and "-"'],
    [['rename-tool', 'send_message', 'listRooms'], 'both become the file'],
    [['rename-argument', 'send_message'], 'refactor/name: The name of the argument is missing.'],
    [
      ['rename-argument', 'send_message', 'txt', 'body'],
      '"send_message" has no argument "txt"; did you mean "text"?',
    ],
    [['rename-argument', 'send_message', 'text'], 'The new name of "text" is missing.'],
    [
      ['rename-argument', 'send_message', 'text', 'room_id'],
      'Argument "room_id" already exists in send_message.',
    ],
    [['rename-argument', 'send_message', 'text', 'a b'], 'The new name "a b" must be'],
    [['remove-provider', 'acmee'], 'Provider "acmee" not found; did you mean "acme"?'],
    [['rename-provider', 'acme', 'weather'], 'Provider "weather" already exists.'],
    [['rename-provider', 'acme', 'Acme Chat'], 'The new name "Acme Chat" must be'],
  ])('%j', async (argv, says) => {
    const before = files.texts();
    const { exit, stderr } = await run(argv);
    expect(stderr).toContain(says);
    expect(exit).toBe(2);
    expect(files.texts()).toEqual(before);
  });
});

/** Locks a release of the project, which has these tools. */
const release = (...tools: object[]) =>
  files.write(
    `${ROOT}/mcp.lock.json`,
    releaseLockText({
      version: '0.1.0',
      providers: {
        acme: {
          capabilities: {},
          tools: tools as ReleasedTool[],
          resources: [],
          resourceTemplates: [],
          prompts: [],
        },
      },
    }),
  );

const SEND = `${ROOT}/src/providers/acme/tools/send-message.ts`;
const POST = `${ROOT}/src/providers/acme/tools/post-message.ts`;

it('keeps no former name that no release has', async () => {
  const { stdout, stderr } = await run(['rename-tool', 'send_message', 'post_message', '--yes']);
  expect(stdout + stderr).toContain('get an error: no release is locked that has it.');
  await run(['rename-argument', 'post_message', 'text', 'body', '--yes']);
  expect(await files.read(POST)).not.toContain('formerly');
});

it('keeps no former name that a provider with "configure" could not be called by', async () => {
  await release({ name: 'send_message', inputSchema: { properties: { text: {} } } });
  const path = `${ROOT}/src/providers/acme/mcp-instance.ts`;
  const text = (await files.read(path)) ?? '';
  await files.write(
    path,
    text.replace(
      'defineProvider({',
      'defineProvider({\n  configure(server) {\n    void server;\n  },',
    ),
  );
  const { stdout, stderr } = await run(['rename-tool', 'send_message', 'post_message', '--yes']);
  expect(stdout + stderr).toContain('a provider with "configure" cannot keep it.');
  expect(await files.read(POST)).not.toContain('formerly');
});

it('keeps the former name of an argument', async () => {
  await release({ name: 'send_message', inputSchema: { properties: { text: {} } } });
  await run(['rename-argument', 'send_message', 'text', 'body', '--yes']);
  expect(await files.read(SEND)).toMatch(
    /formerly: \[\{ arguments: \{ text: 'body' \}, until: '\d{4}-\d\d' \}\],/,
  );
});

it('keeps the former name of a tool, which no other tool can then have', async () => {
  await release({ name: 'send_message' });
  await run(['rename-tool', 'send_message', 'post_message', '--yes']);
  const renamed = await files.read(POST);
  expect(renamed).toMatch(
    /name: 'post_message',\n {2}formerly: \[\{ name: 'send_message', until: '\d{4}-\d\d' \}\],/,
  );
  const { stderr } = await run(['rename-tool', 'list_rooms', 'send_message', '--yes']);
  expect(stderr).toContain('Tool "send_message" already exists in acme.');
});

it('names what imports the tool', async () => {
  const path = `${ROOT}/src/providers/acme/tools/list-rooms.ts`;
  const text = (await files.read(path))!;
  await files.write(
    path,
    `import { sendMessage as other } from './send-message.js';\n${text}void other;\n`,
  );
  const { stderr } = await run(['remove-tool', 'send_message']);
  expect(stderr).toContain(
    '"src/providers/acme/tools/list-rooms.ts" imports from "src/providers/acme/tools/send-message.ts"',
  );
});

it.each([
  ['remove-tool', 'send_message'],
  ['remove-provider', 'acme'],
])('%s names what imports it outside of src and tests', async (...argv) => {
  const specifier = '../src/providers/acme/tools/send-message.js';
  await files.makeDirectory(`${ROOT}/scripts`);
  await files.write(
    `${ROOT}/scripts/post.ts`,
    `import { sendMessage } from '${specifier}';\nvoid sendMessage;\n`,
  );
  const { exit, stderr } = await run(argv);
  expect([exit, stderr]).toEqual([2, expect.stringContaining('"scripts/post.ts" imports from')]);
});

it('keeps a base URL that begins another one', async () => {
  const config = `${ROOT}/provider-config.yaml`;
  const tool = `${ROOT}/src/providers/acme/tools/send-message.ts`;
  const hosts = (...urls: string[]) =>
    `    base_urls:\n${urls.map((url) => `      - ${url}\n`).join('')}`;
  const [main, longer] = ['https://uploads.test', 'https://uploads.test/v2'];
  const before = (await files.read(config))!;
  await files.write(config, before.replace('  acme:\n', `$&${hosts(main, longer)}`));
  await files.write(tool, `${await files.read(tool)}export const other = '${longer}';\n`);
  await run(['remove-tool', 'send_message', '--yes']);
  expect(await files.read(config)).toContain(`  acme:\n${hosts(main)}    name`);
});

it('refuses a name that the code uses for something else', async () => {
  const path = `${ROOT}/src/providers/acme/tools/send-message.ts`;
  await files.write(path, `${await files.read(path)}export const postIt = 1;\n`);
  const { stderr } = await run(['rename-tool', 'send_message', 'post_it']);
  expect(stderr).toContain(
    '"src/providers/acme/tools/send-message.ts" already uses the name "postIt". No files were changed.',
  );
});

it('keeps what other tools import, and says so', async () => {
  const helper = `${ROOT}/src/providers/acme/api/text.ts`;
  await files.write(helper, 'export const text = 1;\n');
  for (const name of ['list-rooms', 'send-message']) {
    const path = `${ROOT}/src/providers/acme/tools/${name}.ts`;
    await files.write(
      path,
      `import { text } from '../api/text.js';\n${await files.read(path)}void text;\n`,
    );
  }
  const first = await run(['remove-tool', 'send_message', '--yes']);
  expect(first.stderr).toContain('Kept: src/providers/acme/api/text.ts (other files import it).');
  expect(await files.read(helper)).not.toBeNull();
  await run(['remove-tool', 'list_rooms', '--yes']);
  expect(await files.read(helper)).toBeNull();
});

it.each(['list-rooms', 'listRooms', 'List_Rooms'])(
  'renames a tool to "%s", in the file that it has',
  async (name) => {
    const { exit, stderr } = await run(['rename-tool', 'list_rooms', name, '--yes']);
    expect(exit, stderr).toBe(0);
    expect(await files.read(`${ROOT}/src/providers/acme/tools/list-rooms.ts`)).toContain(
      `name: '${name}'`,
    );
  },
);

it('renames the key of a provider that stands for its value, too', async () => {
  const path = `${ROOT}/src/providers/index.ts`;
  const loader = /acme: (.*),/.exec((await files.read(path))!)![1]!;
  const shorthand = (await files.read(path))!
    .replace(/acme: .*,/, 'acme,')
    .replace('export const providers', `const acme = ${loader};\nexport const providers`);
  await files.write(path, shorthand);
  expect((await run(['rename-provider', 'acme', 'zeta', '--yes'])).exit).toBe(0);
  const renamed = shorthand.replace("'./acme/index.js'", "'./zeta/index.js'");
  expect(await files.read(path)).toBe(renamed.replace('  acme,', '  zeta: acme,'));
});

/** Settings of an alias for `src/`, or for `src/providers/acme`, with what stands for it. */
const ALIASES: Readonly<Record<string, [alias: string, folder: string, settings: object]>> = {
  imports: ['#src/', 'src/', { 'package.json': { imports: { '#src/*': './src/*' } } }],
  'imports with conditions': [
    '#acme/',
    'src/providers/acme/',
    { 'package.json': { imports: { '#acme/*': { types: './src/providers/acme/*' } } } },
  ],
  paths: [
    '@/',
    'src/',
    { 'tsconfig.json': { compilerOptions: { paths: { '@/*': ['./src/*'] } } } },
  ],
  baseUrl: [
    'providers/',
    'src/providers/',
    { 'tsconfig.json': { compilerOptions: { baseUrl: 'src' } } },
  ],
  'paths of a base': [
    '~/',
    'src/',
    {
      'tsconfig.json': { extends: './tsconfig.base.json' },
      'tsconfig.base.json': { compilerOptions: { baseUrl: '.', paths: { '~/*': ['src/*'] } } },
    },
  ],
  'paths of a reference': [
    '@/',
    'src/',
    {
      'tsconfig.json': { files: [], references: [{ path: './config/app.json' }] },
      'config/app.json': { compilerOptions: { paths: { '@/*': ['../src/*'] } } },
    },
  ],
};

describe.each(Object.entries(ALIASES))('imports through %s', (_, [alias, folder, settings]) => {
  beforeEach(async () => {
    for (const [path, text] of Object.entries(files.texts())) {
      const at = path.slice(ROOT.length + 1);
      if (!/^(src|tests)\/.*\.ts$/.test(at)) continue;
      const named = text.replace(/'(\.\.?\/[^']*)'/g, (whole, specifier: string) => {
        const target = join(dirname(at), specifier);
        return target.startsWith(folder) ? `'${alias}${target.slice(folder.length)}'` : whole;
      });
      await files.write(path, named);
    }
    for (const [path, members] of Object.entries(settings)) {
      const before = JSON.parse((await files.read(`${ROOT}/${path}`)) ?? '{}') as object;
      await files.makeDirectory(dirname(`${ROOT}/${path}`));
      await files.write(`${ROOT}/${path}`, JSON.stringify({ ...before, ...members }, null, 2));
    }
  });
  const resolved = [
    'validate',
    '--rule',
    'configuration/unresolved-import',
    '--fail-on',
    'warning',
  ];

  it('are followed, and renamed', async () => {
    expect(await run(resolved)).toMatchObject({ exit: 0 });
    for (const words of ['rename-tool send_message post_it', 'rename-provider acme zeta']) {
      const { exit, stderr } = await run([...words.split(' '), '--yes']);
      expect(exit, stderr).toBe(0);
      expect(await run(resolved)).toMatchObject({ exit: 0 });
    }
    expect((await run(['list'])).stdout).toContain('post_it');
    expect(Object.values(files.texts()).join('\n')).not.toContain('providers/acme');
    const { exit, stderr } = await run(['remove-tool', 'post_it', '--yes']);
    expect(exit, stderr).toBe(0);
    expect(await run(resolved)).toMatchObject({ exit: 0 });
  });

  it('change nothing where nothing defines them', async () => {
    for (const path of Object.keys(settings)) await files.write(`${ROOT}/${path}`, '{}');
    const before = files.texts();
    for (const words of ['rename-provider acme zeta', 'rename-tool list_rooms rooms']) {
      const { exit } = await run([...words.split(' '), '--yes']);
      expect(exit).toBe(2);
    }
    expect(files.texts()).toEqual(before);
  });
});

describe('a module that exports a tool again', () => {
  const barrel = `${ROOT}/src/providers/acme/tools/all.ts`;
  const exported = "export * from './list-rooms.js';\nexport * from './send-message.js';\n";
  beforeEach(() => files.write(barrel, exported));

  it('follows the new name, and loses the line with the tool', async () => {
    await run(['rename-tool', 'send_message', 'post_it', '--yes']);
    expect(await files.read(barrel)).toBe(exported.replace('send-message', 'post-it'));
    const { exit, stderr } = await run(['remove-tool', 'post_it', '--yes']);
    expect(exit, stderr).toBe(0);
    expect(await files.read(barrel)).toBe("export * from './list-rooms.js';\n");
  });

  it('keeps the tool where others get a name of it there', async () => {
    const user = `${ROOT}/src/providers/acme/tools/other.ts`;
    await files.write(user, "import { limit } from './all.js';\nvoid limit;\n");
    const path = `${ROOT}/src/providers/acme/tools/send-message.ts`;
    await files.write(path, `export const limit = 1;\n${await files.read(path)}`);
    const { exit, stderr } = await run(['remove-tool', 'send_message', '--yes']);
    expect(exit).toBe(2);
    expect(stderr).toContain('"src/providers/acme/tools/other.ts" imports from');
  });
});

it('lists the tools, and deletes nothing unless the user says yes', async () => {
  const before = files.texts();
  const asked = await run(['remove-tool'], { 'Which tool?': '1' });
  expect(asked.asked).toEqual(['Which tool?', expect.stringMatching(/^Remove \w+\?$/)]);
  expect(asked.exit).toBe(130);
  expect(files.texts()).toEqual(before);
});

it('changes no prose, and counts it', async () => {
  const path = `${ROOT}/README.md`;
  await files.write(path, `${await files.read(path)}\nFirst, use list_rooms.\n`);
  const { stderr, stdout } = await run(['rename-tool', 'list_rooms', 'find_rooms', '--yes']);
  expect(stderr).toContain('Not changed: "list_rooms" in 1 other place (README.md:');
  expect(stdout).toContain('npm test');
  expect(await files.read(`${ROOT}/src/providers/acme/tools/find-rooms.ts`)).toContain(
    "name: 'find_rooms'",
  );
  expect(await files.read(`${ROOT}/src/providers/acme/tools/list-rooms.ts`)).toBeNull();
});

describe('what clients allow by the name of a tool', () => {
  const server = (more: object) => ({
    // Words that start the server approve nothing.
    mcpServers: {
      acme: { command: 'node', args: ['s.js', '--provider', 'acme', 'send_message'], ...more },
    },
  });
  const chat = (more: object) => ({
    mcpServers: { chat: { url: 'http://127.0.0.1:8700/acme/mcp', ...more } },
  });
  const claude = (tools: string[]) => ({
    permissions: { allow: ['Bash(ls)', ...tools.map((each) => `mcp__chat__${each}`)] },
  });
  const CLIENTS: readonly (readonly [path: string, content: (tools: string[]) => object])[] = [
    ['.roo/mcp.json', (tools) => server({ alwaysAllow: ['ping', ...tools] })],
    ['.cursor/mcp.json', (tools) => chat({ autoApprove: tools })],
    ['.claude/settings.json', claude],
    ['.claude/settings.local.json', claude],
  ];
  const agent = '.claude/agents/writer.md';

  it.each([
    [['rename-tool', 'send_message', 'post_message'], ['post_message']],
    [['remove-tool', 'send_message'], []],
  ])('%j changes it, and lists what is left', async (argv, tools) => {
    for (const [path, content] of CLIENTS) {
      await files.makeDirectory(dirname(join(ROOT, path)));
      await files.write(join(ROOT, path), JSON.stringify(content(['send_message'])));
    }
    await files.write(`${ROOT}/.gitignore`, '.claude/settings.local.json\n');
    await files.makeDirectory(`${ROOT}/.claude/agents`);
    await files.write(join(ROOT, agent), '---\ntools: mcp__chat__send_message\n---\n');
    const { stdout } = await run([...argv, '--yes', '--json']);
    for (const [path, content] of CLIENTS)
      expect(await files.read(join(ROOT, path)), path).toBe(JSON.stringify(content(tools)));
    const { next } = JSON.parse(stdout) as { next: string[] };
    expect(next).toContain(
      `# Edit ${agent}:2. "send_message" is still there: change it if a client allows or forbids it by this name.`,
    );
  });

  it('follows the name of a provider', async () => {
    await files.write(`${ROOT}/.mcp.json`, JSON.stringify(server({})));
    await files.makeDirectory(`${ROOT}/.claude`);
    await files.write(
      `${ROOT}/.claude/settings.json`,
      '{"permissions":{"allow":["mcp__acme__*","mcp__acme","mcp__acmes__x"]}}',
    );
    await run(['rename-provider', 'acme', 'acme_chat', '--yes']);
    expect(await files.read(`${ROOT}/.claude/settings.json`)).toBe(
      '{"permissions":{"allow":["mcp__acme-chat__*","mcp__acme-chat","mcp__acmes__x"]}}',
    );
  });
});

it('has the plan and the diff in JSON, and applies nothing in a dry run', async () => {
  const before = files.texts();
  const { stdout } = await run(['remove-provider', 'acme', '--dry-run', '--diff', '--json']);
  const { applied, diff, files: changed } = JSON.parse(stdout) as Record<string, unknown>;
  expect(applied).toBe(false);
  expect(diff).toContain('-  acme:');
  expect(changed).toMatchObject({
    delete: expect.arrayContaining(['tests/acme.test.ts']) as unknown,
  });
  expect(files.texts()).toEqual(before);
});

it('renames the entries of clients, the commands of texts and the variables', async () => {
  const commands =
    'Run `npx mcp-provider sign-in acme`, `npx mcp-provider import openapi FILE --name acme` and `… sign-in acme`.\n';
  await files.write(`${ROOT}/NOTES.md`, commands);
  const entry = {
    mcpServers: {
      acme: { command: 'node', args: ['dist/server.js', '--provider', 'acme'] },
      other: { command: 'node', args: ['dist/server.js', '--provider', 'weather'] },
    },
  };
  await files.write(`${ROOT}/.mcp.json`, JSON.stringify(entry, null, 2));
  const { stderr, stdout } = await run(['rename-provider', 'acme', 'acme_chat', '--yes']);
  expect(JSON.parse((await files.read(`${ROOT}/.mcp.json`))!)).toEqual({
    mcpServers: {
      'acme-chat': { command: 'node', args: ['dist/server.js', '--provider', 'acme_chat'] },
      other: entry.mcpServers.other,
    },
  });
  expect(await files.read(`${ROOT}/NOTES.md`)).toBe(
    commands
      .replace('sign-in acme`', 'sign-in acme_chat`')
      .replace('--name acme', '--name acme_chat'),
  );
  expect(stderr).toContain('ACME_BASE_URL → ACME_CHAT_BASE_URL');
  expect(stderr).toContain('Users sign in again');
  expect(stdout).toContain('mcp-provider sign-in acme_chat');
  await run(['remove-provider', 'acme_chat', '--yes']);
  expect(JSON.parse((await files.read(`${ROOT}/.mcp.json`))!)).toEqual({
    mcpServers: { other: entry.mcpServers.other },
  });
  expect((await run(['remove-provider', 'weather', '--yes'])).stderr).toContain('only provider');
});

describe('what has the path of a provider', () => {
  const own = [
    'curl http://127.0.0.1:3000/acme/mcp',
    'curl "http://[::1]:3000/acme/mcp"',
    'Served at `/acme/mcp`, such as ${URL}/acme/mcp.',
    '"url": "https://mcp.acme.test/base/acme/mcp"',
    'npx mcp-provider import openapi FILE --name acme',
  ];
  const foreign = [
    'server: https://mcp.corp.test/acme/mcp',
    'git+https://github.com/acme/mcp.git',
    'docker pull ghcr.io/acme/mcp:1 --name acme',
  ];
  const entry = (url: string) => JSON.stringify({ mcpServers: { corp: { type: 'http', url } } });
  beforeEach(async () => {
    await files.write(`${ROOT}/NOTES.md`, [...own, ...foreign, ''].join('\n'));
    await files.write(`${ROOT}/CHANGELOG.md`, 'The server is at `/acme/mcp`.\n');
    await files.write(`${ROOT}/.mcp.json`, entry('https://mcp.corp.test/acme/mcp'));
    const remotes = [{ type: 'streamable-http', url: 'https://mcp.acme.test/base/acme/mcp' }];
    await files.write(`${ROOT}/server.json`, JSON.stringify({ remotes }));
  });

  it('is renamed where it is of this project, and listed where it is of others', async () => {
    const { stderr } = await run(['rename-provider', 'acme', 'zeta', '--yes']);
    const renamed = own.map((line) => line.replaceAll(/acme(?=\/mcp|$)/g, 'zeta'));
    expect(await files.read(`${ROOT}/NOTES.md`)).toBe([...renamed, ...foreign, ''].join('\n'));
    expect(await files.read(`${ROOT}/CHANGELOG.md`)).toContain('/acme/mcp');
    expect(await files.read(`${ROOT}/.mcp.json`)).toContain('corp.test/acme/mcp');
    expect(await files.read(`${ROOT}/server.json`)).toContain('acme.test/base/zeta/mcp');
    for (const place of ['NOTES.md:6', 'NOTES.md:7', 'NOTES.md:8', 'CHANGELOG.md:1', '.mcp.json:1'])
      expect(stderr).toContain(place);
  });

  it('keeps the entries of other servers in the files of clients', async () => {
    await run(['remove-provider', 'acme', '--yes']);
    expect(await files.read(`${ROOT}/.mcp.json`)).toBe(entry('https://mcp.corp.test/acme/mcp'));
  });
});

describe('the files of clients', () => {
  const started = { command: 'node', args: ['dist/server.js', '--provider', 'acme'] };
  const containers = [...projectFiles()].flatMap(([path, { containers }]) =>
    Array.from(new Set(containers.map(String)), (keys) => [path, keys.split(',')] as const),
  );

  it.each(containers)('lose the entry of a provider in %s at %j', async (path, keys) => {
    const other = { ...started, args: ['dist/server.js', '--provider', 'weather'] };
    const content = (servers: object) =>
      JSON.stringify(keys.reduceRight<object>((value, key) => ({ [key]: value }), servers));
    await files.makeDirectory(dirname(join(ROOT, path)));
    await files.write(join(ROOT, path), content({ other, acme: started }));
    await run(['remove-provider', 'acme', '--yes']);
    expect(await files.read(join(ROOT, path))).toBe(content({ other }));
  });

  it('follow a provider in all lists of one file', async () => {
    const both = { servers: { acme: started }, mcpServers: { acme: started } };
    await files.write(`${ROOT}/.mcp.json`, JSON.stringify(both));
    await run(['rename-provider', 'acme', 'zeta', '--yes']);
    expect(await files.read(`${ROOT}/.mcp.json`)).toBe(
      JSON.stringify(both).replaceAll('acme', 'zeta'),
    );
  });

  it('can have comments', async () => {
    const text = JSON.stringify({ servers: { acme: started } }, null, 2).replace('{', '{ // Ours.');
    await files.makeDirectory(`${ROOT}/.vscode`);
    await files.write(`${ROOT}/.vscode/mcp.json`, text);
    expect((await run(['rename-provider', 'acme', 'zeta', '--yes'])).exit).toBe(0);
    expect(await files.read(`${ROOT}/.vscode/mcp.json`)).toBe(text.replaceAll('acme', 'zeta'));
  });
});

describe('the skills of a provider', () => {
  const skill = (front: string) => `---\nname: rooms\n${front}\n---\n\nCall \`list_rooms\`.\n`;
  const path = `${ROOT}/skills/rooms/SKILL.md`;
  beforeEach(() => files.makeDirectory(dirname(path)));

  it.each(['metadata:\n  provider: acme', 'metadata: { provider: "acme" } # Ours.'])(
    'follow it: %j',
    async (front) => {
      await files.write(path, skill(front));
      await run(['rename-provider', 'acme', 'zeta', '--yes']);
      expect(await files.read(path)).toBe(skill(front.replace('acme', 'zeta')));
      await run(['rename-tool', 'list_rooms', 'find_rooms', '--provider', 'zeta', '--yes']);
      expect(await files.read(path)).toContain('find_rooms');
    },
  );

  it('are named when it goes, because the server does not start with them', async () => {
    await files.write(path, skill('metadata:\n  provider: acme'));
    const { stdout } = await run(['remove-provider', 'acme', '--yes']);
    expect(stdout).toContain('# Edit skills/rooms/SKILL.md. "acme" is still its provider');
  });
});

it('lists what it does not change in every text, whatever its name', async () => {
  const paths = [
    'docs/blockers.md',
    'smoke.sh',
    'docs/a.mdx',
    'docs/a.html',
    '.cursor/rules/a.mdc',
  ];
  for (const path of paths) {
    await files.makeDirectory(dirname(join(ROOT, path)));
    await files.write(join(ROOT, path), 'First list_rooms.\n');
  }
  await files.write(`${ROOT}/package-lock.json`, '{ "name": "list_rooms" }\n');
  const { stdout } = await run(['rename-tool', 'list_rooms', 'find_rooms', '--yes', '--json']);
  const { places } = JSON.parse(stdout) as { places: string[] };
  expect(places.toSorted()).toEqual(paths.map((path) => `${path}:1`).toSorted());
});

it('edits a text once that another path links to', async () => {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(files.texts())) {
    const place = join(root, path.slice(ROOT.length));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  writeFileSync(join(root, 'AGENTS.md'), 'Run `npx mcp-provider sign-in acme`.\n');
  symlinkSync('AGENTS.md', join(root, 'CLAUDE.md'));
  const words = ['rename-provider', 'acme', 'zeta', '--yes', '--no-install'];
  const { exit, error } = await runCommand(words, {
    files: diskFiles,
    cwd: root,
    env: {},
    exec,
    stdin: async () => '',
  });
  expect(exit, error?.message).toBe(0);
  expect(readFileSync(join(root, 'CLAUDE.md'), 'utf8')).toContain('sign-in zeta');
  expect(lstatSync(join(root, 'CLAUDE.md')).isSymbolicLink()).toBe(true);
});

it.each([
  ['a constant of its own', "const NAME = 'list_rooms';", 'name: NAME', '', "NAME = 'find_rooms'"],
  [
    'a constant that the request contains',
    "const NAME = 'list_rooms';",
    'name: NAME',
    'export const body = { method: NAME };\n',
    "name: 'find_rooms'",
  ],
  [
    'a shorthand',
    "const name = 'list_rooms';",
    'name',
    'export const body = { method: name };\n',
    "name: 'find_rooms'",
  ],
])('renames a tool by %s', async (_, constant, member, more, renamed) => {
  const path = `${ROOT}/src/providers/acme/tools/list-rooms.ts`;
  const text = (await files.read(path))!.replace("name: 'list_rooms'", member);
  await files.write(path, text.replace('export const', `${constant}\n\nexport const`) + more);
  await run(['rename-tool', 'list_rooms', 'find_rooms', '--yes']);
  const after = (await files.read(`${ROOT}/src/providers/acme/tools/find-rooms.ts`))!;
  expect(after).toContain(renamed);
  expect(after.includes(constant)).toBe(more !== '');
});

it('lists the cases of another module that have the argument', async () => {
  const cases = `${ROOT}/tests/cases.ts`;
  await files.write(
    cases,
    "export const sent = {\n  arguments: { room_id: 'a', text: 'b' },\n};\n",
  );
  const test = `${ROOT}/tests/acme.test.ts`;
  const text = (await files.read(test))!;
  await files.write(
    test,
    `import { sent } from './cases.js';\n${text.replace(/send_message: \{[^]*?\n {4}\},/, 'send_message: sent,')}`,
  );
  const { stderr } = await run(['rename-argument', 'send_message', 'text', 'body', '--yes']);
  expect(stderr).toContain('Not changed: "text" in 1 other place (tests/cases.ts:2).');
});
