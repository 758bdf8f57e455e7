import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  carryOutEdits,
  planEdits,
  plansByDirectory,
} from '../../src/client-config/change-files.js';
import { diskFiles } from '../../src/host/disk.js';
import { computer } from '../clients/machine.js';

const mode = (path: string) => statSync(path).mode & 0o777;
const backups = (home: string) => {
  const folder = join(home, '.local/state/mcp-provider/backups');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name !== '.gitignore') : [];
};
const write = ['--write', '--scope', 'user'];

describe.skipIf(process.platform !== 'linux')('a file', () => {
  it('keeps its mode, gets one private backup outside its folder, and leaves nothing else', async () => {
    const { home, put, config } = computer();
    const file = join(home, '.cursor/mcp.json');
    put(file, '{}');
    chmodSync(file, 0o640);
    expect(await config(['cursor', ...write])).toMatchObject({ exit: 0 });
    expect(mode(file)).toBe(0o640);
    expect(readdirSync(join(home, '.cursor'))).toEqual(['mcp.json']);
    const [backup, another] = backups(home);
    expect(another).toBeUndefined();
    const folder = join(home, '.local/state/mcp-provider/backups');
    expect(readFileSync(join(folder, backup!), 'utf8')).toBe('{}');
    expect(mode(join(folder, backup!))).toBe(0o600);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('is not written again where nothing changes', async () => {
    const { home, put, config } = computer();
    const file = join(home, '.cursor/mcp.json');
    put(file, '{}');
    await config(['cursor', ...write]);
    const { mtimeMs, ino } = statSync(file);
    const { stdout } = await config(['cursor', ...write]);
    expect(stdout).toContain('No change');
    expect(statSync(file)).toMatchObject({ mtimeMs, ino });
  });

  it('is private where it is new and the user’s, not where it is shared', async () => {
    const { home, project, config } = computer();
    await config(['cursor', ...write]);
    await config(['cursor', '--write', '--scope', 'project']);
    expect(mode(join(home, '.cursor/mcp.json'))).toBe(0o600);
    expect(mode(join(project, '.cursor/mcp.json'))).not.toBe(0o600);
    expect(backups(home)).toEqual([]);
  });

  it('stays a link where that leads to a file in the home folder', async () => {
    const { home, put, config } = computer();
    put(join(home, 'dotfiles/cursor.json'), '{}');
    mkdirSync(join(home, '.cursor'));
    symlinkSync('../dotfiles/cursor.json', join(home, '.cursor/mcp.json'));
    await config(['cursor', ...write]);
    expect(lstatSync(join(home, '.cursor/mcp.json')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(home, 'dotfiles/cursor.json'), 'utf8')).toContain('acme-chat');
    expect(readdirSync(join(home, 'dotfiles'))).toEqual(['cursor.json']);
  });

  it('is changed once where two paths lead to it, and the backup is as it was before', async () => {
    const { home, put } = computer();
    put(join(home, 'a.json'), 'old');
    symlinkSync('a.json', join(home, 'b.json'));
    const writing = {
      files: diskFiles,
      machine: { home, platform: 'linux', env: {} },
      dryRun: false,
      signal: new AbortController().signal,
    } as const;
    const edits = ['a', 'b'].map((name) => ({
      file: {
        path: join(home, `${name}.json`),
        scope: 'user',
        base: home,
        isLegacy: false,
      } as const,
      edit: (before: string | null) => `${before} ${name}`,
    }));
    expect(plansByDirectory(await planEdits(writing, edits))).toMatchObject([
      { ops: [{ do: 'update', path: 'a.json', previous: 'old', text: 'old a b' }] },
    ]);
    await carryOutEdits(writing, edits);
    expect(readFileSync(join(home, 'a.json'), 'utf8')).toBe('old a b');
    const [backup = ''] = backups(home);
    const folder = join(home, '.local/state/mcp-provider/backups');
    expect(readFileSync(join(folder, backup), 'utf8')).toBe('old');
  });

  it('may be below a folder of any name', async () => {
    const { home, config } = computer();
    const folder = join(home, 'co:dex*');
    mkdirSync(folder);
    const env = { HOME: home, CODEX_HOME: folder };
    expect(await config(['codex', ...write], undefined, { env })).toMatchObject({ exit: 0 });
    expect(readdirSync(folder)).toEqual(['config.toml']);
  });

  it('below a variable may be anywhere', async () => {
    const { home, config } = computer();
    const elsewhere = join(dirname(home), 'codex');
    mkdirSync(elsewhere);
    const env = { HOME: home, CODEX_HOME: elsewhere };
    expect(await config(['codex', ...write], undefined, { env })).toMatchObject({ exit: 0 });
    expect(readFileSync(join(elsewhere, 'config.toml'), 'utf8')).toContain('acme-chat');
  });

  it('is shown as a diff in a dry run, without the values of secrets', async () => {
    const { home, put, config } = computer();
    const file = join(home, '.cursor/mcp.json');
    const text = '{\n  "mcpServers": {\n    "x": { "env": { "API_KEY": "abc" } }\n  }\n}\n';
    put(file, text);
    const { exit, stdout } = await config(['cursor', ...write, '--dry-run']);
    expect(exit).toBe(0);
    expect(stdout).toContain('+    "acme-chat": {');
    expect(stdout).not.toContain('abc');
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(backups(home)).toEqual([]);
  });

  it('is edited again where another program changes it meanwhile', async () => {
    const { home, put, config } = computer();
    const file = join(home, '.cursor/mcp.json');
    put(file, '{}');
    let changes = 0;
    const files = {
      ...diskFiles,
      // The last step before the file is replaced.
      async flush(path: string) {
        if (path.endsWith('journal.json') && changes++ < 3) {
          writeFileSync(file, `{"theirs": ${changes}}`);
        }
        await diskFiles.flush(path);
      },
    };
    expect(await config(['cursor', ...write], undefined, { files })).toMatchObject({ exit: 0 });
    expect(changes).toBe(4);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      theirs: 3,
      mcpServers: { 'acme-chat': {} },
    });
  });
});

describe.skipIf(process.platform !== 'linux')('stays as it is', () => {
  const outside = (home: string) => mkdtempSync(join(dirname(home), 'outside-'));
  it.each<[string, string, (file: string, home: string) => void]>([
    [
      'a link out of the home folder',
      'client/outside',
      (file, home) => {
        const other = join(outside(home), 'x.json');
        writeFileSync(other, '{}');
        symlinkSync(other, file);
      },
    ],
    ['a link to nothing', 'client/broken-link', (file) => symlinkSync('nowhere', file)],
    ['a circle of links', 'client/broken-link', (file) => symlinkSync('mcp.json', file)],
    ['a directory', 'client/not-a-file', (file) => mkdirSync(file)],
    ['a pipe', 'client/not-a-file', (file) => execFileSync('mkfifo', [file])],
    ['a link to a device', 'client/outside', (file) => symlinkSync('/dev/zero', file)],
    [
      'a terabyte',
      'disk/too-large',
      (file) => {
        writeFileSync(file, '');
        truncateSync(file, 2 ** 40);
      },
    ],
    ...(process.geteuid?.() === 0
      ? ([
          [
            'a file of another user',
            'client/not-replaceable',
            (file) => {
              writeFileSync(file, '{}');
              chownSync(file, 65534, 65534);
            },
          ],
        ] as [string, string, (file: string) => void][])
      : []),
    [
      'a read-only file',
      'client/not-replaceable',
      (file) => writeFileSync(file, '{}', { mode: 0o444 }),
    ],
    [
      'a file with two names',
      'client/not-replaceable',
      (file) => {
        writeFileSync(file, '{}');
        linkSync(file, `${file}.other`);
      },
    ],
    ['no text', 'disk/not-text', (file) => writeFileSync(file, Buffer.from([0x7b, 0xe9, 0x7d]))],
    ['broken JSON', 'client/not-edited', (file) => writeFileSync(file, '{\n"mcpServers": {')],
    [
      'another server of that name',
      'client/other-entry',
      (file) => writeFileSync(file, '{"mcpServers": {"acme-files": {"command": "x"}}}'),
    ],
  ])('%s', async (_, code, make) => {
    const { home, config } = computer();
    const folder = join(home, '.cursor');
    mkdirSync(folder);
    make(join(folder, 'mcp.json'), home);
    const fileStates = () =>
      readdirSync(folder).map((name) => {
        const stat = lstatSync(join(folder, name));
        return [name, stat.ino, stat.mtimeMs, stat.size];
      });
    const before = fileStates();
    for (const args of [write, [...write, '--dry-run']]) {
      const { exit, error, stdout } = await config(['cursor', ...args]);
      expect(error?.code).toBe(code);
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    }
    expect(fileStates()).toEqual(before);
    expect(backups(home)).toEqual([]);
  });

  it('a folder that leads out of the home folder', async () => {
    const { home, config } = computer();
    const other = outside(home);
    symlinkSync(other, join(home, '.cursor'));
    expect((await config(['cursor', ...write])).error?.code).toBe('client/outside');
    expect(readdirSync(other)).toEqual([]);
  });
});
