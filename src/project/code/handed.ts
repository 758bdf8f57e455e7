import type { Callback, Code, LocatedFunction } from '../../model/code.js';
import type { FunctionFact } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { type FunctionNames, usedName } from './names.js';

interface Handed {
  /** Functions that are written as arguments. */
  written: ReadonlyMap<FunctionFact, Callback>;
  /** Arguments that can be functions, by the name they have where they are declared. */
  named: ReadonlyMap<string, readonly Callback[]>;
  /** Arguments that are the result of a call: `then(tap('credentials'))`. */
  returned: readonly Callback[];
}

/** Finds the calls that have a function among their arguments: `load().catch(fail)`. */
export class HandedFunctions {
  readonly #known = new WeakMap<FunctionFact, readonly Callback[]>();
  /** Each name is looked at once: many functions can have the same. */
  readonly #byNames = new Map<string, ReadonlyMap<FunctionFact, readonly Callback[]>>();
  #byReturned: ReadonlyMap<FunctionFact, readonly Callback[]> | undefined;
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
      const { written, named, returned } = this.#handed;
      const own = written.get(called.function);
      known = own ? [own] : this.#byName(called, named);
      if (!own && isReturned(called)) {
        this.#byReturned ??= this.#byFunction(returned);
        known = [...known, ...(this.#byReturned.get(called.function) ?? [])];
      }
      this.#known.set(called.function, known);
    }
    return known;
  }

  #byName(called: LocatedFunction, named: Handed['named']): readonly Callback[] {
    return [...this.names.of(called)].flatMap((name) => {
      let known = this.#byNames.get(name);
      if (!known) {
        known = this.#byFunction(named.get(name) ?? []);
        this.#byNames.set(name, known);
      }
      return known.get(called.function) ?? [];
    });
  }

  #byFunction(callbacks: readonly Callback[]): Map<FunctionFact, Callback[]> {
    const found = new Map<FunctionFact, Callback[]>();
    for (const callback of callbacks) {
      const value = callback.value.arguments[callback.position];
      const given = value ? this.code.functions({ file: callback.file, value }) : [];
      for (const made of new Set(given.map((each) => each.function))) {
        const list = found.get(made);
        if (list) list.push(callback);
        else found.set(made, [callback]);
      }
    }
    return found;
  }
}

/** Without those in tests: what these hand over is made up. */
function handedIn(files: Iterable<SourceFile>): Handed {
  const written = new Map<FunctionFact, Callback>();
  const named = new Map<string, Callback[]>();
  const returned: Callback[] = [];
  for (const file of files) {
    if (file.test) continue;
    for (const value of file.facts.calls) {
      for (const [position, given] of value.arguments.entries()) {
        const callback = { file, value, position };
        const made = given.is === 'function' ? file.facts.functions[given.function] : undefined;
        if (made) written.set(made, callback);
        if (given.is === 'call' && !given.construct) returned.push(callback);
        const name = usedName(file, given);
        if (name === undefined) continue;
        const list = named.get(name);
        if (list) list.push(callback);
        else named.set(name, [callback]);
      }
    }
  }
  return { written, named, returned };
}

/** The function around it returns it. */
const isReturned = ({ file, function: called }: LocatedFunction): boolean =>
  file.facts.functions[called.within]?.returned.some(
    (value) => value.is === 'function' && file.facts.functions[value.function] === called,
  ) ?? false;
