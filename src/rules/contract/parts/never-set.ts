import type { Origin } from '../../../model/code.js';
import type { Declaration, Value } from '../../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';
import { Around } from '../../../flow/values/spans.js';
import { MANDATORY } from './mandatory.js';

/** What the server calls. */
const CONTRACT = new Set(Object.values(MANDATORY).flatMap((names) => Object.keys(names)));

/** In place of a function: code that runs when the module is loaded. */
export const MODULE = -1;

/** `export let createServer;` without an assignment, or with assignments only in functions that are not used. */
export function isNeverSet(origin: Origin, project: ProjectModel): boolean {
  if (origin.is !== 'declared') return false;
  const { file, declaration } = origin;
  if (!/^(let|var)$/.test(declaration.kind) || declaration.init) return false;
  if (!declaration.reassigned) return true;
  const writes = assignmentsTo(declaration, file);
  const used = usedFunctions(file, project);
  return writes.length > 0 && writes.every(({ within }) => !used.has(within));
}

/** What sets a variable below its declaration. */
export const assignmentsTo = (declaration: Declaration, { facts }: SourceFile) =>
  facts.assignments.filter(
    ({ target }) => target.is === 'name' && facts.declarations[target.declaration] === declaration,
  );

/** The functions of a file that something may run: what is not declared, or used outside of unused functions. */
function usedFunctions(file: SourceFile, project: ProjectModel): ReadonlySet<number> {
  const { declarations, functions, reads, exports } = file.facts;
  const around = new Around(functions);
  const users = functions.map((_, index): readonly number[] => {
    const position = declarations.findIndex((each) => declares(each, index));
    const names = exports.filter((each) => each.declaration === position).map(({ name }) => name);
    if (position === -1 || names.some((name) => isImported(file, name, project))) return [MODULE];
    return reads
      .filter((read) => read.declaration === position)
      .map((read) => functions.findIndex((each) => each === around.of(read)[0]));
  });
  const used = new Set([MODULE]);
  for (let known = 0; known < used.size;) {
    known = used.size;
    for (const [index, { within }] of functions.entries())
      if (used.has(within) && users[index]?.some((user) => used.has(user))) used.add(index);
  }
  return used;
}

/** Not the constructor of a class. */
const declares = ({ kind, functions = [], init }: Declaration, index: number): boolean =>
  (kind === 'function' && functions.includes(index)) ||
  (kind === 'const' && init?.is === 'function' && init.function === index);

/** By its name; where the whole module is imported, something anywhere may take it out of that. */
function isImported(file: SourceFile, name: string, { code, files }: ProjectModel): boolean {
  if (CONTRACT.has(name)) return true;
  const imports = code.modules.importers(file).flatMap((importer) =>
    importer.test
      ? []
      : code.modules
          .imports(importer)
          .filter(({ to }) => to.some((each) => each.is === 'file' && each.file === file))
          .map(({ fact }) => fact),
  );
  const isNamed = (imported: string) =>
    imports.some(({ names }) => names.some((each) => each.imported === imported));
  const isWhole = isNamed('*') || imports.some(({ form }) => /^(dynamic|require)$/.test(form));
  return isNamed(name) || (isWhole && [...files.values()].some((each) => takes(each, name)));
}

const takes = ({ test, facts }: SourceFile, name: string): boolean =>
  !test &&
  (facts.members.some((member) => chainOf(member).includes(name)) ||
    facts.declarations.some(({ path }) => path.includes(name)));

/** Only whole chains are among the members of a file. */
const chainOf = (value: Value): readonly string[] =>
  value.is === 'member' ? [value.name, ...chainOf(value.object)] : [];
