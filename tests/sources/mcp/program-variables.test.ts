import { expect, it } from 'vitest';
import type { CommandContext } from '../../../src/model/command.js';
import { ownVariables } from '../../../src/sources/mcp/program-variables.js';
import { memoryFiles, treeAt } from '../../host/memory.js';

const PROGRAM = {
  'package.json': '{}',
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
  expect(await ownVariables(context, command)).toEqual([
    'ACME_FILE_PATH',
    'ACME_KEY',
    'ACME_PASSWORD',
    'ACME_PAT',
    'ACME_TOKEN',
    'OLD_SECRET',
  ]);
  for (const other of ['uvx acme', 'node ../elsewhere/a.js', 'docker run -i acme'])
    expect(await ownVariables(context, other)).toEqual([]);
});
