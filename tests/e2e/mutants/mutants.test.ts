import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { run } from '../../support/run.js';
import { buildServer, type Noticed, testTogether, TSC } from '../projects/together.js';
import { type Mistake, mistakes } from './mistakes.js';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');
const folder = temporaryFolder(afterAll);

interface Mutant extends Mistake {
  file: string;
}

const all = Object.values(mistakes).flat();
const mutants = all.filter((each): each is Mutant => each.file !== undefined);
const noticedBy = (...stages: readonly (keyof Mistake)[]) =>
  mutants.filter((mutant) => stages.some((stage) => mutant[stage] !== undefined));

function exampleOf({ file }: Mutant): string {
  return file.slice(0, file.indexOf('/'));
}

/** What the compiler says about each copy, with the file. */
type Said = Record<string, { where: string; message: string }[]>;
let compiled: Said;
let tested: Noticed;

const compiler = copiesOf(noticedBy('compiler'));
const tests = copiesOf(noticedBy('tests', 'harmless'));

beforeAll(async () => {
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  [compiled, tested] = await Promise.all([compile(), test()]);
});

/** Mistakes in different files share a copy of their example, unless they disturb each other. */
function copiesOf(list: readonly Mutant[]): (readonly Mutant[])[] {
  const copies: Mutant[][] = [];
  for (const mutant of list) {
    const shared = isShared(mutant) && copies.find((copy) => copy.every(fits(mutant)));
    if (shared) shared.push(mutant);
    else copies.push([mutant]);
  }
  return copies;
}

/** What all tests of a provider go through disturbs them. */
function isShared({ file, alone, harmless }: Mutant): boolean {
  return !/\/(?:agent|auth|client|index|mcp-instance)\.ts$/.test(file) && !alone && !harmless;
}

function fits(one: Mutant) {
  return (other: Mutant): boolean =>
    isShared(other) &&
    exampleOf(other) === exampleOf(one) &&
    basename(other.file) !== basename(one.file);
}

/** One program for all. */
async function compile(): Promise<Said> {
  const root = join(folder, 'compiler');
  for (const [index, copy] of compiler.entries()) {
    writeCopy(join(root, String(index)), copy);
    rmSync(join(root, String(index), 'tests'), { recursive: true });
  }
  const config = { extends: 'mcp-provider/tsconfig.json', include: ['*/src'] };
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify(config));
  const { stdout } = await run('node', [TSC, '-p', root, '--pretty', 'false'], { cwd: root });
  const messages: Said = {};
  for (const message of stdout.split(/\n(?=\S)/)) {
    const [, copy = '', where = ''] = /^(\d+)\/(.*?)\(/.exec(message) ?? [];
    (messages[copy] ??= []).push({ where, message });
  }
  return messages;
}

/** Each copy is a project of its own, with the built server of its example. */
async function test(): Promise<Noticed> {
  for (const example of new Set(tests.flat().map(exampleOf))) {
    const original = join(folder, example);
    copyExample(original, example);
    await buildServer(original);
  }
  const roots = [];
  for (const [index, copy] of tests.entries()) {
    const root = join(folder, 'tests', String(index));
    writeCopy(root, copy);
    // Agents are tested in the built server.
    const isBuilt = copy.some(({ harmless, file }) => harmless || file.endsWith('/agent.ts'));
    if (isBuilt) await buildServer(root);
    else
      for (const mutant of copy.slice(0, 1))
        symlinkSync(join(folder, exampleOf(mutant), 'dist'), join(root, 'dist'));
    roots.push(root);
  }
  return testTogether(roots, { only: tests.map(namesOfTests) });
}

/** A pattern of the tests that notice the mistakes of a copy: the others would take twice as long, unread. */
function namesOfTests(copy: readonly Mutant[]): string | undefined {
  const names = copy.map(({ test }) => test);
  if (names.includes(undefined)) return undefined;
  return names.map((name = '') => name.replaceAll(/[^\w\s]/g, String.raw`\$&`)).join('|');
}

function writeCopy(root: string, copy: readonly Mutant[]): void {
  for (const [index, mutant] of copy.entries()) {
    if (index === 0) copyExample(root, exampleOf(mutant));
    const { file, top, find = '', replace = '' } = mutant;
    const path = join(root, file.slice(file.indexOf('/')));
    const correct = readFileSync(path, 'utf8');
    expect(correct, `${file} of "${mutant.id}"`).toContain(find);
    const changed = correct.replace(find, () => replace);
    writeFileSync(path, top === undefined ? changed : `${top}\n${changed}`);
  }
}

function copyExample(to: string, example: string): void {
  mkdirSync(to, { recursive: true });
  const from = join(REPOSITORY, 'examples', example);
  const filter = (path: string) => !['dist', 'node_modules'].includes(basename(path));
  cpSync(from, to, { recursive: true, filter });
}

it.each(compiler.flat())('the compiler: $mistake', (mutant) => {
  const copy = compiler.findIndex((list) => list.includes(mutant));
  const shared = (compiler[copy]?.length ?? 0) > 1;
  const messages = (compiled[copy] ?? [])
    .filter(({ where }) => !shared || basename(where) === basename(mutant.file))
    .map(({ message }) => message);
  expect(messages.join('\n')).toContain(mutant.compiler);
});

it.each(noticedBy('tests'))('the generated tests: $mistake', (mutant) => {
  const copy = tests.findIndex((list) => list.includes(mutant));
  const messages = (tested[copy] ?? [])
    .filter(({ where }) => where.includes(mutant.test ?? ''))
    .map(({ message }) => message);
  expect(messages.join('\n')).toContain(mutant.tests);
});

it.each(noticedBy('harmless'))('nothing to notice: $mistake', (mutant) => {
  const failed = tested[tests.findIndex((list) => list.includes(mutant))];
  expect(failed).toEqual([]);
});

it.each(noticedBy('start'))('the start: $mistake', async (mutant) => {
  const root = join(folder, 'start', mutant.id);
  writeCopy(root, [mutant]);
  await buildServer(root);
  const { code, stderr } = await run(process.execPath, ['dist/server.js'], { cwd: root });
  expect(stderr).toContain(mutant.start);
  expect(code).toBe(1);
});

it.each(all.filter(({ proof }) => proof))('the call: $mistake', ({ call, proof = '' }) => {
  expect(readFileSync(join(REPOSITORY, proof), 'utf8')).toContain(call);
});

it('names who notices each', () => {
  const stages = [
    'compiler',
    'start',
    'tests',
    'harmless',
    'call',
    'validate',
    'other',
    'nobody',
  ] as const;
  const ids = all.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  for (const row of all)
    expect(
      stages.some((stage) => row[stage]),
      row.id,
    ).toBe(true);
});
