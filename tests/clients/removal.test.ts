import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/host/disk.js';
import { diskRefused } from '../../src/model/errors/host.js';
import { computer } from './machine.js';

const backups = (home: string) => {
  const folder = join(home, '.local/state/mcp-provider/backups');
  return readdirSync(folder).filter((name) => name !== '.gitignore');
};
const write = ['--write', '--scope', 'user'];
const enospc = Object.assign(new Error(), { code: 'ENOSPC' });

describe.skipIf(process.platform !== 'linux')('a file from which entries are removed', () => {
  it('gets back its bytes, and goes where it was made for the entries', async () => {
    const { home, put, config } = computer();
    const [used, made] = [join(home, '.codex/config.toml'), join(home, '.cursor/mcp.json')];
    put(used, 'model = "x" # mine');
    for (const id of ['codex', 'cursor']) {
      await config([id, ...write]);
      expect(await config([id, '--remove'])).toMatchObject({ exit: 0 });
    }
    expect(readFileSync(used, 'utf8')).toBe('model = "x" # mine');
    expect(existsSync(made)).toBe(false);
  });

  it.each([[[]], [['--url', 'https://h.example']]])(
    'loses its entries after a second write with %j',
    async (second) => {
      const { home, put, config } = computer();
      const file = join(home, '.cursor/mcp.json');
      put(file, '{ "theirs": 1 }');
      await config(['cursor', ...write]);
      await config(['cursor', ...write, ...second, '--timeout', '9']);
      expect(await config(['cursor', '--remove', ...second])).toMatchObject({ exit: 0 });
      expect(readFileSync(file, 'utf8')).toMatch(/^(?!.*acme).*theirs/s);
    },
  );

  it('keeps an entry of a URL elsewhere, and says how to remove it', async () => {
    const { config } = computer();
    const url = ['--url', 'https://h.example'];
    await config(['cursor', ...write, ...url]);
    expect((await config(['cursor', '--remove'])).error).toMatchObject({
      code: 'client/other-entry',
      hint: 'Add the "--url" that the entry was written with, or remove it with "--overwrite".',
    });
    expect(await config(['cursor', '--remove', ...url])).toMatchObject({ exit: 0 });
  });

  it('keeps its backup, and leaves no copy, where it could not be changed', async () => {
    const { home, put, config } = computer();
    const file = join(home, '.cursor/mcp.json');
    const before = '{ "theirs": 1 }';
    put(file, before);
    await config(['cursor', ...write]);
    const failing = (isFailing: (path: string) => boolean) => ({
      ...diskFiles,
      async flush(path: string) {
        if (isFailing(path)) throw diskRefused('write', path, enospc)!;
        await diskFiles.flush(path);
      },
    });
    for (const step of ['backups', 'journal.json']) {
      const files = failing((path) => path.includes(step));
      expect(await config(['cursor', '--remove'], undefined, { files })).toMatchObject({ exit: 2 });
      expect(backups(home)).toHaveLength(1);
    }
    await config(['cursor', '--remove']);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('is named where it was changed before another failed', async () => {
    const { home, project, put, config } = computer();
    const both = [join(home, '.cursor/mcp.json'), join(project, '.cursor/mcp.json')];
    for (const path of both) put(path, '{ "theirs": 1 }');
    for (const scope of ['user', 'project']) await config(['cursor', '--write', '--scope', scope]);
    const files = {
      ...diskFiles,
      async makeDirectory(path: string) {
        if (path.startsWith(join(project, '.cursor/'))) throw diskRefused('make', path, enospc)!;
        await diskFiles.makeDirectory(path);
      },
    };
    const { error } = await config(['cursor', '--remove'], undefined, { files });
    expect(error?.code).toBe('client/partly-changed');
    expect(error?.message).toContain(`Already changed: "${both[0]}" (backup: "`);
    expect(error?.message).not.toContain('No files were changed');
  });

  it('stays empty behind a link where it was made for the entries', async () => {
    const { home, config, put } = computer();
    const file = join(home, '.cursor/mcp.json');
    await config(['cursor', ...write]);
    put(join(home, 'dotfiles/cursor.json'), readFileSync(file, 'utf8'));
    rmSync(file);
    symlinkSync('../dotfiles/cursor.json', file);
    expect(await config(['cursor', '--remove'])).toMatchObject({ exit: 0 });
    expect(readFileSync(file, 'utf8')).toBe('{}\n');
    expect(await config(['cursor', ...write])).toMatchObject({ exit: 0 });
  });
});
