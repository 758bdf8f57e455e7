import { describe, expect, it } from 'vitest';
import { entryFor } from '../../src/clients/entry/entry.js';
import { codes, entry } from './entries.js';
import { fileClients, inProjectFile, inUserFile, local, remote, usable } from './servers.js';

const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [String(value)];

describe('variables', () => {
  it.each([
    ['claude-code', 'Bearer ${ACME_TOKEN}'],
    ['cursor', 'Bearer ${env:ACME_TOKEN}'],
    ['opencode', 'Bearer {env:ACME_TOKEN}'],
    ['vscode', 'Bearer ${input:acme-remote-mcp-example-com-acme-token}'],
    ['goose', 'Bearer ${ACME_TOKEN}'],
    ['crush', 'Bearer $ACME_TOKEN'],
  ])('%s reads %s', (id, text) => {
    expect(entry(id, remote).value.headers).toEqual({ Authorization: text });
  });

  it('are names for Codex and Goose', () => {
    expect(entry('codex', local).value).toMatchObject({ env_vars: ['ACME_KEY'] });
    expect(entry('goose', local).value).toMatchObject({ env_keys: ['ACME_KEY'] });
    expect(entry('codex', remote).value).toEqual({
      url: 'https://mcp.example.com/acme_chat/mcp',
      bearer_token_env_var: 'ACME_TOKEN',
    });
    const keyed = { ...remote, headers: { 'X-Key': '${ACME_KEY}', 'X-Team': 'blue' } };
    expect(entry('codex', keyed).value).toMatchObject({
      env_http_headers: { 'X-Key': 'ACME_KEY' },
      http_headers: { 'X-Team': 'blue' },
    });
  });

  it('have one prompt each', () => {
    const headers = { ...remote.headers, 'X-Copy': '${ACME_TOKEN}' };
    expect(entry('vscode', { ...remote, headers }).inputs).toEqual([
      {
        type: 'promptString',
        id: 'acme-remote-mcp-example-com-acme-token',
        description: 'ACME_TOKEN for acme-remote',
        password: true,
      },
    ]);
  });

  it('become placeholders where the client takes texts literally', () => {
    expect(entry('zed', local).value.env).toEqual({ ACME_KEY: '<ACME_KEY>' });
    expect(entry('zed', remote).value.headers).toEqual({ Authorization: 'Bearer <ACME_TOKEN>' });
    expect(entry('zed', local).notes).toMatchObject([{ level: 'warning', code: 'placeholder' }]);
  });

  it('are left out of shared files then', () => {
    expect(entry('zed', local, inProjectFile).value.env).toBeUndefined();
    expect(codes('zed', local, inProjectFile)).toEqual(['left-out']);
  });

  it.each([
    ['claude-code', ['variable-in-path']],
    ['zed', []],
    ['crush', []],
  ])('in the path of a project are a warning where %s expands them', (id, expected) => {
    const run = { by: 'node', file: '/home/ann/${TEAM}/dist/server.js', args: [] } as const;
    expect(codes(id, { ...local, env: [], run })).toEqual(expected);
  });

  it('have no foreign syntax anywhere', () => {
    for (const [id, client] of fileClients) {
      for (const server of usable(client)) {
        for (const surroundings of [inUserFile, inProjectFile]) {
          const { value } = entryFor(client, server, surroundings);
          const text = textsIn(value).join('\n');
          const written = text.match(/\$?\{[^\n]*?ACME[^{}\n]*\}+|\$ACME\w+/g) ?? [];
          const own = client.variables?.syntax ?? 'none';
          for (const reference of written)
            expect(reference.replace(/ACME_(KEY|TOKEN)/, 'VAR'), id).toBe(own);
        }
      }
    }
  });
});
