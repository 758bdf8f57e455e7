import { expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { person } from '../support/person.js';

const TREE = {
  '/home/ann/docs/leave.md': 'Leave',
  '/home/ann/docs/guides/travel.md': 'Travel',
  '/home/ann/docs/guides/why?.md': 'Name of a pattern',
  '/home/ann/docs/.env': 'TOKEN=x',
  '/home/ann/docs/server.pem': 'key',
  '/home/ann/docs/node_modules/a/index.js': '',
};

async function create(
  words: string[],
  answers?: Record<string, string>,
  env: Record<string, string> = {},
  more: Record<string, string> = {},
) {
  const files = memoryFiles({ ...TREE, ...more });
  const { questions, asked, notes } = person(answers ?? {});
  const { exit, stdout, stderr } = await runProgram(['create', ...words, '--no-install'], {
    files,
    cwd: '/home/ann',
    env: { HOME: '/home/ann', ...env },
    ...(answers && { questions }),
  });
  const texts = files.texts();
  return {
    ...{ exit, stdout, asked, told: stderr + notes.join('\n') },
    config: texts['/home/ann/docs-mcp/provider-config.yaml'],
    code: texts['/home/ann/docs-mcp/src/providers/docs/api/files.ts'],
    paths: Object.keys(texts),
  };
}

it('serves a folder as it is: all users read it, and nobody its packages and keys', async () => {
  const { exit, told, config, code, stdout } = await create(['--from', 'docs', '--yes']);
  expect([exit, told]).toEqual([0, expect.stringMatching(/2 files in 2 folders, which no tool/)]);
  expect(told).toMatch(/Not served[^]*hidden files, such as .env; links/);
  expect(told).toContain('names that are not portable, such as guides/why?.md; rename them');
  expect(config).toContain("storage: '../docs'");
  expect(code).toMatch(/shared: true,\s+readOnly: true,\s+exclude: \['node_modules', '\*\.pem'\]/);
  expect(stdout).toContain('npx create-mcp-provider docs-mcp --from docs --no-install --yes');
});

it.each([
  ['~/docs', '../docs'],
  ['My\\ docs\\ \\(old\\)', '../My docs (old)'],
  ['"My docs (old)"', '../My docs (old)'],
])('--from %s is a path as a shell, a terminal or a copy has it', async (from, storage) => {
  const { exit, told, config } = await create(
    ['~/docs-mcp', '--from', from, '--yes'],
    undefined,
    {},
    {
      '/home/ann/My docs (old)/a.md': 'A',
    },
  );
  expect(exit, told).toBe(0);
  expect(config).toContain(`storage: '${storage}'`);
});

it('serves no secrets, in any folder and any case, and says so', async () => {
  const secrets = [
    ...['credentials.json', 'service-account.json', 'terraform.tfstate', 'kubeconfig', 'a.ppk'],
    ...['a.asc', 'secring.gpg', 'htpasswd', 'secrets.yaml', 'prod.env', 'env.local', 'token.txt'],
    ...['Client_Secret_12.json', 'DB-Passwords.csv', 'acme-firebase-adminsdk-1.json', 'id_rsa.bak'],
    ...[
      'sub/API_KEYS.txt',
      'sub/Server.KEY',
      'sub/secrets/readme.md',
      'sub/terraform.tfstate.backup',
    ],
  ];
  const served = [
    'tokens.md',
    'passwords.html',
    'id_ed25519.pub',
    'secretary.txt',
    'keys.md',
    'environment.txt',
  ];
  const tree = [...secrets, ...served].map((name) => [`/home/ann/docs/${name}`, name] as const);
  const {
    exit,
    told,
    code = '',
  } = await create(['--from', 'docs', '--yes'], undefined, {}, Object.fromEntries<string>(tree));
  const [, list = '[]'] = /exclude: (\[[^\]]*\])/.exec(code) ?? [];
  const exclude = JSON.parse(list.replaceAll("'", '"').replace(/,\s*\]/, ']')) as string[];
  const isLeftOut = (path: string) =>
    path
      .toLowerCase()
      .split('/')
      .some((part) =>
        exclude.some((one) =>
          one.startsWith('*') ? part.endsWith(one.slice(1)) : part === one.toLowerCase(),
        ),
      );
  expect(exit, told).toBe(0);
  expect([secrets.filter((path) => !isLeftOut(path)), served.filter(isLeftOut)]).toEqual([[], []]);
  expect(told).toMatch(/Not served \(\d+\):[^]*credentials\.json[^]*\*\.tfstate/);
});

it.each<[string, string[], Record<string, string> | undefined, RegExp, RegExp, string]>([
  [
    'with changes',
    ['--allow-changes', '--yes'],
    undefined,
    /storage: '\.\.\/docs'/,
    /shared: true,\s+notify/,
    '--allow-changes',
  ],
  [
    'each user their own',
    ['--own-files', '--yes'],
    undefined,
    /storage: data\/docs/,
    /', \{ notify \}/,
    '--own-files',
  ],
  [
    'as answers say',
    [],
    { 'Who gets these files?': 'own' },
    /storage: data\/docs/,
    /', \{ notify \}/,
    '--own-files',
  ],
])('%s', async (_, words, answers, config, code, repeated) => {
  const made = await create(['--from', 'docs', ...words], answers);
  expect(made.exit, made.told).toBe(0);
  expect(made.config).toMatch(config);
  expect(made.code).toMatch(code);
  expect(made.stdout).toContain(`--from docs ${repeated}`);
});

it.each<[string, Record<string, string>, string, RegExp, string]>([
  [
    's3:https://files.acme.dev/docs',
    { Region: 'eu-1' },
    'read',
    /shared: true, readOnly: true/,
    '--auth-region eu-1',
  ],
  ['s3:http://127.0.0.1:9/docs', {}, 'write', /shared: true, notify/, '--allow-changes'],
  ['https://s3.eu-central-1.amazonaws.com/docs', {}, 'own', /\{ notify \}/, '--own-files'],
])('asks for the same settings of the bucket %s', async (url, region, access, code, repeated) => {
  const made = await create(['--from', url], { 'Who gets these files?': access, ...region });
  expect(made.exit, made.told).toBe(0);
  expect(made.asked.filter((message) => message.includes('Region'))).toHaveLength(
    Object.keys(region).length,
  );
  expect(made.config).toContain(`storage: ${url.replace('s3:', '')}`);
  expect(made.code).toMatch(code);
  expect(made.stdout).toContain(`--from ${url} `);
  expect(made.stdout).toContain(repeated);
});

const AMAZON = 'https://s3.eu-west-1.amazonaws.com';

it.each<[string, string, Record<string, string>]>([
  ['s3://acme/docs', `${AMAZON}/acme/docs`, { AWS_REGION: 'eu-west-1' }],
  ['s3:acme', `${AMAZON}/acme`, { AWS_DEFAULT_REGION: 'eu-west-1' }],
  ['https://acme.s3.eu-west-1.amazonaws.com', `${AMAZON}/acme/`, {}],
  ['https://a.b.s3.eu-west-1.amazonaws.com/docs', `${AMAZON}/a.b/docs`, {}],
])('serves the bucket %s', async (from, storage, env) => {
  const made = await create(['--from', from, '--yes', 'docs-mcp'], undefined, env);
  expect(made.exit, made.told).toBe(0);
  expect(made.config).toContain(`storage: ${storage}\n`);
  expect(made.stdout).toContain(`--from ${storage} `);
});

it.each([
  ['host=db.acme.dev dbname=shop password=secret', /The URL of the database is invalid/],
  ['Server=db.acme.dev;Uid=ann;Pwd=secret', /The URL of the database is invalid/],
  ['postgres://db.acme.dev/shop?search_path=secret', /unknown parameter "search_path"/],
  ['postgres://ann:secret@db.acme.dev/shop?password=secret', /unknown parameter "password"/],
])('never repeats the settings of a connection: %s', async (from, says) => {
  const { exit, told, stdout } = await create(['--from', from, '--yes', 'docs-mcp']);
  expect([exit, told]).toEqual([2, expect.stringMatching(says)]);
  expect(told + stdout).not.toContain('secret');
});

it('asks for the region of a bucket', async () => {
  const answers = { 'Region of the bucket': 'eu-west-1' };
  const made = await create(['--from', 's3://docs', 'docs-mcp'], answers);
  expect(made.config).toContain(`storage: ${AMAZON}/docs\n`);
});

it('says that writes need other limits in a folder that is full', async () => {
  const full = { '/home/ann/docs/big': 'x'.repeat(100_000_001) };
  const words = ['--from', 'docs', '--yes'];
  const fullMessage = /No file can be added while[^]*Raise "limits" in api\/files.ts/;
  expect((await create([...words, '--allow-changes'], undefined, {}, full)).told).toMatch(
    fullMessage,
  );
  expect((await create(words, undefined, {}, full)).told).not.toMatch(fullMessage);
  expect((await create([...words, '--allow-changes'])).told).not.toMatch(fullMessage);
});

it.each<[string, string[], RegExp]>([
  [
    'a bucket whose region is not known',
    ['--from', 's3://acme/docs'],
    /region of the bucket[^]*Set AWS_REGION/,
  ],
  ['an address without encryption', ['--from', 'http://s3.acme.dev/docs'], /must be https/],
  ['a folder that is not there', ['--from', 'dcos'], /did you mean "docs"/i],
  ['a slip that could be a host', ['--from', 'do.cs'], /did you mean "docs"/i],
  ['no text at all', ['--from', ''], /"" was not found\.[^]*Enter a URL/],
  [
    'another database',
    ['--from', 'mongodb://a:b@db/x'],
    /"mongodb:\/\/" are not supported\.[^]*postgres/,
  ],
  [
    'a URL of Java',
    ['--from', 'jdbc:postgresql://db/x'],
    /"jdbc:postgresql:\/\/" are not supported/,
  ],
  ['a slip of a word', ['--from', 'dmeo'], /did you mean "demo"/],
  ['a method that is none', ['--from', 'FETCH https://acme.dev/a'], /"FETCH" is no HTTP method/],
  ['a slip of a method', ['--from', 'GTE https://acme.dev/a'], /did you mean "GET"/],
  ['a file of no use', ['--from', 'docs/leave.md'], /"docs\/leave\.md" is no OpenAPI document/],
  ['a client that is not known', ['--from', 'client:cursr'], /Unknown client "cursr"/],
  ['the home directory', ['--from', '.'], /"\." is your home directory[^]*Serve a folder below it/],
  ['the whole disk', ['--from', '/'], /"\/" is the whole disk/],
  ['the folder of the project', ['docs/mcp', '--from', 'docs'], /contains the project/],
])('refuses %s', async (_, words, message) => {
  const { exit, told, paths } = await create([...words, '--yes']);
  expect([exit, told]).toEqual([2, expect.stringMatching(message)]);
  expect(paths.toSorted()).toEqual(Object.keys(TREE).toSorted());
});
