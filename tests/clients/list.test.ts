import { join } from 'node:path';
import { expect, it } from 'vitest';
import { computer } from './machine.js';

interface Listing {
  entries: { name: string; problems: { code: string }[] }[];
}

/** The codes of the problems of each entry, by name, in a file below the home folder. */
async function problemsIn(path: string, text: string) {
  const { home, put, config } = computer();
  put(join(home, path), text);
  const { stdout } = await config(['--list', '--json']);
  const { entries } = JSON.parse(stdout) as Listing;
  return Object.fromEntries(
    entries.map(({ name, problems }) => [name, problems.map(({ code }) => code)]),
  );
}

it.each([
  [
    'extensions that come with Goose',
    '.config/goose/config.yaml',
    'extensions:\n  developer: { type: builtin, name: developer, enabled: true }\n  x: { type: stdio }\n',
    { developer: [], x: ['wrong-shape'] },
  ],
  [
    'the key of another client',
    '.codeium/windsurf/mcp_config.json',
    '{ "mcpServers": { "x": { "type": "http", "url": "https://mcp.example.com" } } }',
    { x: ['wrong-shape'] },
  ],
  [
    'values of secrets, placeholders and entries that are off',
    '.cursor/mcp.json',
    '{ "mcpServers": { "a": { "url": "https://a.example", "headers": { "X-Api-Key": "abc" } }, "b": { "url": "https://b.example", "headers": { "X-Api-Key": "<KEY>" }, "disabled": true } } }',
    { a: ['literal-secret'], b: ['placeholder', 'disabled'] },
  ],
  [
    'servers of extensions of Zed',
    '.config/zed/settings.json',
    '{ "context_servers": { "gh": { "settings": {} }, "x": { "enabled": true } } }',
    { gh: [], x: ['wrong-shape'] },
  ],
])('finds %s', async (_, path, text, found) => {
  expect(await problemsIn(path, text)).toEqual(found);
});

it('lists entries that Claude Code has for this folder only', async () => {
  const { home, project, put, config } = computer();
  const entry = { type: 'http', url: 'https://a.example' };
  const projects = {
    [project]: { mcpServers: { here: entry } },
    '/x': { mcpServers: { there: entry } },
  };
  put(join(home, '.claude.json'), JSON.stringify({ projects, mcpServers: { all: entry } }));
  const { stdout } = await config(['claude-code', '--list', '--json']);
  const { entries } = JSON.parse(stdout) as Listing;
  expect(entries.map(({ name }) => name)).toEqual(['all', 'here']);
});

it('lists entries in a project without providers', async () => {
  const { home, put, config } = computer({ providers: 'providers: {}\n' });
  put(join(home, '.cursor/mcp.json'), '{ "mcpServers": { "a": { "url": "https://a.example" } } }');
  const { exit, stdout } = await config(['--list']);
  expect([exit, stdout]).toEqual([0, expect.stringContaining('https://a.example') as string]);
});

it('lists the files of clients that have one for each server', async () => {
  const { config } = computer();
  await config(['continue', '--write', '--scope', 'project']);
  const { stdout } = await config(['--list', '--json']);
  const { entries } = JSON.parse(stdout) as Listing;
  expect(entries.map(({ name }) => name)).toEqual(['acme-chat', 'acme-files']);
});

it('lists the old file of Cline on each system', async () => {
  const { home, put, config } = computer();
  const path = {
    darwin: 'Library/Application Support',
    linux: '.config',
    win32: 'AppData/Roaming',
  }[process.platform as 'linux'];
  put(
    join(
      home,
      path,
      'Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json',
    ),
    '{ "mcpServers": { "a": { "type": "streamableHttp", "url": "https://a.example" } } }',
  );
  const { stdout } = await config(['--list', '--json'], undefined, {
    env: { HOME: home, USERPROFILE: home, APPDATA: join(home, 'AppData/Roaming') },
  });
  expect(stdout).toContain('legacy-file');
});
