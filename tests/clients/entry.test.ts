import { describe, expect, it } from 'vitest';
import { sourceFor } from '../../src/clients/entry/code.js';
import {
  entryFor,
  toolsWithLongNames,
  withoutHomebrewVersion,
} from '../../src/clients/entry/entry.js';
import { isEntryOf, mergeEntry } from '../../src/clients/entry/merge.js';
import type { ClientServer, ReaderSurroundings } from '../../src/clients/entry/server.js';
import { clients } from '../../src/clients/register.gen.js';
import { codes, entry } from './entries.js';
import {
  fileClient,
  fileClients,
  inProjectFile,
  inUserFile,
  local,
  remote,
  usable,
} from './servers.js';

describe('commands', () => {
  const npx: ClientServer = {
    ...local,
    run: { by: 'npx', package: 'acme', args: ['--provider', 'a'] },
  };
  const line = (id: string, server: ClientServer, surroundings?: ReaderSurroundings) => {
    const { command, args } = entry(id, server, surroundings).value;
    return [command as string, ...(args as string[])].join(' ');
  };

  it('have the absolute path of Node.js for desktop programs only', () => {
    const args = '/home/ann/acme/dist/server.js --provider acme_chat';
    expect(line('claude-desktop', local)).toBe(`/opt/node/bin/node ${args}`);
    expect(line('claude-code', local)).toBe(`node ${args}`);
    expect(codes('claude-desktop', local, { ...inUserFile, node: undefined })).toContain(
      'no-node-path',
    );
  });

  it('are relative in shared files', () => {
    expect(line('claude-code', local, inProjectFile)).toBe(
      'node dist/server.js --provider acme_chat',
    );
    expect(line('cursor', local, inProjectFile)).toBe(
      'node ${workspaceFolder}/dist/server.js --provider acme_chat',
    );
    const elsewhere = { ...inProjectFile, workspace: '/home/ann/app' };
    expect(line('claude-code', local, elsewhere)).toContain(' /home/ann/acme/dist/server.js ');
    expect(codes('claude-code', local, elsewhere)).toEqual(['absolute-path']);
  });

  it('start npx as a script where the PATH of a shell is unknown', () => {
    expect(line('cursor', npx)).toBe(
      '/opt/node/bin/node /opt/node/lib/node_modules/npm/bin/npx-cli.js -y acme --provider a',
    );
    expect(line('gemini-cli', npx)).toBe('npx -y acme --provider a');
  });

  it('have "cmd /c" before npx on Windows, never in shared files', () => {
    const windows = { ...inUserFile, platform: 'win32' } as const;
    expect(line('claude-code', npx, windows)).toBe('cmd /c npx -y acme --provider a');
    const shared = { ...windows, scope: 'project' } as const;
    expect(line('claude-code', npx, shared)).toBe('npx -y acme --provider a');
    expect(codes('claude-code', npx, shared)).toEqual(['cmd']);
  });

  it('use the link that Homebrew keeps', () => {
    expect(withoutHomebrewVersion('/opt/homebrew/Cellar/node@22/22.9.0_1/bin/node')).toBe(
      '/opt/homebrew/opt/node@22/bin/node',
    );
    expect(withoutHomebrewVersion('/usr/bin/node')).toBe('/usr/bin/node');
  });
});

describe('entries', () => {
  it('have OAuth settings where the client has keys for them', () => {
    const server = { ...remote, headers: {}, oauth: { clientId: 'id', scopes: ['a', 'b'] } };
    expect(entry('claude-code', server).value.oauth).toEqual({
      clientId: 'id',
      scopes: ['a', 'b'],
    });
    expect(entry('opencode', server).value.oauth).toEqual({ clientId: 'id', scope: 'a b' });
    expect(codes('warp', server)).toEqual(['oauth']);
  });

  it('have a timeout in the unit of the client', () => {
    const server = { ...remote, headers: {}, timeoutSeconds: 90 };
    expect(entry('claude-code', server).value.timeout).toBe(90_000);
    expect(entry('codex', server).value.tool_timeout_sec).toBe(90);
    expect(entry('goose', server).value.timeout).toBe(90);
    expect(codes('amp', server)).toEqual(['timeout']);
  });

  it('disable OAuth beside a fixed Authorization header', () => {
    expect(entry('opencode', remote).value.oauth).toBe(false);
    expect(entry('opencode', { ...remote, headers: {} }).value.oauth).toBeUndefined();
  });

  it('name every transport for the clients that have one', () => {
    expect(() => entry('mattermost', local)).toThrow(
      expect.objectContaining({ code: 'client/no-stdio' }),
    );
    expect(() => entryFor({ ...fileClient('zed'), http: null }, remote, inUserFile)).toThrow(
      expect.objectContaining({ code: 'client/no-http' }),
    );
  });

  it('keep what a person added, changed or entered, and lose the other transport', () => {
    const old = { command: 'node', args: ['old.js'], env: { ACME_KEY: 's3cret' }, mine: 1 };
    const { value } = entry('zed', local);
    expect(mergeEntry(fileClient('zed'), old, value)).toEqual({
      ...value,
      env: { ACME_KEY: 's3cret' },
      mine: 1,
    });
    const reached = mergeEntry(fileClient('zed'), old, entry('zed', remote).value);
    expect(Object.keys(reached)).toEqual(['url', 'headers', 'mine']);
    const added = { HTTPS_PROXY: 'http://proxy' };
    const proxied = { command: 'node', env: { ...added, ACME_KEY: 's3cret' } };
    expect(
      mergeEntry(fileClient('fastchat'), { config: proxied }, entry('fastchat', local).value),
    ).toMatchObject({ config: { env: { ...added, ACME_KEY: 's3cret' } } });
    const called = { url: 'https://old.example', headers: { 'X-Mine': '1', authorization: 'x' } };
    expect(mergeEntry(fileClient('zed'), called, entry('zed', remote).value).headers).toEqual({
      Authorization: expect.any(String) as string,
      'X-Mine': '1',
    });
    const stale = { Authorization: 'Bearer ${OLD}', 'X-Key': '<OLD>', 'X-Mine': '1' };
    const signedOut = { ...remote, headers: {} };
    expect(
      mergeEntry(fileClient('zed'), { url: 'u', headers: stale }, entry('zed', signedOut).value)
        .headers,
    ).toEqual({ 'X-Mine': '1' });
    const disabled = { ...entry('cline', local).value, disabled: true };
    expect(mergeEntry(fileClient('cline'), disabled, entry('cline', local).value)).toEqual(
      disabled,
    );
  });

  it('are recognized in any form', () => {
    for (const [id, client] of fileClients)
      for (const server of usable(client))
        expect(isEntryOf(server, entryFor(client, server, inUserFile).value), id).toBe(true);
    expect(
      isEntryOf(local, { command: 'node', args: ['/x/dist/server.js', '--provider', 'b'] }),
    ).toBe(false);
    expect(isEntryOf(remote, { url: 'https://other.example/mcp' })).toBe(false);
    const elsewhere = { url: 'https://other.example/acme_chat/mcp' };
    const here = { url: 'http://localhost:3000/acme_chat/mcp' };
    expect([isEntryOf(remote, elsewhere), isEntryOf(local, elsewhere)]).toEqual([false, false]);
    expect(isEntryOf(local, here)).toBe(true);
  });
});

describe('names', () => {
  const named = (id: string, name: string) => () => entry(id, { ...local, name });

  it('of this form fit every client', () => {
    for (const [id, client] of fileClients)
      for (const server of usable(client))
        for (const name of ['a', 'acme-crm', 'x1', `a${'b'.repeat(39)}`])
          expect(() => entryFor(client, { ...server, name }, inUserFile), id).not.toThrow();
  });

  it.each(['', 'a b', '__proto__', 'a"b', 'a\nb', 'a/b', '../x'])('are not %j', (name) => {
    expect(named('amp', name)).toThrow(expect.objectContaining({ code: 'client/name' }));
  });

  it('follow the rules of the client', () => {
    const refused = (hint: string): unknown =>
      expect.objectContaining({
        code: 'client/name',
        hint: expect.stringContaining(hint) as string,
      });
    expect(named('gemini-cli', 'acme_chat')).toThrow(refused('^[A-Za-z][A-Za-z0-9-]*$'));
    expect(named('claude-code', 'a'.repeat(65))).toThrow(refused('64 characters'));
    expect(
      toolsWithLongNames(fileClient('claude-code'), 'acme', ['x'.repeat(53), 'y'.repeat(54)]),
    ).toEqual(['y'.repeat(54)]);
  });
});

it('is TypeScript for a client that is configured in code', () => {
  const tricky = { ...remote, name: 'it-is', headers: { 'X-A': "it's `$5` ${ACME_TOKEN}" } };
  expect(sourceFor(clients['openai-agents-js'], [local, tricky])).toBe(
    `import { MCPServerStdio, MCPServerStreamableHttp } from '@openai/agents';

export const acmeChat = new MCPServerStdio({
  name: 'acme-chat',
  command: 'node',
  args: ['/home/ann/acme/dist/server.js', '--provider', 'acme_chat'],
  env: { ACME_KEY: process.env.ACME_KEY ?? '' },
});

export const itIs = new MCPServerStreamableHttp({
  name: 'it-is',
  url: 'https://mcp.example.com/acme_chat/mcp',
  requestInit: { headers: { 'X-A': \`it's \\\`$5\\\` \${process.env.ACME_TOKEN}\` } },
});`,
  );
});

it.each([
  [['new'], ['newServer']],
  [['2fa'], ['_2fa']],
  [
    ['acme-crm', 'acme_crm'],
    ['acmeCrm', 'acmeCrm2'],
  ],
  [
    ['process', 'é'],
    ['process2', 'server'],
  ],
])('names constants of %j', (names, constants) => {
  const source = sourceFor(
    clients['openai-agents-js'],
    names.map((name) => ({ ...remote, name })),
  );
  expect(Array.from(source.matchAll(/const (\w+)/g), ([, name]) => name)).toEqual(constants);
});

it('a reference with a name that no variable can have is text', () => {
  const headers = { 'X-A': '${1A} ${ACME}' };
  expect(sourceFor(clients['openai-agents-js'], [{ ...remote, headers }])).toContain(
    '`\\${1A} ${process.env.ACME}`',
  );
});
