import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from './temporary-folder.js';

const bin = join(import.meta.dirname, '..', 'bin', 'mcp-provider.cjs');

function run(cwd: string, ...args: string[]) {
  return spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
}

function folder(): string {
  const path = temporaryFolder();
  return path;
}

it('names the command to run where the CLI is not installed', () => {
  const { status, stderr, stdout } = run(folder(), 'add-tool', '--description', 'Two words');
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    'error: create-mcp-provider is not installed in this project. Run: npx -p create-mcp-provider mcp-provider add-tool --description "Two words"\n',
  );
});

it('forwards to the CLI of the project', () => {
  const project = folder();
  const cli = join(project, 'node_modules', 'create-mcp-provider');
  mkdirSync(join(cli, 'bin'), { recursive: true });
  writeFileSync(
    join(cli, 'package.json'),
    '{ "name": "create-mcp-provider", "bin": { "mcp-provider": "bin/mcp-provider.cjs" } }',
  );
  writeFileSync(
    join(cli, 'bin', 'mcp-provider.cjs'),
    'console.log(process.argv.slice(2).join("|")); process.exitCode = 1;',
  );
  const { status, stdout } = run(project, 'validate', '--json');
  expect(stdout).toBe('validate|--json\n');
  expect(status).toBe(1);
});
