import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goldenProjects, projectSpec } from '../../golden/projects.js';
import { buildProject, writeProject } from '../rendered.js';
import { run } from '../run.js';
import type { Mutant } from './mutants.js';
import { mutants } from './mutants.js';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'mcp-provider-mutants-'));
const projectOf = (mutant: Mutant) => join(folder, String(mutants.indexOf(mutant)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What failed, by mistake. */
let report: Record<string, { test: string; message: string }[]>;

/** One run of Vitest for all: each mutant is a project of its own, most of them with the build of the example. */
beforeAll(async () => {
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  for (const name of new Set(mutants.map(({ provider }) => provider))) await writeMutantsOf(name);
  // The tests of a project find it in the working directory.
  writeFileSync(join(folder, 'here.mjs'), 'process.chdir(process.env.PROJECT_ROOT);');
  const projects = mutants.map((mutant) => {
    const root = projectOf(mutant);
    const env = { PROJECT_ROOT: root };
    return { root, test: { name: mutant.mistake, env, setupFiles: '../here.mjs' } };
  });
  const reporters = [join(import.meta.dirname, 'reporter.mjs')];
  const config = `export default ${JSON.stringify({ test: { projects, reporters } })};`;
  writeFileSync(join(folder, 'vitest.config.mjs'), config);
  const { stdout, stderr } = await run('npx', ['vitest', 'run'], { cwd: folder });
  expect(existsSync(join(folder, 'report.json')), stdout + stderr).toBe(true);
  report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as typeof report;
});

async function writeMutantsOf(name: Mutant['provider']): Promise<void> {
  const project = goldenProjects.find((golden) => golden.name === name);
  if (!project) throw new Error(`There is no example "${name}"`);
  const original = join(folder, name);
  writeProject(original, await projectSpec(project));
  for (const mutant of mutants.filter(({ provider }) => provider === name)) {
    const root = projectOf(mutant);
    cpSync(original, root, { recursive: true });
    const file = join(root, 'src', 'providers', name, mutant.file);
    const code = readFileSync(file, 'utf8');
    expect(code).toContain(mutant.code);
    const mistaken = code.replace(mutant.code, () => mutant.mistaken);
    writeFileSync(file, mistaken);
    if (mutant.built) await buildProject(root);
    else symlinkSync(join(original, 'dist'), join(root, 'dist'));
  }
  await buildProject(original);
}

it.each(mutants)('$provider: $mistake', ({ mistake, noticedBy }) => {
  const tests = report[mistake]?.map(({ test }) => test);
  expect(tests).toContainEqual(expect.stringContaining(noticedBy));
});
