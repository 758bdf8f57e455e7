import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Declaration, FunctionFact, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { parametersOf } from '../values/places.js';
import { classAt, fieldsOf, hasThis, type LocatedClass, type Put, WHOLE } from './fields.js';
import { resultOf } from './result.js';
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

/** Methods of a list that hand its items to a function. */
const ITERATES = /^(forEach|map|flatMap|filter|find|findLast|some|every|reduce)$/;

/** What the parameters of the functions stand for that are being looked into. */
export interface Scope {
  bound: ReadonlyMap<Declaration, Ways>;
  entered: readonly FunctionFact[];
}

const OUTSIDE: Scope = { bound: new Map(), entered: [] };

/**
 * Where in values there is some of one subject: through names, what is put into them later, parameters, texts, lists
 * and objects, and the results of the project's own functions.
 */
export class Follow {
  #known = new WeakMap<Value, Ways>();
  readonly #busy = new Set<Declaration | readonly Put[]>();
  #steps = 0;

  constructor(
    readonly code: Code,
    readonly subject: Subject,
  ) {}

  ways(value: Located): Ways {
    let known = this.#known.get(value.value);
    if (!known) {
      this.#steps = 0;
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
  }

  in({ file, value }: Located, scope: Scope): Ways {
    if (this.#steps++ > MOST_STEPS) return NOWHERE;
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

  /** Once for one name, however the values of a class go round in it. */
  #put(owner: LocatedClass, name: string): Ways {
    const puts = fieldsOf(this.code, owner).get(name);
    if (!puts || this.#busy.has(puts)) return NOWHERE;
    this.#busy.add(puts);
    const ways = merged(puts.map((put) => this.#written(put, put.file, OUTSIDE)));
    this.#busy.delete(puts);
    return ways;
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
    if (scope.entered.length >= DEEPEST_CALL || scope.entered.includes(fact)) return NOWHERE;
    const bound = new Map(scope.bound);
    for (const parameter of parametersOf(file, fact)) {
      const ways = handedTo(fact, parameter.parameter ?? 0, given);
      bound.set(parameter, into(ways, parameter, this.subject.keeps));
    }
    const inner = { bound, entered: [...scope.entered, fact] };
    return merged(fact.returned.map((value) => this.in({ file, value }, inner)));
  }

  #name(located: Located & { value: { is: 'name' } }, scope: Scope): Ways {
    const { file } = located;
    const value: Value = located.value;
    const declaration =
      value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
    if (!declaration || this.#busy.has(declaration)) return NOWHERE;
    const owner = classAt(this.code, located);
    if (owner) return this.fields(owner);
    if (declaration.kind === 'import') {
      const behind = this.code.resolve(located);
      return behind.value === value ? NOWHERE : this.in(behind, OUTSIDE);
    }
    this.#busy.add(declaration);
    const of = (part: Value) => this.in({ file, value: part }, scope);
    const { init, fallback, kind } = declaration;
    const first =
      kind === 'parameter'
        ? (scope.bound.get(declaration) ?? this.#given(located, declaration, scope))
        : NOWHERE;
    const later = usesIn(file).written.get(declaration) ?? [];
    const ways = merged([
      first,
      init
        ? kind === 'parameter'
          ? of(init)
          : without(into(of(init), declaration, this.subject.keeps), namedBeside(file, declaration))
        : NOWHERE,
      fallback ? of(fallback) : NOWHERE,
      ...later.map((written) => this.#written(written, file, scope)),
    ]);
    this.#busy.delete(declaration);
    return ways;
  }

  /** What a parameter is given: by the list or the promise that calls its function back, else by calls of that. */
  #given({ file }: Located, declaration: Declaration, scope: Scope): Ways {
    const { handed } = usesIn(file);
    const fact = file.facts.functions[declaration.within];
    const position = declaration.parameter ?? 0;
    const { keeps } = this.subject;
    const of = (part: Value) => into(this.in({ file, value: part }, scope), declaration, keeps);
    const to = handed.get(declaration.within);
    if (to) {
      const { callee } = to.call;
      if (callee.is !== 'member' || to.position !== 0) return NOWHERE;
      if (callee.name === 'then' && position === 0) return of(callee.object);
      const item = callee.name === 'reduce' ? 1 : 0;
      if (!ITERATES.test(callee.name) || position !== item) return NOWHERE;
      return into(
        step(this.in({ file, value: callee.object }, scope), '*', keeps),
        declaration,
        keeps,
      );
    }
    if (this.subject.carried) return this.subject.carried(declaration) ?? NOWHERE;
    if (!fact) return NOWHERE;
    const calls = this.code.callers({ file, function: fact });
    const given = calls.flatMap((call) =>
      this.subject.judged?.(call)
        ? []
        : [call.value.arguments.map((value) => this.in({ file: call.file, value }, OUTSIDE))],
    );
    return into(merged(given.map((ways) => handedTo(fact, position, ways))), declaration, keeps);
  }
}

const handedTo = ({ parameters }: FunctionFact, position: number, given: readonly Ways[]): Ways =>
  parameters[position]?.rest
    ? under('*', merged(given.slice(position)))
    : (given[position] ?? NOWHERE);

/** `{ a, ...rest }`: what has a name of its own is not in the rest. */
function namedBeside({ facts }: SourceFile, { init, path }: Declaration): ReadonlySet<string> {
  if (path.at(-1) !== '...') return NONE;
  const beside = facts.declarations.filter((each) => each.init === init && each.path.length === 1);
  return new Set(beside.flatMap((each) => each.path));
}

const NONE: ReadonlySet<string> = new Set();
