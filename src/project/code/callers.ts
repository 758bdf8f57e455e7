import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type { CallValue, FunctionFact } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { iteratedBy } from './kept-functions.js';
import { type FunctionNames, usedName } from './names.js';

/** Finds the calls of a function: by name first: not every call of a project has to be resolved. */
export class Callers {
  readonly #known = new WeakMap<FunctionFact, readonly Located<CallValue>[]>();
  readonly #run = new WeakMap<Located<CallValue>, ReadonlySet<FunctionFact>>();
  #calls: ReadonlyMap<string, readonly Located<CallValue>[]> | undefined;
  #indirect: ReadonlyMap<FunctionFact, readonly Located<CallValue>[]> | undefined;

  constructor(
    readonly code: Code,
    readonly names: FunctionNames,
    readonly files: ReadonlyMap<string, SourceFile>,
  ) {}

  of(located: LocatedFunction): readonly Located<CallValue>[] {
    const called = located.function;
    let known = this.#known.get(called);
    if (!known) {
      this.#calls ??= callsByName(this.files.values());
      const calls = this.#calls;
      const candidates = [...this.names.of(located)].flatMap((name) => calls.get(name) ?? []);
      this.#indirect ??= indirectCalls(this.code, this.files.values());
      known = [
        ...candidates.filter((call) => this.#runs(call).has(called)),
        ...(this.#indirect.get(called) ?? []),
      ];
      this.#known.set(called, known);
    }
    return known;
  }

  /** Kept: a method of many classes is asked for as often as there are classes. */
  #runs(call: Located<CallValue>): ReadonlySet<FunctionFact> {
    let runs = this.#run.get(call);
    if (!runs) {
      runs = new Set(this.code.implementations(call).map((each) => each.function));
      this.#run.set(call, runs);
    }
    return runs;
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
function isIndirect(file: SourceFile, { callee }: CallValue): boolean {
  const { facts } = file;
  if (callee.is === 'member') return callee.name === '*';
  if (callee.is !== 'name') return callee.is === 'call';
  const { kind, path, init } = facts.declarations[callee.declaration] ?? {};
  const isTaken = init?.is === 'call' || (init?.is === 'member' && init.name === '*');
  const parameter = facts.declarations[callee.declaration];
  if (kind === 'parameter' && parameter) return iteratedBy(file, parameter) !== undefined;
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

/** A class may run the constructor of one with another name. */
const nameOf = (file: SourceFile, { callee, construct }: CallValue): string | undefined =>
  construct || (callee.is === 'name' && callee.name === 'super')
    ? 'constructor'
    : usedName(file, callee);
