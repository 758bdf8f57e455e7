import type { Callback, Code, LocatedFunction } from '../../model/code.js';
import type { FunctionFact } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { type FunctionNames, usedName } from './names.js';

interface Handed {
  /** Functions that are written as arguments. */
  written: ReadonlyMap<FunctionFact, Callback>;
  /** Arguments that can be functions, by the name they have where they are declared. */
  named: ReadonlyMap<string, readonly Callback[]>;
}

/** Finds the calls that have a function among their arguments: `load().catch(fail)`. */
export class HandedFunctions {
  readonly #known = new WeakMap<FunctionFact, readonly Callback[]>();
  #handed: Handed | undefined;

  constructor(
    readonly code: Code,
    readonly names: FunctionNames,
    readonly files: ReadonlyMap<string, SourceFile>,
  ) {}

  of(called: LocatedFunction): readonly Callback[] {
    let known = this.#known.get(called.function);
    if (!known) {
      this.#handed ??= handedIn(this.files.values());
      const { written, named } = this.#handed;
      const own = written.get(called.function);
      known = own ? [own] : this.#byName(called, named);
      this.#known.set(called.function, known);
    }
    return known;
  }

  #byName(called: LocatedFunction, named: Handed['named']): Callback[] {
    const candidates = [...this.names.of(called)].flatMap((name) => named.get(name) ?? []);
    return candidates.filter(({ file, value, position }) => {
      const given = value.arguments[position];
      return (
        given &&
        this.code
          .functions({ file, value: given })
          .some((each) => each.function === called.function)
      );
    });
  }
}

/** Without those in tests: what these hand over is made up. */
function handedIn(files: Iterable<SourceFile>): Handed {
  const written = new Map<FunctionFact, Callback>();
  const named = new Map<string, Callback[]>();
  for (const file of files) {
    if (file.test) continue;
    for (const value of file.facts.calls) {
      for (const [position, given] of value.arguments.entries()) {
        const callback = { file, value, position };
        const made = given.is === 'function' ? file.facts.functions[given.function] : undefined;
        if (made) written.set(made, callback);
        const name = usedName(file, given);
        if (name === undefined) continue;
        const list = named.get(name);
        if (list) list.push(callback);
        else named.set(name, [callback]);
      }
    }
  }
  return { written, named };
}
