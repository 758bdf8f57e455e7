import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type { CallValue, FunctionFact, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

/** Finds the calls of a function: by name first: not every call of a project has to be resolved. */
export class Callers {
  readonly #known = new WeakMap<FunctionFact, readonly Located<CallValue>[]>();
  readonly #names = new WeakMap<SourceFile, ReadonlyMap<number, ReadonlySet<string>>>();
  #calls: ReadonlyMap<string, readonly Located<CallValue>[]> | undefined;
  #indirect: ReadonlyMap<FunctionFact, readonly Located<CallValue>[]> | undefined;

  constructor(
    readonly code: Code,
    readonly files: ReadonlyMap<string, SourceFile>,
  ) {}

  of({ file, function: called }: LocatedFunction): readonly Located<CallValue>[] {
    let known = this.#known.get(called);
    if (!known) {
      this.#calls ??= callsByName(this.files.values());
      const calls = this.#calls;
      const candidates = [...this.#namesOf(file, called)].flatMap((name) => calls.get(name) ?? []);
      this.#indirect ??= indirectCalls(this.code, this.files.values());
      known = [
        ...candidates.filter((call) =>
          this.code.implementations(call).some((each) => each.function === called),
        ),
        ...(this.#indirect.get(called) ?? []),
      ];
      this.#known.set(called, known);
    }
    return known;
  }

  #namesOf(file: SourceFile, called: FunctionFact): Iterable<string> {
    let names = this.#names.get(file);
    if (!names) {
      names = namesIn(file);
      this.#names.set(file, names);
    }
    return names.get(file.facts.functions.indexOf(called)) ?? new Set();
  }
}

/** The calls without a name of their own, by what they run. */
function indirectCalls(
  code: Code,
  files: Iterable<SourceFile>,
): Map<FunctionFact, Located<CallValue>[]> {
  const found = new Map<FunctionFact, Located<CallValue>[]>();
  for (const file of files) {
    if (file.test) continue;
    for (const value of file.facts.calls) {
      if (!isIndirect(file, value)) continue;
      for (const { function: run } of code.implementations({ file, value })) {
        const list = found.get(run);
        if (list) list.push({ file, value });
        else found.set(run, [{ file, value }]);
      }
    }
  }
  return found;
}

/** A call of what another call has returned (`digest('md5')(text)`), or of an item of a collection. */
function isIndirect({ facts }: SourceFile, { callee }: CallValue): boolean {
  if (callee.is === 'member') return callee.name === '*';
  if (callee.is !== 'name') return callee.is === 'call';
  const { kind, path, init } = facts.declarations[callee.declaration] ?? {};
  const isTaken = init?.is === 'call' || (init?.is === 'member' && init.name === '*');
  return kind === 'const' && (path?.[0] === '*' || (isTaken && path?.length === 0));
}

/** Without those in tests: what these hand over is made up. */
function callsByName(files: Iterable<SourceFile>): Map<string, Located<CallValue>[]> {
  const calls = new Map<string, Located<CallValue>[]>();
  for (const file of files) {
    if (file.test) continue;
    for (const value of file.facts.calls) {
      const name = isIndirect(file, value) ? undefined : nameOf(file, value);
      if (name === undefined) continue;
      const list = calls.get(name);
      if (list) list.push({ file, value });
      else calls.set(name, [{ file, value }]);
    }
  }
  return calls;
}

/** The name that what is called has where it is declared; a class may run the constructor of one with another name. */
function nameOf({ facts }: SourceFile, { callee, construct }: CallValue): string | undefined {
  if (construct) return 'constructor';
  if (callee.is === 'member') return callee.name;
  if (callee.is !== 'name') return undefined;
  if (callee.name === 'super') return 'constructor';
  return facts.declarations[callee.declaration]?.import?.imported ?? callee.name;
}

/** All names of the functions of a file that others may call them by. */
function namesIn({ facts }: SourceFile): Map<number, ReadonlySet<string>> {
  const names = new Map<number, Set<string>>();
  const add = (name: string, value: Value | number | undefined) => {
    const index =
      typeof value === 'number' ? value : value?.is === 'function' ? value.function : -1;
    if (index === -1) return;
    const known = names.get(index);
    if (known) known.add(name);
    else names.set(index, new Set([name]));
  };
  const { declarations, exports, objects } = facts;
  const exported = new Map<number, string[]>();
  for (const { declaration = -1, name } of exports) {
    const list = exported.get(declaration);
    if (list) list.push(name);
    else exported.set(declaration, [name]);
  }
  declarations.forEach(({ name, functions = [], init, members = [] }, index) => {
    for (const each of [name, ...(exported.get(index) ?? [])]) {
      for (const own of functions) add(each, own);
      add(each, init);
    }
    for (const member of members) add(member.name, member.function ?? member.init);
  });
  for (const { name, value } of exports) add(name, value);
  for (const { entries } of objects) {
    for (const entry of entries) if (entry.is === 'entry') add(entry.key, entry.value);
  }
  return names;
}
