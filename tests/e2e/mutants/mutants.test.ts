import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goldenProjects, projectSpec } from '../../golden/projects.js';
import { buildProject, writeProject } from '../rendered.js';
import { run } from '../run.js';
import { inAccess } from './in-access.js';
import { inCalls } from './in-calls.js';
import { inRows } from './in-rows.js';
import type { Mutant } from './mutant.js';

const mutants = [...inCalls, ...inAccess, ...inRows];
const REPOSITORY = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'mcp-provider-mutants-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What failed, by copy. */
let report: Record<string, { test: string; message: string }[]>;

/** Copies of the examples: mistakes in the files of different tools do not disturb each other, and share a copy. */
const copies: Mutant[][] = [];
for (const mutant of mutants) {
  const shared = isOfOneTool(mutant) && copies.find((copy) => copy.every(fits(mutant)));
  if (shared) shared.push(mutant);
  else copies.push([mutant]);
}

function isOfOneTool({ file, alone }: Mutant): boolean {
  return /^(api|tools)\/(?!auth|client)/.test(file) && !alone;
}

function fits(one: Mutant) {
  return (other: Mutant): boolean =>
    isOfOneTool(other) &&
    other.provider === one.provider &&
    basename(other.file) !== basename(one.file);
}

/** One run of Vitest for all: each copy is a project of its own with the build of the example. */
beforeAll(async () => {
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  for (const project of goldenProjects) {
    const { name } = project;
    if (!mutants.some(({ provider }) => provider === name)) continue;
    writeProject(join(folder, name), await projectSpec(project));
    await buildProject(join(folder, name));
  }
  for (const [index, copy] of copies.entries()) await writeCopy(join(folder, String(index)), copy);
  // The tests of a project find it in the working directory.
  writeFileSync(join(folder, 'here.mjs'), 'process.chdir(process.env.PROJECT_ROOT);');
  const projects = Array.from(copies.keys(), (index) => {
    const root = join(folder, String(index));
    const env = { PROJECT_ROOT: root };
    return { root, test: { name: String(index), env, setupFiles: '../here.mjs' } };
  });
  const test = { projects, reporters: [join(import.meta.dirname, 'reporter.mjs')], maxWorkers: 2 };
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify({ test })};`);
  const { stdout, stderr } = await run('npx', ['vitest', 'run'], { cwd: folder });
  expect(existsSync(join(folder, 'report.json')), stdout + stderr).toBe(true);
  report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as typeof report;
});

async function writeCopy(root: string, copy: readonly Mutant[]): Promise<void> {
  for (const { provider, file, code, mistaken } of copy) {
    const original = join(folder, provider);
    if (!existsSync(root)) {
      cpSync(original, root, { recursive: true, filter: (path) => basename(path) !== 'dist' });
      symlinkSync(join(original, 'dist'), join(root, 'dist'));
    }
    const path = join(root, 'src', 'providers', provider, file);
    const correct = readFileSync(path, 'utf8');
    expect(correct).toContain(code);
    const changed = correct.replace(code, () => mistaken);
    writeFileSync(path, changed);
  }
}

// The messages are what people read: review them in the snapshot.
const rows = mutants.map((mutant) => [`${mutant.provider}: ${mutant.mistake}`, mutant] as const);
it.each(rows)('%s', (_, mutant) => {
  const copy = copies.findIndex((list) => list.includes(mutant));
  const failure = report[copy]?.find(({ test }) => test.includes(mutant.noticedBy));
  expect(failure).toBeDefined();
  expect(failure?.message.replace(/\(\S{36}\)/, '(id)')).toMatchSnapshot();
});
