import { expect, it } from 'vitest';
import type { CommandContext } from '../../../src/model/command.js';
import {
  ownVariables,
  programEnvironment,
  type ProgramVariable,
  variablesNote,
} from '../../../src/sources/mcp/program-variables.js';
import { memoryFiles, treeAt } from '../../support/memory.js';

const PROGRAM = {
  'package.json': '{}',
  'README.md':
    '```json\n{ "mcpServers": { "acme": { "env": { "ACME_CODE": "${CODE}", "ACME_REGION": "eu" } } } }\n```',
  'server.json': JSON.stringify({
    packages: [
      {
        environmentVariables: [
          { name: 'ACME_KEY', description: 'Key of your\naccount.', isRequired: true },
          { name: '--env', description: 'No name.' },
        ],
      },
      'no package',
    ],
  }),
  'manifest.json': JSON.stringify({
    user_config: { code: { title: 'Code of the door.', sensitive: true, required: false } },
    server: {
      mcp_config: {
        env: { ACME_CODE: '${user_config.code}', LOG_LEVEL: 3, PATH: '${user_config.x}' },
      },
    },
  }),
  'dist/index.js':
    'const { ACME_TOKEN, PORT, OLD_SECRET: secret } = process.env; process.env.HOME;',
  'dist/lib/api.mjs':
    "key = process.env['ACME_KEY'] ?? e.env.ACME_PASSWORD ?? process.env?.ACME_PAT; process.env.ACME_FILE_PATH; process.env.NODE_ENV;",
  'dist/api.test.js': 'process.env.TEST_TOKEN',
  'node_modules/a/index.js': 'process.env.OTHER_TOKEN',
};

it.each([
  ['node ../s/dist/index.js --port 3', '/home/ann/s'],
  ['npx -y @acme/tools@1.2.3 --port 3', '/cache/_npx/1/node_modules/@acme/tools'],
])('names the variables that the program of "%s" reads', async (command, folder) => {
  const host = {
    files: memoryFiles(treeAt(folder, PROGRAM)),
    cwd: '/home/ann/project',
    exec: async () => ({ exitCode: 0, stdout: '/cache/_npx/1/node_modules/.bin\n', output: '' }),
  };
  const context = { host, signal: new AbortController().signal } as unknown as CommandContext;
  const variables = await ownVariables(context, command);
  expect(variables).toEqual([
    {
      name: 'ACME_KEY',
      description: 'Key of your account.',
      isRequired: true,
      isSecret: true,
    },
    { name: 'ACME_CODE', description: 'Code of the door.', isRequired: false, isSecret: true },
    { name: 'ACME_REGION', description: undefined, isRequired: false, isSecret: false },
    ...['ACME_FILE_PATH', 'ACME_PASSWORD', 'ACME_PAT', 'ACME_TOKEN', 'OLD_SECRET'].map((name) => ({
      name,
      description: undefined,
      isRequired: false,
      isSecret: name !== 'ACME_FILE_PATH',
    })),
  ]);
  expect(variablesNote(variables.slice(0, 3), { ACME_CODE: '1' })).toBe(
    'The program reads ACME_KEY (required), ACME_CODE, ACME_REGION. Pass what it needs, with an option for each variable: --env ACME_KEY. ' +
      'Set it first; not set in this environment: ACME_KEY, ACME_REGION.',
  );
  for (const other of ['uvx acme', 'node ../elsewhere/a.js', 'docker run -i acme'])
    expect(await ownVariables(context, other)).toEqual([]);
});

const secret = { name: 'ACME_CODE', isRequired: false, isSecret: true };
const address = { name: 'ACME_API_KEY', isRequired: false, isSecret: false };

it.each<[string, string[], readonly ProgramVariable[], Record<string, string>, string[]]>([
  ['a path', ['ACME_FILE_PATH'], [], {}, []],
  ['a token beside a region', ['ACME_TOKEN', 'ACME_REGION'], [], {}, ['ACME_TOKEN']],
  ['a key', ['BRAVE_KEY'], [], {}, ['BRAVE_KEY']],
  ['the account of a token', ['JIRA_EMAIL', 'JIRA_TOKEN'], [], {}, ['JIRA_EMAIL', 'JIRA_TOKEN']],
  ['an account alone', ['GIT_AUTHOR_EMAIL'], [], {}, []],
  ['what the package says to be secret', ['ACME_CODE'], [secret], {}, ['ACME_CODE']],
  ['what it says not to be secret', ['ACME_API_KEY'], [address], {}, []],
  ['the address of a database', ['DATABASE_URL'], [], {}, ['DATABASE_URL']],
  [
    'a value with a password',
    ['ACME_URL'],
    [],
    { ACME_URL: 'https://a:b@c.example' },
    ['ACME_URL'],
  ],
  ['a value that is a token', ['ACME_ID'], [], { ACME_ID: 'ghp_aaaaaaaaaaaaaaaa' }, ['ACME_ID']],
])('users have their own values of credentials: %s', (_, names, variables, env, credentials) => {
  expect(programEnvironment(names, variables, env)).toEqual({
    credentials,
    settings: names.filter((name) => !credentials.includes(name)),
  });
});
