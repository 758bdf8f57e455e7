import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Declaration, FunctionFact, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { parametersOf } from '../values/places.js';
import { classAt, fieldsOf, hasThis, type LocatedClass, WHOLE } from './fields.js';
import { givenTo, handedTo } from './given.js';
import { resultOf } from './result.js';
import { Search } from './search.js';
import type { Subject } from './subject.js';
import { into, joined, merged, NOWHERE, step, under, type Ways, without } from './ways.js';
import { usesIn, type Written } from './written.js';

/** Steps from one question on: what is further away is not seen. */
const MOST_STEPS = 4000;
const DEEPEST_CALL = 8;
/** Operators whose result is one of their parts, or holds it. */
const CARRIES = /^(\?\?|\|\||&&|\?:|await|yield|,|(\?\?|\|\||&&|\+)?=)$/;
/** Of these only the last part, or all but the first. */
const SECOND = /^(&&|\?:|,)$/;

/** What the parameters of the functions stand for that are being looked into. */
export interface Scope {
  bound: ReadonlyMap<Declaration, Ways>;
  entered: readonly FunctionFact[];
}

export const OUTSIDE: Scope = { bound: new Map(), entered: [] };

/**
 * Where in values there is some of one subject: through names, what is put into them later, parameters, texts, lists
 * and objects, and the results of the project's own functions.
 */
export class Follow {
  /** Outside of calls, where it is always the same. */
  #known = new WeakMap<Value, Ways>();
  /** Of functions, by what they were given. */
  #results = new WeakMap<FunctionFact, Map<string, Ways>>();
  readonly #search = new Search();
  #steps = 0;

  constructor(
    readonly code: Code,
    readonly subject: Subject,
  ) {}

  ways(value: Located): Ways {
    let known = this.#known.get(value.value);
    if (!known) {
      this.#steps = 0;
      this.#search.begin();
      known = this.in(value, OUTSIDE);
      this.#known.set(value.value, known);
    }
    return known;
  }

  isSeed(value: Located): boolean {
    return this.subject.seed?.(value) !== undefined;
  }

  /** The subject comes in at more places than before. */
  forget(): void {
    this.#known = new WeakMap();
    this.#results = new WeakMap();
  }

  in(located: Located, scope: Scope): Ways {
    if (scope !== OUTSIDE) return this.#in(located, scope);
    const known = this.#known.get(located.value);
    if (known) return known;
    return this.#search.result(
      () => this.#in(located, OUTSIDE),
      (ways) => this.#known.set(located.value, ways),
    );
  }

  #in({ file, value }: Located, scope: Scope): Ways {
    if (this.#steps++ > MOST_STEPS) return this.#search.giveUp();
    const { keeps } = this.subject;
    const of = (part: Value) => this.in({ file, value: part }, scope);
    const seed = this.subject.seed?.({ file, value });
    if (seed) return seed;
    switch (value.is) {
      case 'name':
        return this.#name({ file, value }, scope);
      case 'member': {
        const owner = classAt(this.code, { file, value: value.object });
        return owner ? this.#field(owner, value.name) : step(of(value.object), value.name, keeps);
      }
      case 'template': {
        const [start = ''] = value.chunks;
        const values = value.values.map(of);
        return joined(start === '' ? values : [NOWHERE, ...values]);
      }
      case 'object':
        return merged(
          value.entries.map((entry) =>
            entry.is === 'entry' ? under(entry.key, of(entry.value)) : of(entry.value),
          ),
        );
      case 'array':
        return merged(value.items.map((item) => (item ? under('*', of(item)) : NOWHERE)));
      case 'spread':
        return step(of(value.value), '*', keeps);
      case 'compound': {
        const { operator, parts } = value;
        if (operator === '+') return joined(parts.map(of));
        if (!CARRIES.test(operator)) return NOWHERE;
        return merged((SECOND.test(operator) ? parts.slice(1) : parts).map(of));
      }
      case 'call':
        return resultOf(this, { file, value }, scope);
      default:
        return NOWHERE;
    }
  }

  /** In a class, or in an instance of it: everything that is ever put into its fields. */
  fields(owner: LocatedClass): Ways {
    const names = [...fieldsOf(this.code, owner).keys()].filter((name) => name !== WHOLE);
    return merged([
      this.#put(owner, WHOLE),
      ...names.map((name) => under(name, this.#put(owner, name))),
    ]);
  }

  #field(owner: LocatedClass, name: string): Ways {
    const { keeps } = this.subject;
    return merged([this.#put(owner, name), step(this.#put(owner, WHOLE), name, keeps)]);
  }

  #put(owner: LocatedClass, name: string): Ways {
    const puts = fieldsOf(this.code, owner).get(name);
    if (!puts) return NOWHERE;
    return this.#search.once(puts, () =>
      merged(puts.map((put) => this.#written(put, put.file, OUTSIDE))),
    );
  }

  #written({ keys, value, adds }: Written, file: SourceFile, scope: Scope): Ways {
    const ways = this.in({ file, value }, scope);
    return keys.reduceRight(
      (found, key) => under(key, found),
      adds ? joined([NOWHERE, ways]) : ways,
    );
  }

  /** What a function of the project returns when it is called like this. */
  returned(called: LocatedFunction, given: readonly Ways[], scope: Scope): Ways {
    const { file, function: fact } = called;
    const isEmpty = given.every(({ length }) => length === 0) && fact.within === -1;
    if (isEmpty && this.subject.carried && !hasThis(called)) return NOWHERE;
    // What is declared in another function depends on what that one was given.
    const asked = fact.within === -1 ? JSON.stringify(given) : undefined;
    const known = asked === undefined ? undefined : this.#results.get(fact)?.get(asked);
    if (known) return known;
    if (scope.entered.length >= DEEPEST_CALL || scope.entered.includes(fact))
      return this.#search.giveUp();
    const bound = new Map(scope.bound);
    for (const parameter of parametersOf(file, fact)) {
      const ways = handedTo(fact, parameter.parameter ?? 0, given);
      bound.set(parameter, into(ways, parameter, this.subject.keeps));
    }
    const inner = { bound, entered: [...scope.entered, fact] };
    return this.#search.result(
      () => merged(fact.returned.map((value) => this.in({ file, value }, inner))),
      (ways) => {
        if (asked === undefined) return;
        const results = this.#results.get(fact) ?? new Map<string, Ways>();
        this.#results.set(fact, results.set(asked, ways));
      },
    );
  }

  #name(located: Located & { value: { is: 'name' } }, scope: Scope): Ways {
    const { file } = located;
    const value: Value = located.value;
    const declaration =
      value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
    if (!declaration) return NOWHERE;
    const owner = classAt(this.code, located);
    if (owner) return this.fields(owner);
    if (declaration.kind !== 'import')
      return this.#search.once(declaration, () => this.#declared(file, declaration, scope));
    const behind = this.code.resolve(located);
    return behind.value === value ? NOWHERE : this.in(behind, OUTSIDE);
  }

  #declared(file: SourceFile, declaration: Declaration, scope: Scope): Ways {
    const of = (part: Value) => this.in({ file, value: part }, scope);
    const { init, fallback, kind } = declaration;
    const first =
      kind === 'parameter'
        ? (scope.bound.get(declaration) ?? givenTo(this, file, declaration, scope))
        : NOWHERE;
    const later = usesIn(file).written.get(declaration) ?? [];
    return merged([
      first,
      init
        ? kind === 'parameter'
          ? of(init)
          : without(into(of(init), declaration, this.subject.keeps), namedBeside(file, declaration))
        : NOWHERE,
      fallback ? of(fallback) : NOWHERE,
      ...later.map((written) => this.#written(written, file, scope)),
    ]);
  }
}

/** `{ a, ...rest }`: what has a name of its own is not in the rest. */
function namedBeside({ facts }: SourceFile, { init, path }: Declaration): ReadonlySet<string> {
  if (path.at(-1) !== '...') return NONE;
  const beside = facts.declarations.filter((each) => each.init === init && each.path.length === 1);
  return new Set(beside.flatMap((each) => each.path));
}

const NONE: ReadonlySet<string> = new Set();
