import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { diskFiles } from '../../src/host/disk.js';
import type { MemoryFiles } from '../host/memory.js';
import { examples } from '../golden/projects.js';
import { runProgram } from '../grow/machine.js';

it.each([
  ['an empty file', 'server-auth.ts', () => ''],
  ['an import without its ending', 'index.ts', (text: string) => text.replace('.js', '')],
])('%s behind a link out of the project stays, and the rest is fixed', async (_, name, broken) => {
  const repository = mkdtempSync(join(tmpdir(), 'mcp-provider-'));
  onTestFinished(() => rmSync(repository, { recursive: true, force: true }));
  const project = join(repository, 'apps/weather');
  const file = join(project, 'src/providers/weather', name);
  const tool = join(project, 'src/providers/weather/tools/get-forecast.ts');
  mkdirSync(join(repository, '.git'));
  cpSync(join(examples, 'weather'), project, { recursive: true });
  const shared = join(repository, name);
  writeFileSync(shared, broken(readFileSync(file, 'utf8')));
  rmSync(file);
  symlinkSync(join('../../../../..', name), file);
  const before = [readFileSync(shared, 'utf8'), readFileSync(tool, 'utf8')];
  writeFileSync(tool, before[1]!.replace('../mcp-instance.js', '../mcp-instance'));
  const files = diskFiles as MemoryFiles;
  const { exit, stderr } = await runProgram(['validate', '--fix'], { files, cwd: project });
  expect(stderr).toContain(
    `Not fixed: The path "src/providers/weather/${name}" cannot be used: a link in it leads out of the project.`,
  );
  expect([exit, readFileSync(shared, 'utf8'), readFileSync(tool, 'utf8')]).toEqual([1, ...before]);
  const report = await runProgram(['validate', '--format', 'json'], { files, cwd: project });
  const { next } = JSON.parse(report.stdout) as { next: string };
  expect(next).toMatch(/^# Edit /);
});
