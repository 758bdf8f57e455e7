import type { Code, Located, LocatedFunction, Origin } from '../../model/code.js';
import type { Declaration, FunctionFact, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { RuntimeFact } from '../../model/runtime.js';
import { givenBy } from './keyed-address.js';
import { usedName } from '../code/names.js';
import { callingNames, exportFact } from './facts.js';

/** Functions that return what another one returned, one inside the other. */
const DEEPEST = 8;
const CALLING = callingNames();

type Meanings = Map<Declaration, RuntimeFact>;

/** Tells what values that come from the runtime mean, by where they come from. */
export class RuntimeMeanings {
  #called: Meanings | undefined;
  #isCollecting = false;
  readonly #known = new WeakMap<Origin, RuntimeFact | undefined>();

  constructor(
    readonly code: Code,
    /** By logical path. */
    readonly files: ReadonlyMap<string, SourceFile>,
  ) {}

  of(origin: Origin, depth = 0): RuntimeFact | undefined {
    if (this.#known.has(origin)) return this.#known.get(origin);
    const fact = this.#of(origin, depth);
    // While parameters are collected, not all meanings are known; nor are those too deep inside others.
    if (depth === 0 && !this.#isCollecting) this.#known.set(origin, fact);
    return fact;
  }

  #of(origin: Origin, depth: number): RuntimeFact | undefined {
    switch (origin.is) {
      case 'external':
        return exportFact(origin.module, origin.path.replace(/^default\./, ''));
      case 'declared': {
        const { declaration, path, file } = origin;
        const { init, kind, reassigned } = declaration;
        if (kind === 'parameter')
          return path === '' && !reassigned ? this.#parameters().get(declaration) : undefined;
        if (!init || reassigned || kind === 'catch') return undefined;
        return this.#made({ file, value: init }, [...declaration.path, ...keysOf(path)], depth);
      }
      case 'value':
        return this.#made(origin, keysOf(origin.path), depth);
      default:
        return undefined;
    }
  }

  /** A part of what a call returns. */
  #made(located: Located, path: readonly string[], depth: number): RuntimeFact | undefined {
    const { file } = located;
    const value = awaited(located.value);
    if (value.is !== 'call' || value.construct || depth > DEEPEST) return undefined;
    const callee = { file, value: value.callee };
    const made =
      this.of(this.code.origin(callee), depth + 1)?.returns ?? this.#returned(callee, depth);
    return path.reduce<RuntimeFact | undefined>((fact, key) => memberOf(fact, key), made);
  }

  /** What a function of the project always returns. */
  #returned(callee: Located, depth: number): RuntimeFact | undefined {
    const found = this.code.functions(callee).findLast((each) => each.function.body);
    const [value, ...more] = found?.function.returned ?? [];
    if (!found || !value || more.length > 0) return undefined;
    return this.of(this.code.origin({ file: found.file, value }), depth + 1);
  }

  /**
   * What the runtime calls functions of the project with, `run` of `database.transaction(context, (run) => …)`, and what
   * these pass on to others.
   */
  #parameters(): ReadonlyMap<Declaration, RuntimeFact> {
    if (this.#called) return this.#called;
    // Empty while it is filled: the callee may itself be a parameter.
    const found = (this.#called = new Map<Declaration, RuntimeFact>());
    const calling = [...this.files.values()].filter(({ text }) =>
      CALLING.some((name) => text.includes(name)),
    );
    const passing = new Set<SourceFile>();
    this.#isCollecting = true;
    // A parameter that gets its meaning can give one to others, in any file.
    for (let known = -1; known < found.size;) {
      known = found.size;
      for (const file of calling) this.#bindCalled(file, found, passing);
      for (const file of passing) this.#passOn(file, found, passing);
    }
    this.#isCollecting = false;
    return found;
  }

  /** The functions that the runtime calls. */
  #bindCalled(file: SourceFile, found: Meanings, files: Set<SourceFile>): void {
    for (const value of file.facts.calls) {
      if (!CALLING.includes(usedName(file, value.callee) ?? '')) continue;
      const calls = this.of(this.code.origin({ file, value: value.callee }))?.calls ?? {};
      for (const [path, facts] of Object.entries(calls)) {
        const given = this.code.argument({ file, value }, path);
        const meant = given ? givenBy({ file, value }, facts, this.code) : [];
        for (const called of given ? this.code.functions(given) : [])
          if (bind(called, meant, found)) files.add(called.file);
      }
    }
  }

  /** The functions of the project that are called with such a parameter. */
  #passOn(file: SourceFile, found: Meanings, files: Set<SourceFile>): void {
    for (const { callee, arguments: given } of file.facts.calls) {
      const facts = given.map((value) => {
        const passed = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
        return passed && found.get(passed);
      });
      if (facts.every((fact) => fact === undefined)) continue;
      for (const called of this.code.functions({ file, value: callee }))
        if (bind(called, facts, found)) files.add(called.file);
    }
  }
}

/** Gives parameters of a function the meaning of what it is called with; true where one had none before. */
function bind(
  { file, function: called }: LocatedFunction,
  facts: readonly (RuntimeFact | undefined)[],
  found: Meanings,
): boolean {
  const index = file.facts.functions.indexOf(called);
  const known = found.size;
  for (const declaration of file.facts.declarations) {
    const { within, parameter, path } = declaration;
    const fact = within === index && path.length === 0 ? facts[parameter ?? -1] : undefined;
    if (fact && !found.has(declaration)) found.set(declaration, fact);
  }
  return found.size > known;
}

const memberOf = (fact: RuntimeFact | undefined, key: string) =>
  fact?.members && Object.hasOwn(fact.members, key) ? fact.members[key] : undefined;

const keysOf = (path: string) => (path === '' ? [] : path.split('.'));

const awaited = (value: Value): Value =>
  value.is === 'compound' && value.operator === 'await' && value.parts[0] ? value.parts[0] : value;

/** The signature of a function of the runtime. */
export function signatureOf(name: string, { parameters = [], result }: RuntimeFact): FunctionFact {
  const nowhere = { start: 0, end: 0 };
  return {
    ...nowhere,
    name,
    within: -1,
    async: false,
    generator: false,
    body: false,
    parameters: parameters.map((text) => ({
      ...nowhere,
      name: text.replace('?', ''),
      optional: text.endsWith('?'),
      rest: false,
    })),
    ...(result !== undefined && { returns: result }),
    returned: [],
    thrown: [],
  };
}
