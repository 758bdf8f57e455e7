import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import { exec } from '../../src/host/exec.js';
import { relPath } from '../../src/model/path.js';
import type { FileOperation } from '../../src/model/plan.js';
import { uncommittedWork } from '../../src/refactor/uncommitted.js';
import { baseSpec, projectOf } from '../support/base-project.js';
import { caseCount } from '../support/mutated.js';
import { runCommand } from '../support/run-command.js';

afterEach(() => void vi.unstubAllEnvs());

/** A folder with a Git of its own settings. */
class Repository {
  constructor(readonly root = temporaryFolder()) {
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
    vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  }

  git(...words: string[]): string {
    const author = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com'];
    return execFileSync('git', [...author, '-c', 'protocol.file.allow=always', ...words], {
      cwd: this.root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_DIR: undefined, GIT_INDEX_FILE: undefined },
    });
  }

  config(settings: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(settings)) this.git('config', key, value);
  }

  put(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  commit(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', 'Work');
  }

  /** What deleting these files would lose. */
  async lost(...paths: string[]): Promise<string[]> {
    const ops = paths.map(async (path): Promise<FileOperation> => {
      const previous = (await diskFiles.read(join(this.root, path))) ?? '';
      return { do: 'delete', path: relPath(path), previous };
    });
    return this.lostBy(await Promise.all(ops));
  }

  lostBy(ops: FileOperation[], signal = new AbortController().signal): Promise<string[]> {
    return uncommittedWork({ files: diskFiles, exec }, { root: this.root, ops }, signal);
  }
}

const FILE = 'src/a.ts';
const TEXT = 'one\ntwo\nthree\n';

interface Setting {
  /** Before the first commit. */
  before?(repository: Repository): void;
  text?: string;
  /** After it. */
  after?(repository: Repository): void;
}

const attributes = (line: string): Setting => ({
  before: (repository) => repository.put('.gitattributes', `*.ts ${line}\n`),
});
const settings = (values: Readonly<Record<string, string>>, text = TEXT): Setting => ({
  before: (repository) => repository.config(values),
  text,
});
const command = (...words: string[]): Setting => ({
  after: (repository) => void repository.git(...words),
});
const environment = (values: Readonly<Record<string, string>>): Setting => ({
  after: () => Object.entries(values).forEach(([name, value]) => vi.stubEnv(name, value)),
});
const filtered = (driver: Readonly<Record<string, string>>): Setting => ({
  before(repository) {
    for (const [key, value] of Object.entries(driver))
      repository.config({ [`filter.own.${key}`]: value });
    repository.put('.gitattributes', '*.ts filter=own\n');
  },
});
const CRLF = TEXT.replaceAll('\n', '\r\n');

const SETTINGS: Readonly<Record<string, Setting>> = {
  none: {},
  'line ends are converted, with a warning for each file': settings({ 'core.autocrlf': 'true' }),
  'line ends must survive a checkout': settings(
    {
      'core.autocrlf': 'true',
      'core.safecrlf': 'true',
      'core.eol': 'crlf',
    },
    CRLF,
  ),
  'line ends are converted on the way in': settings({ 'core.autocrlf': 'input' }, CRLF),
  'CRLF was committed before it is converted': {
    text: CRLF,
    after: (repository) => repository.config({ 'core.autocrlf': 'true' }),
  },
  'no final newline': { text: 'one\ntwo' },
  'text=auto': { ...attributes('text=auto'), text: CRLF },
  'eol=crlf': { ...attributes('text eol=crlf'), text: CRLF },
  'linguist-generated -diff': attributes('linguist-generated -diff'),
  binary: attributes('binary'),
  'diff with a driver': {
    before(repository) {
      repository.put('.gitattributes', '*.ts diff=none\n');
      repository.config({ 'diff.none.textconv': 'true', 'diff.none.command': 'true' });
    },
  },
  'another encoding': attributes('text working-tree-encoding=ISO-8859-1'),
  'skip-worktree': command('update-index', '--skip-worktree', FILE),
  'assume-unchanged': command('update-index', '--assume-unchanged', FILE),
  'sparse checkout': command('sparse-checkout', 'set', '--no-cone', '/src/'),
  'a file that the index has no more': command('rm', '--quiet', '--cached', FILE),
  'intent to add': {
    after(repository) {
      repository.git('rm', '--quiet', '--cached', FILE);
      repository.git('add', '--intent-to-add', FILE);
    },
  },
  'nothing is shown': settings({
    'status.showUntrackedFiles': 'no',
    'diff.ignoreSubmodules': 'all',
    'core.ignoreStat': 'true',
    'core.quotePath': 'false',
    'diff.external': 'true',
    'diff.noprefix': 'true',
  }),
  'the variables of a hook': environment({
    GIT_DIR: '/nowhere/.git',
    GIT_WORK_TREE: '/nowhere',
    GIT_INDEX_FILE: '/nowhere/index',
    GIT_PREFIX: 'nowhere/',
  }),
  'a Git that talks': environment({ GIT_TRACE: '1', GIT_TRACE_SETUP: '1' }),
  'a Git directory elsewhere': {
    before(repository) {
      repository.git('init', '--quiet', '--separate-git-dir', join(temporaryFolder(), 'git'));
    },
  },
};

describe('work that is not committed is found with these settings of Git', () => {
  it.each(Object.entries(SETTINGS))('%s', async (_, { before, text = TEXT, after }) => {
    const repository = new Repository();
    repository.git('init', '--quiet');
    before?.(repository);
    repository.put(FILE, text);
    repository.put('src/b.ts', text);
    repository.commit();
    after?.(repository);
    expect(await repository.lost(FILE)).toEqual([]);
    repository.put(FILE, `${text}mine\n`);
    expect(await repository.lost(FILE, 'src/b.ts')).toEqual([
      expect.stringMatching(/^\d lines? of src\/a\.ts$/),
    ]);
  });
});

it('whatever is set together, and whatever is changed, nothing that is not committed counts as kept', async () => {
  const settings = fc.subarray(Object.values(SETTINGS), { minLength: 1, maxLength: 4 });
  const line = fc.constantFrom('one', 'two', 'three', 'ä', '', ' one', '\tx');
  const text = fc
    .tuple(fc.array(line, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([lines, end, isEnded]) => lines.join(end) + (isEnded ? end : ''));
  const holds = async (set: readonly Setting[], before: string, after: string) => {
    fc.pre(before.replaceAll('\r\n', '\n') !== after.replaceAll('\r\n', '\n'));
    const repository = new Repository();
    try {
      repository.git('init', '--quiet');
      for (const setting of set) setting.before?.(repository);
      repository.put(FILE, before);
      repository.commit();
      for (const setting of set) setting.after?.(repository);
    } catch {
      fc.pre(false); // Git refuses these settings together, or the text with them
    }
    repository.put(FILE, after);
    expect(await repository.lost(FILE)).toEqual([expect.stringContaining(FILE)]);
  };
  await fc.assert(fc.asyncProperty(settings, text, text, holds), {
    numRuns: caseCount(15),
    plugins: [fc.afterEach(() => void vi.unstubAllEnvs())],
  });
});

/** What each changes in a file that is committed, and what is lost then. */
const EDITS: readonly (readonly [string, string, string])[] = [
  ['a new line', `${TEXT}four\n`, '1 line'],
  ['a line that was there twice', `${TEXT}two\n`, 'changes'],
  ['lines that are gone', 'one\n', 'changes'],
  ['lines in another order', 'two\none\nthree\n', 'changes'],
  ['a final newline', TEXT.trimEnd(), 'changes'],
  ['everything', 'x\n', '1 line'],
  ['nothing left', '', 'changes'],
];

it.each(EDITS)('finds %s', async (_, text, says) => {
  const repository = new Repository();
  repository.git('init', '--quiet');
  repository.put(FILE, TEXT);
  repository.commit();
  repository.put(FILE, text);
  expect(repository.git('status', '--porcelain')).toContain(FILE);
  expect(await repository.lost(FILE)).toEqual([
    says === 'changes' ? `changes in ${FILE}` : `${says} of ${FILE}`,
  ]);
});

describe('all of a file is lost', () => {
  const EVERYTHING = [`3 lines of ${FILE}`];
  const repository = () => {
    const made = new Repository();
    made.put(FILE, TEXT);
    return made;
  };

  it('without Git, without a repository, and without a commit', async () => {
    const made = repository();
    expect(await made.lost(FILE)).toEqual(EVERYTHING);
    made.git('init', '--quiet');
    made.git('add', '--all');
    expect(await made.lost(FILE)).toEqual(EVERYTHING);
    made.commit();
    expect(await made.lost(FILE)).toEqual([]);
    vi.stubEnv('PATH', temporaryFolder());
    expect(await made.lost(FILE)).toEqual(EVERYTHING);
  });

  it.each([
    ['untracked', ''],
    ['ignored', 'src\n'],
  ])('where it is %s', async (_, ignored) => {
    const made = repository();
    made.git('init', '--quiet');
    made.git('commit', '--quiet', '--allow-empty', '--message', 'First');
    made.put('.gitignore', ignored);
    expect(await made.lost(FILE)).toEqual(EVERYTHING);
  });

  it('where Git distrusts the folder', async () => {
    const made = repository();
    made.git('init', '--quiet');
    made.commit();
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(await made.lost(FILE)).toEqual(EVERYTHING);
  });

  it.skipIf(process.platform === 'win32')('where Git does not end', async () => {
    const made = repository();
    made.git('init', '--quiet');
    made.commit();
    const [bin, started] = [temporaryFolder(), join(made.root, 'started')];
    const script = `#!/bin/sh\n: > '${started}'\nexec sleep 60\n`;
    writeFileSync(join(bin, 'git'), script, { mode: 0o755 });
    vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const lost = made.lost(FILE);
    while (!existsSync(started)) await setImmediate();
    vi.advanceTimersByTime(10_000);
    expect(await lost).toEqual(EVERYTHING);
  });
});

describe('no program that a repository names is run', () => {
  it.each([
    ['a filter that converts all of it', { clean: 'tr a-z n-za-m', smudge: 'tr a-z n-za-m' }],
    ['a filter that drops a line', { clean: 'grep -v two', smudge: 'cat' }],
  ])('%s is named: whether the file is committed is not known', async (_, driver) => {
    const repository = new Repository();
    repository.git('init', '--quiet');
    filtered(driver).before?.(repository);
    repository.put(FILE, TEXT);
    repository.commit();
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(await repository.lost(FILE)).toEqual([
      `${FILE} (not compared: its Git filter "own" is not run)`,
    ]);
  });

  it('a filter without a program, or one that has changed nothing, loses nothing', async () => {
    const repository = new Repository();
    repository.git('init', '--quiet');
    repository.put('.gitattributes', '*.ts filter=lfs\n');
    repository.put(FILE, TEXT);
    repository.commit();
    expect(await repository.lost(FILE)).toEqual([]);
  });

  const PROGRAMS = [
    'alias.cat-file',
    'alias.ls-tree',
    'core.alternateRefsCommand',
    'core.askPass',
    'core.editor',
    'core.fsmonitor',
    'core.gitProxy',
    'core.pager',
    'core.sshCommand',
    'credential.helper',
    'diff.external',
    'diff.own.command',
    'diff.own.textconv',
    'filter.own.clean',
    'filter.own.process',
    'filter.own.smudge',
    'gpg.program',
    'merge.own.driver',
    'pager.cat-file',
    'pager.config',
    'pager.ls-tree',
    'remote.origin.uploadpack',
    'trailer.own.cmd',
    'uploadpack.packObjectsHook',
  ];

  /** A project whose Git runs a program wherever one can be named, once `arm` was called: each leaves its name in `ran`. */
  async function hostile() {
    const [repository, elsewhere] = [new Repository(), temporaryFolder()];
    const ran = () => readdirSync(elsewhere).filter((name) => name.startsWith('ran-'));
    const program = (name: string) => {
      const path = join(elsewhere, name);
      writeFileSync(path, `#!/bin/sh\n: > '${join(elsewhere, `ran-${name}`)}'\nexit 1\n`, {
        mode: 0o755,
      });
      return path;
    };
    const project = projectOf([await baseSpec('acme'), await baseSpec('open')]);
    for (const [name, text] of Object.entries(project)) repository.put(name, text);
    repository.git('init', '--quiet');
    repository.put('.gitattributes', '* filter=own diff=own merge=own\n');
    repository.commit();
    const arm = () => {
      mkdirSync(join(elsewhere, 'hooks'));
      for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout'])
        program(`hooks/${hook}`);
      const settings = PROGRAMS.map((key) => [key, program(key.replaceAll('.', '-'))] as const);
      const included = join(repository.root, '.git/more');
      for (const [key, value] of settings) repository.git('config', '--file', included, key, value);
      repository.config({
        'include.path': 'more',
        'core.hooksPath': join(elsewhere, 'hooks'),
        'filter.own.required': 'true',
      });
    };
    return { repository, arm, ran };
  }

  it
    .skipIf(process.platform === 'win32')
    .each(['remove-tool send_message', 'remove-provider acme'])('%s', async (command) => {
    const { repository, arm, ran } = await hostile();
    arm();
    const cwd = repository.root;
    const host = { files: diskFiles, exec, cwd, env: {}, stdin: async () => '' };
    expect(await runCommand([...command.split(' '), '--no-install'], host)).toMatchObject({
      exit: 0,
    });
    expect(await diskFiles.gitExcludes(cwd)).not.toEqual([]);
    expect(ran()).toEqual([]);
    expect(() => repository.git('hash-object', 'package.json')).toThrow();
    expect(ran()).toContain('ran-filter-own-process');
  });

  it.skipIf(process.platform === 'win32')(
    'an object that is missing in a partial clone is not fetched',
    async () => {
      const { repository, arm, ran } = await hostile();
      arm();
      repository.config({
        'core.repositoryFormatVersion': '1',
        'extensions.partialClone': 'origin',
        'remote.origin.promisor': 'true',
        'remote.origin.url': repository.root,
      });
      const path = 'src/providers/acme/tools/send-message.ts';
      const id = repository.git('ls-tree', 'HEAD', path).split(/\s/)[2] ?? '';
      rmSync(join(repository.root, '.git/objects', id.slice(0, 2), id.slice(2)));
      expect(await repository.lost(path)).toEqual([expect.stringContaining(`of ${path}`)]);
      expect(ran()).toEqual([]);
      expect(() => repository.git('cat-file', 'blob', id)).toThrow();
      expect(ran()).toEqual(['ran-remote-origin-uploadpack']);
    },
  );
});

describe('each file belongs to the repository that holds it', () => {
  const inner = (root: string) => {
    mkdirSync(root, { recursive: true });
    const repository = new Repository(root);
    repository.git('init', '--quiet');
    repository.put('a.ts', TEXT);
    repository.commit();
    return repository;
  };

  it.each([
    [
      'a submodule',
      (outer: Repository) => {
        const origin = inner(temporaryFolder());
        outer.git('submodule', '--quiet', 'add', origin.root, 'src');
      },
    ],
    [
      'a repository that the outer one only points at',
      (outer: Repository) => {
        inner(join(outer.root, 'src'));
        outer.git('-c', 'advice.addEmbeddedRepo=false', 'add', 'src');
      },
    ],
    [
      'a repository that the outer one ignores',
      (outer: Repository) => {
        inner(join(outer.root, 'src'));
        outer.put('.gitignore', 'src\n');
      },
    ],
  ])('%s', async (_, add) => {
    const outer = new Repository();
    outer.git('init', '--quiet');
    add(outer);
    outer.put('b.ts', TEXT);
    outer.commit();
    expect(await outer.lost(FILE, 'b.ts')).toEqual([]);
    outer.put(FILE, `${TEXT}mine\n`);
    expect(await outer.lost(FILE, 'b.ts')).toEqual([`1 line of ${FILE}`]);
  });

  it('a worktree', async () => {
    const main = inner(temporaryFolder());
    const other = new Repository(join(temporaryFolder(), 'other'));
    main.git('worktree', 'add', '--quiet', '-b', 'other', other.root);
    other.put('a.ts', `${TEXT}mine\n`);
    other.commit();
    expect(await other.lost('a.ts')).toEqual([]);
    main.put('a.ts', `${TEXT}mine\n`);
    expect(await main.lost('a.ts')).toEqual(['1 line of a.ts']);
  });

  it('below a folder that only looks like one', async () => {
    const outer = new Repository();
    outer.git('init', '--quiet');
    outer.put(FILE, TEXT);
    outer.put('a.ts', 'another\n');
    outer.commit();
    mkdirSync(join(outer.root, 'src/.git'));
    outer.put(FILE, 'another\n');
    expect(await outer.lost(FILE)).toEqual([`1 line of ${FILE}`]);
  });
});

it.skipIf(process.platform === 'win32')('reads odd names', async () => {
  const repository = new Repository();
  repository.git('init', '--quiet');
  repository.config({ 'core.autocrlf': 'input' });
  const folders = [
    'ü',
    ' a  b',
    '"q"',
    'b\\n',
    'tab\t',
    '-x',
    ':(top)x',
    '*',
    '$HOME',
    'new\nline',
  ];
  for (const folder of folders) repository.put(`${folder}/a.ts`, CRLF);
  repository.commit();
  const lost = folders.map((folder) => new Repository(join(repository.root, folder)).lost('a.ts'));
  expect((await Promise.all(lost)).flat()).toEqual([]);
});

it('looks at lines that a file loses, and only at these', async () => {
  const table = '| Tool | Does |\n| --- | --- |\n| a | one |\n| b | two |\n';
  const repository = new Repository();
  repository.git('init', '--quiet');
  repository.put('README.md', table);
  repository.commit();
  const without = (line: string, previous: string): FileOperation[] => [
    { do: 'update', path: relPath('README.md'), previous, text: previous.replace(line, '') },
  ];
  const edited = table.replace('| one |', '| my words |');
  const wide = `${table.replace('| b |', '| b    |')}| long | mine |\n`;
  expect(await repository.lostBy(without('| b    | two |\n', wide))).toEqual([]);
  expect(await repository.lostBy(without('| a | one |\n', table))).toEqual([]);
  expect(await repository.lostBy(without('| b | two |\n', edited))).toEqual([]);
  expect(await repository.lostBy(without('| a | my words |\n', edited))).toEqual([
    '1 line of README.md',
  ]);
});

describe('commands change nothing where work would be lost', () => {
  const TOOL = 'src/providers/acme/tools/send-message.ts';
  it.each([
    ['remove-tool send_message', TOOL, '// mine\n'],
    ['remove-provider acme', TOOL, '// mine\n'],
    [
      'remove-provider acme',
      'README.md',
      (text: string) => text.replace(/^## Acme.*/m, '$&\n\nMine.'),
    ],
    [
      'remove-tool send_message',
      'README.md',
      (text: string) => text.replace(/(`send_message`.*)\|/, '$1 mine |'),
    ],
  ])('%s, %s', async (command, path, edit) => {
    const repository = new Repository();
    const project = projectOf([await baseSpec('acme'), await baseSpec('open')]);
    for (const [name, text] of Object.entries(project)) repository.put(name, text);
    repository.git('init', '--quiet');
    repository.put('.gitattributes', '* -diff\n');
    repository.commit();
    const cwd = repository.root;
    const host = { files: diskFiles, exec, cwd, env: {}, stdin: async () => '' };
    const run = (...options: string[]) =>
      runCommand([...command.split(' '), '--no-install', ...options], host);
    const text = project[path] ?? '';
    repository.put(path, typeof edit === 'string' ? text + edit : edit(text));
    const before = repository.git('status', '--porcelain');
    expect(before).toContain(path);
    expect(await run()).toMatchObject({ exit: 2, error: { code: 'refactor/uncommitted' } });
    expect(repository.git('status', '--porcelain')).toBe(before);
    expect((await run('--dry-run')).stderr).toMatch(`Not committed: 1 line of ${path}.`);
    repository.commit();
    expect(await run()).toMatchObject({ exit: 0 });
  });
});

it('ends when the user does', async () => {
  const repository = new Repository();
  repository.git('init', '--quiet');
  repository.put(FILE, TEXT);
  const ops: FileOperation[] = [{ do: 'delete', path: relPath(FILE), previous: TEXT }];
  const reason = new Error('Ctrl-C');
  await expect(repository.lostBy(ops, AbortSignal.abort(reason))).rejects.toBe(reason);
});
