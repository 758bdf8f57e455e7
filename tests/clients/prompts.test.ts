import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addServers, removeServers } from '../../src/client-config/servers-in-file.js';
import type { ClientServer } from '../../src/clients/entry/server.js';
import { fileClient, fileClients, inUserFile, remote } from './servers.js';

const replacing = { overwrite: true, conflict: (name: string) => new Error(name) };
const write = (client: string, text: string | null, ...servers: ClientServer[]) =>
  addServers(fileClient(client), text, servers, inUserFile, replacing).text;
const remove = (client: string, text: string, ...servers: ClientServer[]) =>
  removeServers(fileClient(client), text, servers, inUserFile, null, replacing);

interface Document {
  inputs?: { id: string; description: string }[];
  servers: Record<string, object>;
}

const idsIn = (value: unknown) =>
  Array.from(JSON.stringify(value).matchAll(/\$\{input:([^}]+)\}/g), ([, id = '']) => id);

const server = (name: string, host: string, ...variables: string[]): ClientServer => ({
  ...remote,
  name,
  run: { by: 'http', url: `https://${host}/acme_chat/mcp` },
  headers: Object.fromEntries(variables.map((each, index) => [`X-${index}`, `\${${each}}`])),
});

const THEIRS = [
  { type: 'promptString', id: 'token', description: 'GitHub token', password: true },
  { type: 'promptString', id: 'acme-a-example-token', description: 'Their own', password: true },
  { type: 'promptString', id: 'acme-b-example-key', description: 'KEY for acme', password: true },
];
const GITHUB = {
  type: 'http',
  url: 'https://api.githubcopilot.com/mcp',
  headers: {
    A: '${input:token}',
    B: '${input:acme-b-example-key}',
    C: '${input:beta-a-example-key}',
  },
};
const file = (servers: object = { github: GITHUB }) => JSON.stringify({ inputs: THEIRS, servers });

/** Clients that ask for values. */
const ASKING = fileClients.filter(([, client]) => client.variables?.prompt).map(([id]) => id);

const step = fc.record({
  isRemoval: fc.boolean(),
  server: fc
    .tuple(
      fc.constantFrom('acme', 'beta', 'acme-a'),
      fc.constantFrom('a.example', 'b.example', 'a.example:8443'),
      fc.subarray(['TOKEN', 'KEY', 'API_KEY'], { minLength: 1 }),
    )
    .map(([name, host, variables]) => server(name, host, ...variables)),
});

describe.each(ASKING)('%s', (client) => {
  it('never gives a value that was entered for one entry and host to another', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const owners = new Map(THEIRS.map(({ id }) => [id, 'github']));
        let text = file();
        for (const { isRemoval, server } of steps) {
          text = isRemoval
            ? (remove(client, text, server) ?? file({}))
            : write(client, text, server);
          const { inputs = [], servers } = JSON.parse(text) as Document;
          expect(servers).toHaveProperty('github', GITHUB);
          for (const prompt of THEIRS) expect(inputs).toContainEqual(prompt);
          expect(new Set(inputs.map(({ id }) => id)).size).toBe(inputs.length);
          if (isRemoval) continue;
          const ids = idsIn(servers[server.name]);
          expect(ids).toHaveLength(Object.keys(server.headers).length);
          const owner = `${server.name} ${server.run.by === 'http' ? server.run.url : ''}`;
          for (const id of ids) {
            expect(owners.get(id) ?? owner).toBe(owner);
            owners.set(id, owner);
            expect(idsIn(GITHUB)).not.toContain(id);
            expect(inputs.find((prompt) => prompt.id === id)?.description).toContain(server.name);
          }
        }
      }),
    );
  });

  it('asks once for an entry that is written again, also in another path of the host', () => {
    const first = write(client, file(), server('acme', 'a.example', 'TOKEN'));
    expect(write(client, first, server('acme', 'a.example', 'TOKEN'))).toBe(first);
    const moved = server('acme', 'a.example', 'TOKEN');
    const again = write(client, first, {
      ...moved,
      run: { by: 'http', url: 'https://a.example/acme_chat/v2/acme_chat/mcp' },
    });
    expect((JSON.parse(again) as Document).inputs).toEqual((JSON.parse(first) as Document).inputs);
  });

  it('asks twice for two variables of one name in other letters', () => {
    const text = write(client, null, server('acme', 'a.example', 'TOKEN', 'token'));
    expect(new Set(idsIn(JSON.parse(text))).size).toBe(2);
  });

  it('keeps the prompts of an entry that is overwritten, and uses none of them', () => {
    const servers = { acme: { ...GITHUB, headers: { A: '${input:acme-a-example-token}' } } };
    const written = write(client, file(servers), server('acme', 'a.example', 'TOKEN'));
    const { inputs = [], servers: now } = JSON.parse(written) as Document;
    expect(inputs).toEqual(expect.arrayContaining(THEIRS));
    expect(idsIn(now.acme)).toEqual(['acme-a-example-token-2']);
  });

  it('removes its own prompts that nothing else refers to', () => {
    const acme = server('acme', 'c.example', 'TOKEN', 'KEY');
    const written = write(client, file(), acme);
    const used = JSON.parse(written) as Document;
    used.servers.other = { url: 'https://x/${input:acme-c-example-key}' };
    expect(JSON.parse(remove(client, written, acme) ?? '')).toEqual(JSON.parse(file()));
    const escaped = JSON.stringify(used).replace('https://x/$', String.raw`https://x/\u0024`);
    const left = JSON.parse(remove(client, escaped, acme) ?? '') as Document;
    expect(left.inputs?.map(({ id }) => id)).toEqual([
      ...THEIRS.map(({ id }) => id),
      'acme-c-example-key',
    ]);
  });

  it('keeps a prompt that the user made for our entry', () => {
    const acme = server('acme', 'c.example', 'TOKEN');
    const edited = write(client, null, acme)
      .replaceAll('acme-c-example-token', 'mine')
      .replace('TOKEN for acme', 'Mine');
    expect(remove(client, edited, acme)).toContain('"Mine"');
  });
});

it('warns where a client has one store of secrets for all entries', () => {
  const config = `extensions:
  github:
    type: stdio
    cmd: github
    env_keys: [TOKEN]
`;
  const acme = server('acme', 'a.example', 'TOKEN');
  const codes = (own: ClientServer) =>
    addServers(fileClient('goose'), config, [own], inUserFile, replacing)
      .entries.get('acme')
      ?.notes.map(({ code }) => code);
  expect(codes(acme)).toEqual(['shared-secret']);
  expect(codes(server('acme', 'a.example', 'ACME_TOKEN'))).toEqual([]);
});
