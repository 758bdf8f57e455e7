import { describe, expect, it } from 'vitest';
import { addServers, fileShapeOf, removeServers } from '../../src/client-config/servers-in-file.js';
import { projectFiles } from '../../src/clients/entry/project-files.js';
import { entries } from '../../src/edit/formats/entry.js';
import { parse } from '../../src/edit/formats/languages.js';
import { withoutMark } from '../../src/edit/lines.js';
import type { FileClient } from '../../src/model/client.js';
import { fileClient, fileClients, inUserFile, usable } from './servers.js';

const replacing = { overwrite: false, conflict: (name: string) => new Error(name) };
const add = (client: FileClient, text: string | null) =>
  addServers(client, text, usable(client), inUserFile, replacing).text;
const take = (client: FileClient, text: string, backup: string | null) =>
  removeServers(client, text, usable(client), inUserFile, backup, replacing);
const namesIn = (client: FileClient, text: string) => [
  ...entries(text, fileShapeOf(client, text)).keys(),
];

/** A file with an entry of another server, and with comments where the format has them. */
function inhabited({ format, container: { path, idKey } }: FileClient): string {
  const keys = path.map((key) => JSON.stringify(key));
  const note = (text: string) => (format === 'jsonc' ? ` // ${text}` : '');
  const depth = (level: number) => '\t'.repeat(level + 1);
  switch (format) {
    case 'json':
    case 'jsonc': {
      const open = keys.map(
        (key, level) =>
          `${depth(level)}${key}: ${idKey !== undefined && level === keys.length - 1 ? '[' : '{'}${note('mine')}`,
      );
      const entry =
        idKey === undefined ? '"other": {"url": "u" }' : `{ "${idKey}":"other", "url": "u" }`;
      const close = keys.map(
        (_, level) =>
          `${depth(level)}${idKey !== undefined && level === keys.length - 1 ? ']' : '}'}`,
      );
      const last = `${depth(keys.length)}${entry}${format === 'jsonc' ? ', // kept' : ''}`;
      return ['{', ...open, last, ...close.toReversed(), '}'].join('\r\n');
    }
    case 'yaml':
      return `# mine\n${path[0]}: # all\n\n   ${idKey === undefined ? 'other:' : '- name: other'}\n        url: 'u' # kept\n\nlast: [1,2]\n`.replace(
        /- name: other\n {8}/,
        '- name: other\n     ',
      );
    case 'toml':
      return `# mine\nmodel='x'\n\n[${path[0]}.other] # theirs\nurl = 'u'   # kept\n\n[tail]\na=1`;
  }
}

describe.each(fileClients)('%s', (_, client) => {
  const names = usable(client).map(({ name }) => name);

  it('entries are added to no file, again without a change, and removed', () => {
    const text = add(client, null);
    expect(namesIn(client, text)).toEqual(names);
    expect(add(client, text)).toBe(text);
    expect(take(client, text, null)).toBeNull();
  });

  it('entries are added to an empty file, and removed', () => {
    const text = add(client, '');
    expect(namesIn(client, text)).toEqual(names);
    expect(take(client, text, '')).toBe('');
  });

  it('entries are added beside others, again without a change, and removed', () => {
    const before = inhabited(client);
    expect(namesIn(client, before)).toEqual(['other']);
    const text = add(client, before);
    expect(namesIn(client, text).toSorted()).toEqual([...names, 'other'].toSorted());
    for (const [comment] of before.matchAll(/(?:\/\/|#) \w+/g)) expect(text).toContain(comment);
    expect(add(client, text)).toBe(text);
    expect(take(client, text, before)).toBe(before);
    // With another change since, the entries alone go.
    const changed = (of: string) => of.replace('"u"', '"v"').replace("'u'", "'v'");
    const left = take(client, changed(text), before) ?? '';
    const valueOf = (of: string) => parse(client.format, withoutMark(of)[1]);
    expect(valueOf(left)).toEqual(valueOf(changed(before)));
    for (const [comment] of before.matchAll(/(?:\/\/|#) \w+/g)) expect(left).toContain(comment);
  });
});

it('keeps the shape of another version of opencode', () => {
  const client = fileClient('opencode');
  const old = '{ "mcp": { "x": { "type": "remote", "url": "u", "enabled": true } } }';
  const text = add(client, old);
  expect(JSON.parse(text)).toMatchObject({ mcp: { 'acme-chat': { enabled: true }, x: {} } });
  expect(JSON.parse(take(client, text, null) ?? '')).toEqual(JSON.parse(old));
});

it('keeps another container that Warp reads', () => {
  const client = fileClient('warp');
  const old = '{ "mcp": { "servers": { "x": {} } } }';
  expect(JSON.parse(add(client, old))).toMatchObject({ mcp: { servers: { 'acme-chat': {} } } });
});

it('removes a list of prompts that is empty', () => {
  const client = fileClient('vscode');
  const file = (start: string) => `{\n  ${start}\n    "x": { "url": "https://x/v1" }\n  }\n}\n`;
  const text = add(client, file('"inputs": [],\n  "servers": {')).replace('/v1', '/v2');
  const without = file('"servers": {').replace('/v1', '/v2');
  expect(take(client, text, null)).toBe(without);
});

it('refuses an entry of the same name that is another server', () => {
  const client = fileClient('cursor');
  const text = '{ "mcpServers": { "acme-chat": { "command": "other" } } }';
  expect(() => add(client, text)).toThrow('acme-chat');
  expect(() => take(client, text, null)).toThrow('acme-chat');
  const made = addServers(client, text, usable(client), inUserFile, {
    ...replacing,
    overwrite: true,
  });
  expect(made.text).not.toContain('"other"');
});

it('knows which files of a project have comments: those that every client reads with them', () => {
  const known = [...projectFiles()].filter(([, { hasComments }]) => hasComments);
  const paths = known.map(([path]) => path);
  expect(paths).toEqual(expect.arrayContaining(['opencode.json', '.cursor/mcp.json']));
  expect(paths).not.toContain('.mcp.json');
});
