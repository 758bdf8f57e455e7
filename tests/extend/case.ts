import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { StoreKind } from '../../src/model/spec.js';
import { baseSpec, CASES, projectOf, type Tree } from '../support/base-project.js';
import { type Outcome, runProgram } from '../support/machine.js';
import { memoryFiles, treeAt } from '../support/memory.js';

/**
 * A folder below `tests/cases/extend/<command>`: what somebody has made of a generated project, a command line, and what
 * comes of it.
 */
export interface Case {
  name: string;
  folder: string;
  /** After the command's name. */
  args: string[];
  /** Below the repository, whose root need not be the project's. */
  cwd: string;
  /** Of the project, below the repository. */
  directory: string;
  before: Tree;
  /** The project as it was generated, with the specs that `args` names. */
  generated: Tree;
}

/** Where the cases' projects lie: below our own `node_modules`, for the compiler. */
export const ROOT = join(dirname(dirname(CASES)), 'virtual');

export function casesOf(command: string): string[] {
  return readdirSync(join(CASES, command));
}

/**
 * `args` has an argument a line; `expected.json` and `after.diff` what comes of it (default: that of the case "plain"); `base`
 * the specs the project was generated from (default: acme), `store` where it keeps credentials, `project` the directory it
 * lies in, `before/` its edited files, `deleted` what somebody has removed, `cwd` where the command runs.
 */
export async function loadCase(command: string, name: string): Promise<Case> {
  const folder = join(CASES, command, name);
  if (!existsSync(folder)) throw new Error(`There is no case "${command}/${name}".`);
  const lines = (file: string, otherwise: string[] = []) =>
    existsSync(join(folder, file))
      ? readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')
      : otherwise;
  const project = lines('project', ['']).join('');
  const providers = await Promise.all(lines('base', ['acme']).map(baseSpec));
  const [store] = lines('store') as StoreKind[];
  const generated = treeAt(project, projectOf(providers, store));
  const deleted = lines('deleted');
  const kept = Object.entries(generated).filter(([path]) =>
    deleted.every((start) => !path.startsWith(start)),
  );
  const edited = readTree(join(folder, 'before'));
  const specs = Object.entries(edited).filter(([path]) => /^[a-z]+\.yaml$/.test(path));
  return {
    name,
    folder,
    args: [command, ...lines('args', plainArgs(command))],
    cwd: lines('cwd', [project]).join(''),
    directory: project,
    before: { ...Object.fromEntries(kept), ...edited },
    generated: { ...generated, ...Object.fromEntries(specs) },
  };
}

const plainArgs = (command: string) =>
  readFileSync(join(CASES, command, 'plain', 'args'), 'utf8')
    .trimEnd()
    .split('\n');

/** The file of a case that tells what comes of it, and that of the case "plain". */
const expectedFiles = (folder: string) =>
  [folder, join(dirname(folder), 'plain')].map((each) => join(each, 'expected.json')) as [
    string,
    string,
  ];

export interface Run extends Outcome {
  after: Tree;
}

/** Runs a case, or the same with other arguments, on a tree. */
export async function runCase(one: Case, tree: Tree, more: string[] = []): Promise<Run> {
  const root = join(ROOT, one.name);
  const files = memoryFiles(treeAt(root, tree));
  const outcome = await runProgram([...one.args, ...more], { files, cwd: join(root, one.cwd) });
  const after = Object.fromEntries(
    Object.entries(files.texts()).map(([path, text]) => [below(root, path), text]),
  );
  return { ...outcome, stderr: outcome.stderr.replaceAll(root, '<root>'), after };
}

/** Texts of what is new or other than before, by path. */
export const changed = (before: Tree, after: Tree): Tree =>
  Object.fromEntries(Object.entries(after).filter(([path, text]) => before[path] !== text));

const DIFF = 'after.diff';

/** What a case expects, as it stands in its folder. */
export interface Expected {
  /** What becomes of files that the same command would leave otherwise in the project as it was generated. */
  diff: string;
  /** All files that are new or other than before. */
  changed: string[];
  exit: number;
  stderr: string;
}

export function readExpected(folder: string): Expected {
  const [own, plain] = expectedFiles(folder);
  const {
    changed = [],
    exit,
    stderr,
  } = JSON.parse(readFileSync(existsSync(own) ? own : plain, 'utf8')) as {
    changed?: string[];
    exit: number;
    stderr: string[];
  };
  const file = join(folder, DIFF);
  const diff = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return { diff, changed, exit, stderr: stderr.join('\n') };
}

export function writeExpected(folder: string, { diff, changed, exit, stderr }: Expected): void {
  rmSync(join(folder, DIFF), { force: true });
  if (diff !== '') writeFileSync(join(folder, DIFF), diff);
  const json = { exit, changed, stderr: stderr.split('\n') };
  const text = `${JSON.stringify(json, null, 2)}\n`;
  const [own, plain] = expectedFiles(folder);
  if (own !== plain && text === readFileSync(plain, 'utf8')) rmSync(own, { force: true });
  else writeFileSync(own, text);
}

export function readTree(folder: string): Tree {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      // Git keeps no `.git`.
      .map((path) => [below(folder, path).replace('_git/', '.git/'), readFileSync(path, 'utf8')]),
  );
}

const below = (folder: string, path: string) => relative(folder, path).split(sep).join('/');
