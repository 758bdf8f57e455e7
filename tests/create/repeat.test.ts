import { expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { person } from '../support/person.js';

const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  servers: [{ url: 'https://api.acme.dev' }],
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  security: [{ key: [] }],
  paths: { '/me': { get: { operationId: 'getMe', responses: { 200: { description: 'OK' } } } } },
});
const REQUEST = 'GET https://api.acme.dev/rooms/{id}?limit=5';
const LOGIN = { 'How are requests authenticated': 'none' };

async function created(words: string[], answers?: Record<string, string>) {
  const files = memoryFiles({ '/home/ann/acme.json': DOCUMENT });
  const { exit, stdout, stderr } = await runProgram(['create', ...words], {
    files,
    cwd: '/home/ann',
    env: { HOME: '/home/ann' },
    ...(answers && { questions: person(answers).questions }),
  });
  expect(exit, stderr).toBe(0);
  return { stdout, texts: files.texts() };
}

/** "Repeat" names what differs from the defaults, and makes the same files. */
it.each<[string, Record<string, string>, string]>([
  ['code', {}, '--kind code'],
  ['slack', {}, '--from slack'],
  ['github', { 'Which tools?': 'get_me' }, '--from github --tools get_me'],
  ['github', { 'How do users sign in': 'oauth2' }, '--from github --auth oauth2'],
  ['google', {}, '--from google'],
  ['acme.json', {}, '--from acme.json'],
  [
    REQUEST,
    LOGIN,
    '--base-url https://api.acme.dev --auth none --tool "get_room: Get a room." --request "GET /rooms/{id}" --param limit:integer',
  ],
])('%s with %j', async (from, answers, repeat) => {
  const asked = await created(['acme-mcp', '--from', from, '--no-install'], answers);
  const line = /create-mcp-provider (acme-mcp .*) --no-install --yes$/m.exec(asked.stdout)?.[1];
  expect(line).toBe(`acme-mcp ${repeat}`);
  const words = `acme-mcp ${repeat}`.match(/"[^"]*"|\S+/g) ?? [];
  const again = await created([...words.map((word) => word.replaceAll('"', '')), '--yes']);
  expect(Object.keys(again.texts)).toEqual(Object.keys(asked.texts));
  const config = '/home/ann/acme-mcp/provider-config.yaml';
  expect(again.texts[config]).toBe(asked.texts[config]);
});

it.each([
  [['--tools', 'create_issue,get_file'], 'need "Contents: read", "Issues: write".'],
  [['--auth', 'oauth2'], undefined],
])('the README says what a token needs for the tools: %j', async (options, needs) => {
  const { texts } = await created(['acme-mcp', '--from', 'github', '--yes', ...options]);
  const readme = texts['/home/ann/acme-mcp/README.md'];
  const [, said] = /personal-access-tokens\/new\. These tools (.*)/.exec(readme ?? '') ?? [];
  expect(said).toBe(needs);
});

/** The entry of a client that the person chose is a command of its own. */
it('names the client that has an entry', async () => {
  const asked = await created(['acme-mcp', '--from', 'code'], {
    'Add it to an MCP client?': 'another',
    Client: 'cursor',
  });
  const [project, words = ''] = /Repeat\n +(.*)\n +cd acme-mcp && npx mcp-provider (.*)/
    .exec(asked.stdout)!
    .slice(1);
  expect(project).toBe('npx create-mcp-provider acme-mcp --kind code --yes');
  const entry = '/home/ann/acme-mcp/.cursor/mcp.json';
  const files = memoryFiles(
    Object.fromEntries(Object.entries(asked.texts).filter(([path]) => path !== entry)),
  );
  const env = { HOME: '/home/ann' };
  await runProgram(words.split(' '), { files, cwd: '/home/ann/acme-mcp', env });
  expect(files.texts()[entry]).toBe(asked.texts[entry]);
});

it('names a project of several providers after none of them', async () => {
  const documents = ['--from-openapi', 'acme.json', '--from-openapi', 'acme.json'];
  const { texts } = await created([...documents, '--yes', '--no-install']);
  expect(Object.keys(texts)).toContain('/home/ann/tools-mcp/src/providers/acme_2/mcp-instance.ts');
});
