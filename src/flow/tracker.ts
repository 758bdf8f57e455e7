import type { Code, Located, LocatedFunction } from '../model/code.js';
import type { CallValue, Declaration, NameValue, Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { resultTaint } from './call-results.js';
import { closuresGiven, Contexts, type Given } from './contexts.js';
import { classAt, fieldsOf, hasThis, type LocatedClass, WHOLE } from './fields.js';
import { filledTaint } from './filled.js';
import { outsideWrites } from './outside-writes.js';
import { parameterTaint } from './parameters.js';
import {
  type Bindings,
  bindingsAround,
  type FlowPolicy,
  NO_BINDINGS,
  type Tracker,
} from './policy.js';
import { RecursionGuard, type Results } from './recursion.js';
import {
  atKey,
  CLEAN,
  concatenated,
  isTainted,
  propertyOf,
  type Taint,
  TAINTED,
  textOf,
  union,
} from './taint.js';
import { yieldedIn } from './values/functions.js';
import { takenApart } from './rest.js';
import { argumentsOf } from './values/tagged.js';
import { termsOf } from './values/text-parts.js';
import { type Write, writesIn, writtenAt } from './writes.js';

/** They have no parts that could lead back to them. */
const LITERAL = /^(string|literal|function)$/;
/** Operators whose result is one of their parts, or contains it. */
const PROPAGATING = /^(\?\?|\|\||&&|\?:|await|yield|,|(\?\?|\|\||&&|\+)?=)$/;
/** Without "-": the time since another one is no time. */
const ARITHMETIC = /^([*/%^|&~]|\*\*|<<|>>>?)=?$/;
/** Of these the first part does not become the result. */
const NOT_FIRST = /^(&&|\?:|,)$/;

/**
 * Backward analysis: where a value holds data of a policy's sources, through names, later assignments, parameters, texts,
 * lists, objects, fields and the results of the project's own functions.
 */
export class TaintTracker implements Tracker {
  #answers = new WeakMap<Value, Taint>();
  /** By what the parameters hold. */
  #results = new WeakMap<Bindings, Results>();
  readonly #contexts = new Contexts();
  readonly #guard: RecursionGuard;

  constructor(
    readonly code: Code,
    readonly policy: FlowPolicy,
  ) {
    this.#guard = new RecursionGuard((at) => code.notFollowed(at));
  }

  taint(value: Located): Taint {
    let known = this.#answers.get(value.value);
    if (!known) {
      known = this.#guard.answer(() => this.taintIn(value, NO_BINDINGS));
      this.#answers.set(value.value, known);
    }
    return known;
  }

  /** What holds in a function that a call runs: one object for all calls that give it the same. */
  inRun(call: Located<CallValue>, run: LocatedFunction): Bindings {
    const taints = argumentsOf(call).map((value) =>
      value ? this.taint({ file: call.file, value }) : CLEAN,
    );
    const closures = closuresGiven(call, this.code, NO_BINDINGS);
    return this.within(run, { taints, closures }, NO_BINDINGS);
  }

  /** Of a value where these bindings hold. */
  taintInRun(value: Located, bindings: Bindings): Taint {
    return this.#guard.answer(() => this.taintIn(value, bindings));
  }

  isSource(value: Located): boolean {
    return this.policy.source?.(value) !== undefined;
  }

  /** The policy has more sources than before. */
  reset(): void {
    this.#answers = new WeakMap();
    this.#results = new WeakMap();
  }

  taintIn(located: Located, bindings: Bindings): Taint {
    if (LITERAL.test(located.value.is)) return this.#evaluate(located, bindings);
    return this.#once(located.value, bindings, () => this.#evaluate(located, bindings));
  }

  #once(key: object, bindings: Bindings, evaluate: () => Taint): Taint {
    let results = this.#results.get(bindings);
    if (!results) {
      results = new WeakMap();
      this.#results.set(bindings, results);
    }
    return this.#guard.find(results, key, evaluate);
  }

  #evaluate({ file, value }: Located, bindings: Bindings): Taint {
    const source = this.policy.source?.({ file, value });
    if (source) return source;
    if (LITERAL.test(value.is) || !this.#guard.enter({ file, value })) return CLEAN;
    const { keepsKey, textParts } = this.policy;
    const of = (part: Value) => this.taintIn({ file, value: part }, bindings);
    const text = (part: Value) => textOf(of(part), textParts);
    switch (value.is) {
      case 'name':
        return this.#name(file, value, bindings);
      case 'member': {
        const owner = classAt(this.code, { file, value: value.object });
        if (this.policy.computes && value.computed && isTainted(of(value.computed))) return TAINTED;
        if (owner) return this.#field(owner, value.name);
        return propertyOf(
          value.name === 'href' ? text(value.object) : of(value.object),
          value.name,
          keepsKey,
        );
      }
      case 'template': {
        const [start = ''] = value.chunks;
        const values = value.values.map(text);
        return concatenated(start === '' ? values : [CLEAN, ...values]);
      }
      case 'object':
        return union(
          value.entries.map((entry) =>
            entry.is === 'entry' ? atKey(entry.key, of(entry.value)) : of(entry.value),
          ),
        );
      case 'array':
        return union(value.items.map((item) => (item ? atKey('*', of(item)) : CLEAN)));
      case 'spread':
        return propertyOf(of(value.value), '*', keepsKey);
      case 'compound': {
        const { operator, parts } = value;
        if (operator === '+') return concatenated(termsOf(value).map(text));
        if (this.policy.computes && ARITHMETIC.test(operator))
          return parts.some((part) => isTainted(of(part))) ? TAINTED : CLEAN;
        if (!PROPAGATING.test(operator)) return CLEAN;
        return union((NOT_FIRST.test(operator) ? parts.slice(1) : parts).map(of));
      }
      case 'call':
        return resultTaint(this, { file, value }, bindings);
      default:
        return CLEAN;
    }
  }

  taintOfFields(owner: LocatedClass): Taint {
    const names = [...fieldsOf(this.code, owner).keys()].filter((name) => name !== WHOLE);
    return union([
      this.#written(owner, WHOLE),
      ...names.map((name) => atKey(name, this.#written(owner, name))),
    ]);
  }

  #field(owner: LocatedClass, name: string): Taint {
    const whole = propertyOf(this.#written(owner, WHOLE), name, this.policy.keepsKey);
    return union([this.#written(owner, name), whole]);
  }

  #written(owner: LocatedClass, name: string): Taint {
    const writes = fieldsOf(this.code, owner).get(name);
    if (!writes) return CLEAN;
    return this.#once(writes, NO_BINDINGS, () =>
      union(writes.map((write) => this.#write(write, write.file, NO_BINDINGS))),
    );
  }

  #write(write: Write, file: SourceFile, bindings: Bindings): Taint {
    return writtenAt(write, this.taintIn({ file, value: write.value }, bindings));
  }

  within(called: LocatedFunction, given: Given, bindings: Bindings): Bindings {
    return this.#contexts.of(called, given, bindingsAround(called, bindings), this.policy);
  }

  taintOfResult(called: LocatedFunction, given: Given, bindings: Bindings): Taint {
    const { file, function: fact } = called;
    const { taints, closures } = given;
    const isClean =
      taints.every(({ length }) => length === 0) && closures.size === 0 && fact.within === -1;
    const isSource = hasThis(called) || this.policy.begins?.(called) === true;
    if (isClean && this.policy.parameter && !isSource) return CLEAN;
    const inner = this.within(called, given, bindings);
    return this.#once(inner, inner, () =>
      union([
        ...fact.returned.map((value) => this.taintIn({ file, value }, inner)),
        ...yieldedIn(called).map((value) => atKey('*', this.taintIn({ file, value }, inner))),
      ]),
    );
  }

  #name(file: SourceFile, value: NameValue, bindings: Bindings): Taint {
    const declaration = file.facts.declarations[value.declaration];
    if (!declaration) return CLEAN;
    const owner = classAt(this.code, { file, value });
    if (owner) return this.taintOfFields(owner);
    if (declaration.kind !== 'import') return this.#declared(file, declaration, bindings);
    const origin = this.code.origin({ file, value });
    if (origin.is === 'declared') {
      const taint = this.#declared(origin.file, origin.declaration, NO_BINDINGS);
      const keys = origin.path === '' ? [] : origin.path.split('.');
      return keys.reduce((found, key) => propertyOf(found, key, this.policy.keepsKey), taint);
    }
    const behind = this.code.value(origin);
    return behind ? this.taintIn(behind, NO_BINDINGS) : CLEAN;
  }

  #declared(file: SourceFile, declaration: Declaration, bindings: Bindings): Taint {
    // What is outside of all functions is the same in each of their calls.
    const at = declaration.within === -1 ? NO_BINDINGS : bindings;
    return this.#once(declaration, at, () => this.#bound(file, declaration, at));
  }

  #bound(file: SourceFile, declaration: Declaration, bindings: Bindings): Taint {
    const of = (part: Value) => this.taintIn({ file, value: part }, bindings);
    const { init, fallback, kind } = declaration;
    const isParameter = kind === 'parameter';
    const writes = writesIn(file).get(declaration) ?? [];
    const outside =
      declaration.within === -1 ? (outsideWrites(this.code, file).get(declaration) ?? []) : [];
    return union([
      isParameter
        ? (bindings.parameters.get(declaration) ??
          parameterTaint(this, file, declaration, bindings))
        : CLEAN,
      init
        ? isParameter
          ? of(init)
          : takenApart(of(init), file, declaration, this.policy)
        : CLEAN,
      fallback ? of(fallback) : CLEAN,
      ...writes.map((write) => this.#write(write, file, bindings)),
      ...outside.map((write) => this.#write(write, write.file, NO_BINDINGS)),
      filledTaint(this, file, declaration, bindings),
    ]);
  }
}
