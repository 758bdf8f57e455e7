import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { ROOT, run } from './spawn.js';

const runOn = (version: string) =>
  run(['--version'], {
    before: `Object.defineProperty(process.versions, 'node', { value: '${version}' });`,
  });

it.each(['0.10.48', '9.0.0', '18.20.8', '20.18.3'])('refuses Node.js %s', async (version) => {
  expect(await runOn(version)).toEqual({
    exit: 2,
    stdout: '',
    stderr: `create-mcp-provider needs Node.js 20.19 or newer; this is Node.js ${version}. Install a current version from https://nodejs.org and run the command again.\n`,
  });
});

it.each(['20.19.0', '22.0.0', '100.1.0'])('runs on Node.js %s', async (version) => {
  expect(await runOn(version)).toMatchObject({ exit: 0, stderr: '' });
});

it('loads the sources of projects without a thread where Node.js can', async () => {
  const loader = pathToFileURL(join(ROOT, 'dist/project-loader.cjs')).href;
  const hooks = `import module from 'node:module';
    module.registerHooks = (hooks) => console.log('hooks', ...Object.keys(hooks));
    module.register = () => console.log('thread');
    await import('${loader}');`;
  const { stdout } = await run(['--version'], { before: hooks });
  expect(stdout).toMatch(/^hooks resolve load\n\d/);
});

it('reads SQLite without the warning of Node.js that this is an experiment', async () => {
  const builtIn = `import Module from 'node:module';
    const { _load: load } = Module;
    Module._load = (name, ...rest) => {
      if (name === 'libsql') throw new Error('Not installed');
      if (name !== 'node:sqlite') return load(name, ...rest);
      process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
      return { DatabaseSync: class { prepare = () => ({ all: () => [] }); close() {} } };
    };`;
  const { stderr } = await run(
    ['create', 'shop-mcp', '--from', 'sqlite:shop.db', '--yes', '--dry-run'],
    { before: builtIn, cwd: temporaryFolder() },
  );
  expect(stderr).toMatch(/^✖ The database has no tables\.\n.*\n$/);
});
