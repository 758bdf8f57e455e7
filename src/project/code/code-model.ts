import type {
  Argument,
  Callback,
  Code,
  KnownObject,
  Located,
  LocatedFunction,
  Origin,
  ResolvedExport,
  Step,
  Target,
} from '../../model/code.js';
import type { CallValue, FunctionFact, Value } from '../../model/facts.js';
import type { ArgumentPath, RuntimeFact } from '../../model/runtime.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import type { SourceFile } from '../../model/project.js';
import type { SchemaFact, Subschema } from '../../model/schema.js';
import type { ModuleGraph } from '../modules.js';
import { RuntimeMeanings, signatureOf } from '../runtime/meaning.js';
import { jsonSchema, subschemas } from '../schema/show.js';
import { argumentAt } from './arguments.js';
import { Callers } from './callers.js';
import { type Constant, constantOf } from './constants.js';
import { execution } from './execution.js';
import { exportsOf } from './exports.js';
import { Functions } from './functions.js';
import { HandedFunctions } from './handed.js';
import { listOf } from './lists.js';
import { objectOf } from './objects.js';
import { ModuleExports } from './module-exports.js';
import { FunctionNames } from './names.js';
import { Origins } from './origin.js';
import { Remembered } from './remembered.js';
import { isRuntimeModule, runtimeEntries } from '../runtime/facts.js';

/** Functions that the calls of one group may run, all together: each of them is looked into for each of the calls. */
const MOST_RUNS = 100_000;

/** All questions about code in one place; each answer has a file of its own beside this one. */
export class CodeModel implements Code {
  readonly #unfollowed = new Map<Value, Located>();
  readonly #giveUp = (at: Located) => this.notFollowed(at);
  readonly #moduleExports: ModuleExports;
  readonly #origins: Origins;
  readonly #functions: Functions;
  readonly #callers: Callers;
  readonly #handed: HandedFunctions;
  readonly #runtime: RuntimeMeanings;
  readonly #exports = new WeakMap<SourceFile, ReadonlyMap<string, ResolvedExport>>();
  readonly #targets = new WeakMap<CallValue, Target>();
  readonly #constants = new Remembered<Constant>(this.#giveUp);
  readonly #objects = new Remembered<KnownObject>(this.#giveUp);
  readonly #lists = new Remembered<readonly Located[]>(this.#giveUp);
  readonly #values = new Remembered<readonly LocatedFunction[]>(this.#giveUp);
  readonly #implementations = new WeakMap<CallValue, readonly LocatedFunction[]>();
  /** By the first of the functions. */
  readonly #runs = new WeakMap<FunctionFact, number>();

  constructor(readonly modules: ModuleGraph) {
    this.#moduleExports = new ModuleExports(modules);
    this.#origins = new Origins(modules, this.#moduleExports, this.#giveUp);
    this.#functions = new Functions(this, this.#origins, modules.files);
    const names = new FunctionNames();
    this.#callers = new Callers(this, names, modules.files);
    this.#handed = new HandedFunctions(this, names, modules.files);
    this.#runtime = new RuntimeMeanings(this, modules.files);
  }

  get unfollowed(): Iterable<Located> {
    return this.#unfollowed.values();
  }

  notFollowed(at: Located): void {
    this.#unfollowed.set(at.value, at);
  }

  exports(file: SourceFile): ReadonlyMap<string, ResolvedExport> {
    let known = this.#exports.get(file);
    if (!known) {
      known = exportsOf(file, this.#moduleExports, this.#origins);
      this.#exports.set(file, known);
    }
    return known;
  }

  origin(value: Located): Origin {
    return this.#origins.of(value);
  }

  value(origin: Origin): Located | undefined {
    if (origin.is !== 'value' && origin.is !== 'declared') return undefined;
    const { file } = origin;
    const keys = origin.path === '' ? [] : origin.path.split('.');
    if (origin.is === 'value') return this.#part(origin, keys);
    const { init, path, kind, reassigned } = origin.declaration;
    const fixed = init && kind !== 'parameter' && !reassigned;
    return fixed ? this.#part({ file, value: init }, [...path, ...keys]) : undefined;
  }

  /** Of an object that a call makes; literals are followed as names are. */
  #part(of: Located, [key, ...rest]: readonly string[]): Located | undefined {
    if (key === undefined) return of;
    const made = of.value.is === 'call' || of.value.is === 'compound' ? this.object(of) : undefined;
    const part = made?.properties.find((each) => each.key === key);
    return part && this.#part(this.resolve(part), rest);
  }

  resolve(value: Located): Located {
    return this.value(this.origin(value)) ?? value;
  }

  constant(value: Located): Constant {
    return this.#constants.of(value, () => constantOf(this, value));
  }

  object(value: Located): KnownObject | undefined {
    return this.#objects.of(value, () => objectOf(this, value));
  }

  list(value: Located): readonly Located[] | undefined {
    return this.#lists.of(value, () => listOf(this, value));
  }

  functions(of: Located | Origin): readonly LocatedFunction[] {
    const found =
      'is' in of
        ? this.#functions.named(of)
        : (this.#values.of(of, () => this.#functions.of(of)) ?? []);
    if (found.length > 0) return found;
    const origin = 'is' in of ? of : this.origin(of);
    const fact = this.#runtime.of(origin);
    const isKnown = fact?.parameters && (origin.is === 'declared' || origin.is === 'value');
    return isKnown ? [{ file: origin.file, function: signatureOf('', fact) }] : [];
  }

  annotation(of: Origin): readonly LocatedFunction[] {
    return of.is === 'declared' && of.path === ''
      ? this.#functions.typed(of.file, of.declaration)
      : [];
  }

  readonly isRuntimeModule = isRuntimeModule;
  readonly runtimeEntries = runtimeEntries;

  runtime(of: Located | Target): RuntimeFact | undefined {
    if (!('is' in of)) return this.#runtime.of(this.origin(of));
    return of.is === 'function' ? undefined : this.#runtime.of(of);
  }

  argument(call: Located<CallValue>, path: ArgumentPath): Argument | undefined {
    return argumentAt(this, call, path);
  }

  target({ file, value }: Located<CallValue>): Target {
    let target = this.#targets.get(value);
    if (!target) {
      const [only, ...others] = this.implementations({ file, value });
      const isCertain = only && others.length === 0;
      target = isCertain ? { is: 'function', ...only } : this.origin({ file, value: value.callee });
      this.#targets.set(value, target);
    }
    return target;
  }

  implementations({ file, value }: Located<CallValue>): readonly LocatedFunction[] {
    let known = this.#implementations.get(value);
    if (!known) {
      const callee = { file, value: value.callee };
      // What the runtime does is known by its meaning, also where its sources are part of the project.
      const isRuntime = this.#runtime.of(this.origin(callee)) !== undefined;
      known = isRuntime
        ? []
        : this.#bounded(
            callee,
            this.functions(callee).filter(({ function: { body } }) => body),
          );
      this.#implementations.set(value, known);
    }
    return known;
  }

  /** Many calls that each may run many functions: the last of them are not followed. */
  #bounded(callee: Located, runs: readonly LocatedFunction[]): readonly LocatedFunction[] {
    const [first, second] = runs;
    if (!first || !second) return runs;
    const all = (this.#runs.get(first.function) ?? 0) + runs.length;
    this.#runs.set(first.function, all);
    if (all <= MOST_RUNS) return runs;
    this.notFollowed(callee);
    return [];
  }

  callers(called: LocatedFunction): readonly Located<CallValue>[] {
    return this.#callers.of(called);
  }

  handed(called: LocatedFunction): readonly Callback[] {
    return this.#handed.of(called);
  }

  execution(start: LocatedFunction): Iterable<Step> {
    return execution(this, start);
  }

  subschemas(root: SchemaFact): Iterable<Subschema> {
    return subschemas(root);
  }

  jsonSchema(schema: SchemaFact): JsonSchemaObject {
    return jsonSchema(schema);
  }

  path(value: Value): string {
    if (value.is === 'name') return value.name;
    if (value.is !== 'member') return '';
    const before = this.path(value.object);
    return before === '' ? '' : `${before}.${value.name}`;
  }
}
