import type { Code, Located, LocatedFunction, Origin } from '../../../model/code.js';
import type { CallValue, Declaration, FunctionFact, Value } from '../../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';
import { classAt } from '../../../flow/fields.js';
import { callsInside } from '../../../flow/values/functions.js';
import { contains } from '../../../flow/values/spans.js';
import { descendants, rootOf } from '../../../flow/values/children.js';
import { isVerifier } from '../verifiers/find.js';

/** A value that a function stores where all callers find it. */
export interface SharedWrite {
  target: Value;
  value: Value;
  /** The key of an entry; absent for a variable or a field. */
  keys?: readonly Value[];
  /** Added to a set: who looks for it has it. */
  isItem?: boolean;
}

/** A function that stores something in an argument, called with one that all callers share: `memo(key, load, cache)`. */
export interface SharedRun {
  target: Value;
  call: Located<CallValue>;
  run: LocatedFunction;
  stores: readonly SharedWrite[];
}

/** Operators whose result is one of their parts. */
const KEEPS = /^(\?\?|\|\|)?=$|^(\?\?|\|\|)$/;
/** Values that their parts are left in. */
const HOLDS = /^(compound|object|array)$/;
const STORES = /^(set|add|push|unshift|put)$/;

/** Writes in functions to variables of modules, to fields of their objects and instances, and to globals. */
export function sharedWrites(file: SourceFile, project: ProjectModel): readonly SharedWrite[] {
  const known = WRITES.get(file) ?? [...findWrites(file, project)];
  WRITES.set(file, known);
  return known;
}

const WRITES = new WeakMap<SourceFile, readonly SharedWrite[]>();

function* findWrites(file: SourceFile, project: ProjectModel): Generator<SharedWrite> {
  const { assignments, calls } = file.facts;
  for (const { target, value, within, operator } of assignments) {
    if (within === -1 || !value || operator === 'delete') continue;
    if (!isShared({ file, value: target }, project)) continue;
    const hasKey = target.is === 'member' && target.name === '*';
    yield hasKey
      ? { target, value, keys: target.computed ? [target.computed] : [] }
      : { target, value };
  }
  for (const call of calls) {
    const write = call.within === -1 ? undefined : stored(call);
    if (write && isShared({ file, value: write.target }, project)) yield write;
  }
}

/** Calls of functions that are given what they store something in. */
export function* sharedRuns(file: SourceFile, project: ProjectModel): Generator<SharedRun> {
  for (const value of file.facts.calls) {
    if (value.within === -1) continue;
    const call = { file, value };
    for (const [position, target] of value.arguments.entries()) {
      if (!/^(name|member)$/.test(target.is)) continue;
      const runs = project.code.implementations(call).flatMap((run) => {
        const stores = storesIn(run).get(position);
        return stores ? [{ target, call, run, stores }] : [];
      });
      if (runs.length > 0 && isShared({ file, value: target }, project)) yield* runs;
    }
  }
}

const STORES_IN = new WeakMap<FunctionFact, ReadonlyMap<number, readonly SharedWrite[]>>();

/** What a function stores in its parameters, by their position. */
function storesIn({ file, function: made }: LocatedFunction) {
  const known = STORES_IN.get(made);
  if (known) return known;
  const found = new Map<number, SharedWrite[]>();
  STORES_IN.set(made, found);
  const { declarations, functions } = file.facts;
  for (const inner of callsInside(file, made)) {
    const write = stored(inner);
    const root = write && rootOf(write.target);
    const { parameter, within = -1 } =
      (root?.is === 'name' && declarations[root.declaration]) || {};
    if (!write || parameter === undefined || functions[within] !== made) continue;
    const list = found.get(parameter);
    if (list) list.push(write);
    else found.set(parameter, [write]);
  }
  return found;
}

/** `cache.set(key, value)`, `list.push(value)` */
function stored({ callee, arguments: given, construct }: CallValue): SharedWrite | undefined {
  if (construct || callee.is !== 'member') return undefined;
  const [first, second, third] = given;
  const { object, name } = callee;
  if (name === 'assign' && object.is === 'name' && object.name === 'Object')
    return first && second && { target: first, value: second };
  if (name === 'set' && object.is === 'name' && object.name === 'Reflect')
    return first && third && { target: first, value: third };
  if (!STORES.test(callee.name)) return undefined;
  if (/^(set|put)$/.test(callee.name))
    return first && second && { target: callee.object, value: second, keys: [first] };
  return first && { target: callee.object, value: first, isItem: name === 'add' };
}

function isShared({ file, value }: Located, project: ProjectModel): boolean {
  const { code } = project;
  if (/^(globalThis|global|process)\./.test(code.path(value))) return true;
  const root = rootOf(value);
  if (root.is !== 'name') return false;
  const origin = code.origin({ file, value: root });
  if (origin.is === 'global' && /^(globalThis|global|process)$/.test(origin.path))
    return value !== root;
  const owner = classAt(code, { file, value: root });
  // A static field, or one of an instance.
  if (owner) return root.name !== 'this' || isSingleton(file, root, project);
  const declaration = file.facts.declarations[root.declaration];
  if (declaration?.kind === 'import') return isVariable(origin);
  if (!declaration || !/^(let|var|const)$/.test(declaration.kind)) return false;
  if (declaration.within !== -1 && isAlias(declaration, file, project)) return true;
  return declaration.within === -1 || isKept({ file, value }, declaration, project);
}

/** Of a module of the project. */
const isVariable = (origin: Origin): boolean =>
  origin.is === 'declared' &&
  /^(let|var|const)$/.test(origin.declaration.kind) &&
  origin.declaration.within === -1;

/** `const rooms = (globalThis.rooms ??= new Map())`, `const { rooms } = state`: what is put into it is shared. */
function isAlias({ kind, init }: Declaration, file: SourceFile, project: ProjectModel): boolean {
  if (kind !== 'const' || !init) return false;
  const parts = init.is === 'compound' && KEEPS.test(init.operator) ? init.parts : [init];
  return parts.some(
    (value) => (value.is === 'name' || value.is === 'member') && isShared({ file, value }, project),
  );
}

/** A function that runs when a module is loaded declares it, and a function that it returns writes to it. */
function isKept(
  { file, value }: Located,
  { within }: Declaration,
  { code }: ProjectModel,
): boolean {
  const owner = file.facts.functions[within];
  const isInner = file.facts.functions.some(
    (each) => each.within === within && contains(each, value),
  );
  const isCalledAtOnce = file.facts.calls.some(
    ({ callee, within: caller }) =>
      caller === -1 && callee.is === 'function' && callee.function === within,
  );
  return (
    owner !== undefined &&
    isInner &&
    (isCalledAtOnce ||
      isOption({ file, function: owner }, code) ||
      code.callers({ file, function: owner }).some((call) => call.value.within === -1))
  );
}

/** The server calls it once: `runServer({ verifier })`. */
const isOption = (made: LocatedFunction, code: Code): boolean =>
  made.file.facts.exports.some(({ declaration = -1 }) =>
    made.file.facts.declarations[declaration]?.functions?.some(
      (each) => made.file.facts.functions[each] === made.function,
    ),
  ) && made.function.returned.some((value) => isVerifier({ file: made.file, value }, code));

/** An instance of the class is made when a module is loaded; `this` in a class counts as the class. */
function isSingleton(file: SourceFile, root: Value, { code, modules }: ProjectModel): boolean {
  const owner = classAt(code, { file, value: root });
  return [file, ...modules.importers(file)].some((each) =>
    each.facts.calls.some(
      ({ construct, within, callee }) =>
        construct &&
        classAt(code, { file: each, value: callee })?.class === owner?.class &&
        (within === -1 || isKeptForAll(each, callee, within)),
    ),
  );
}

/** `static get() { return (this.instance ??= new Session()); }`, `known = new Session()` */
const isKeptForAll = ({ facts }: SourceFile, made: Value, madeIn: number): boolean =>
  facts.assignments.some(({ target, value, within }) => {
    // A function around it makes one at every call; a computed key tells instances apart.
    if (within !== madeIn || !value || isComputed(target)) return false;
    const parts = [...descendants(value, ({ is }) => HOLDS.test(is))];
    if (!parts.some((part) => part.is === 'call' && part.callee === made)) return false;
    const root = rootOf(target);
    const declaration = root.is === 'name' ? facts.declarations[root.declaration] : undefined;
    return declaration?.kind === 'class'
      ? declaration.members?.some((each) => each.static && isFieldOf(target, each.name)) === true
      : declaration?.within === -1;
  });

const isComputed = (value: Value): boolean =>
  value.is === 'member' && (value.name === '*' || isComputed(value.object));

const isFieldOf = (target: Value, name: string) => target.is === 'member' && target.name === name;
