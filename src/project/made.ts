import { dirname, relative } from 'node:path/posix';
import type {
  Code,
  KnownObject,
  Located,
  LocatedFunction,
  Modules,
  Origin,
  Property,
  Registrar,
} from '../model/code.js';
import { isSameOrigin } from '../model/origin.js';
import type { CallValue, Declaration, FunctionFact, Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { CALLS_EACH, forEachItem } from './each-item.js';

const KINDS = ['tool', 'resource', 'prompt'] as const;
export type Kind = (typeof KINDS)[number];

export type Resolver = Pick<Modules, 'resolve'>;

export interface Made {
  kind: Kind;
  registrar: Registrar;
  /** The definitions it is given, one after the other; undefined where that is unknown. */
  given: readonly (KnownObject | undefined)[];
}

/** `tool({ … })`, and `definitions.forEach(tool)`. */
export function madeBy(
  file: SourceFile,
  call: CallValue,
  code: Code,
  modules: Resolver,
): Made | undefined {
  const { callee, construct, arguments: given } = call;
  const [first] = given;
  if (construct || !first) return undefined;
  const objects = (values: readonly (Located | undefined)[]) =>
    values.map((each) => each && code.object(each));
  const direct = maker(file, callee, code, modules);
  if (direct) {
    const owner = file.facts.functions[call.within];
    const isFactory =
      owner !== undefined && factory({ file, function: owner }, code, modules)?.call === call;
    if (isFactory && code.callers({ file, function: owner }).length > 0) return undefined;
    return { ...direct, given: objects(forEachItem({ file, value: first }, code)) };
  }
  const made = madeByFactory({ file, value: call }, code, modules);
  if (made) return made;
  if (callee.is !== 'member' || !CALLS_EACH.test(callee.name)) return undefined;
  const handed = first.is === 'name' || first.is === 'member';
  const each = handed ? maker(file, first, code, modules) : undefined;
  return (
    each && { ...each, given: objects(code.list({ file, value: callee.object }) ?? [undefined]) }
  );
}

interface Factory {
  made: Omit<Made, 'given'>;
  call: CallValue;
  definition: Located;
}

const FACTORIES = new WeakMap<FunctionFact, Factory | null>();

/** A function of the project that defines a tool of its parameters: `(name, rest) => tool({ ...rest, name })`. */
function factory(of: LocatedFunction, code: Code, modules: Resolver): Factory | undefined {
  const known = FACTORIES.get(of.function);
  if (known !== undefined) return known ?? undefined;
  FACTORIES.set(of.function, null);
  const { file, function: owner } = of;
  const index = file.facts.functions.indexOf(owner);
  for (const call of file.facts.calls) {
    const [first] = call.arguments;
    if (call.within !== index || !first || call.construct) continue;
    const made = maker(file, call.callee, code, modules);
    if (!made) continue;
    const definition = code.resolve({ file, value: first });
    const parts =
      definition.value.is === 'object'
        ? definition.value.entries.map(({ value }) => value)
        : [definition.value];
    if (!parts.some((part) => parameterIn({ file, value: part }, of))) continue;
    const found = { made, call, definition };
    FACTORIES.set(owner, found);
    return found;
  }
  return undefined;
}

/** A call of such a function: the definition has what the call passes. */
function madeByFactory(
  { file, value }: Located<CallValue>,
  code: Code,
  modules: Resolver,
): Made | undefined {
  const target = value.construct ? undefined : code.target({ file, value });
  const found = target?.is === 'function' ? factory(target, code, modules) : undefined;
  if (target?.is !== 'function' || !found) return undefined;
  const { definition } = found;
  const passed = (part: Value): Located => {
    const at = { file: target.file, value: part };
    const path = parameterIn(at, target);
    return (path === undefined ? undefined : code.argument({ file, value }, path)) ?? at;
  };
  if (definition.value.is !== 'object')
    return { ...found.made, given: [code.object(passed(definition.value))] };
  const properties = new Map<string, Property>();
  let partial = false;
  for (const entry of definition.value.entries) {
    const part = passed(entry.value);
    if (entry.is === 'entry') {
      const at = part.file.at(part.file === target.file ? entry : part.value);
      properties.set(entry.key, { ...part, key: entry.key, at });
      continue;
    }
    const spread = code.object(part);
    const taken = besideRest({ file: target.file, value: entry.value });
    if (!spread || spread.partial) partial = true;
    for (const each of spread?.properties ?? [])
      if (!taken.includes(each.key)) properties.set(each.key, each);
  }
  return { ...found.made, given: [{ properties: [...properties.values()], partial }] };
}

/** The way to what of the arguments of a function a value is: `0`, `1.name`; for the rest of one, the way to that. */
function parameterIn({ file, value }: Located, { function: owner }: LocatedFunction) {
  const keys: string[] = [];
  let root = value;
  for (; root.is === 'member'; root = root.object) keys.unshift(root.name);
  const declaration = root.is === 'name' ? file.facts.declarations[root.declaration] : undefined;
  if (declaration?.parameter === undefined) return undefined;
  if (file.facts.functions[declaration.within] !== owner) return undefined;
  const isRest = keys.length === 0 && besideRest({ file, value }).length > 0;
  const path = isRest ? declaration.path.slice(0, -1) : declaration.path;
  return path.includes('...') ? undefined : [declaration.parameter, ...path, ...keys].join('.');
}

/** `({ state, ...definition })`: what of an object parameter is not in the rest. */
function besideRest({ file, value }: Located): string[] {
  const { declarations } = file.facts;
  const rest = value.is === 'name' ? declarations[value.declaration] : undefined;
  if (rest?.parameter === undefined || rest.path.length !== 1 || rest.path[0] !== '...') return [];
  return declarations
    .filter(({ within, parameter }) => within === rest.within && parameter === rest.parameter)
    .flatMap(({ path: [key] }) => (key === undefined || /^(\d+|\.{3})$/.test(key) ? [] : [key]));
}

/** A function counts that was imported from a file of the project, or is exported by this very file. */
function maker(
  file: SourceFile,
  named: Value,
  code: Code,
  modules: Resolver,
  depth = 0,
): Omit<Made, 'given'> | undefined {
  const registers = code.runtime({ file, value: named })?.registers;
  if (registers) {
    const origin = code.origin({ file, value: named });
    return { kind: registers, registrar: ofRuntime(file, registers, origin, code, modules) };
  }
  const root = file.facts.declarations[rootOf(named)];
  if (root?.within !== -1 || root.kind === 'type' || depth > 5) return undefined;
  const names = [code.path(named).split('.').at(-1)];
  let from = file;
  if (root.import) {
    const source = modules.resolve(file, root.import.specifier);
    if (source.is !== 'file') return undefined;
    from = source.file;
    if (named.is === 'name') names.push(root.import.imported);
  } else if (!exportedIn(file).has(rootOf(named))) {
    return aliased(file, named, root, code, modules, depth);
  }
  const origin = code.origin({ file, value: named });
  if (origin.is === 'declared') {
    names.push(origin.path === '' ? origin.declaration.name : origin.path.split('.').at(-1));
    if (root.import && from.provider === undefined) from = origin.file;
  }
  const registrar = registrarOf(from);
  const kind =
    KINDS.find((each) => names.includes(each)) ??
    (registrar.is === 'project' ? MADE_ONLY.get(names.at(-1) ?? '') : undefined);
  return kind && { kind, registrar };
}

/** What makes a tool or a prompt without registering it. */
const MADE_ONLY: ReadonlyMap<string, Kind> = new Map([
  ['defineTool', 'tool'],
  ['definePrompt', 'prompt'],
]);

const EXPORTED = new WeakMap<SourceFile, ReadonlySet<number | undefined>>();

/** Indexes of the declarations that a file exports. */
function exportedIn(file: SourceFile): ReadonlySet<number | undefined> {
  const known =
    EXPORTED.get(file) ?? new Set(file.facts.exports.map(({ declaration }) => declaration));
  EXPORTED.set(file, known);
  return known;
}

/** `const add = tool`, and `const { tool } = registerProvider('mail')`. */
function aliased(
  file: SourceFile,
  named: Value,
  { init, path, reassigned }: Declaration,
  code: Code,
  modules: Resolver,
  depth: number,
): Omit<Made, 'given'> | undefined {
  if (named.is !== 'name' || !init || reassigned) return undefined;
  if (path.length === 0 && (init.is === 'name' || init.is === 'member'))
    return maker(file, init, code, modules, depth + 1);
  const kind = KINDS.find((each) => path.length === 1 && path[0] === each);
  const origin = code.origin({ file, value: calleeOf(init) });
  return kind && origin.is === 'declared' && origin.file.provider === undefined
    ? { kind, registrar: registrarOf(origin.file) }
    : undefined;
}

const calleeOf = (value: Value): Value => (value.is === 'call' ? value.callee : value);

/** Index of the declaration a chain of names begins with. */
function rootOf(value: Value): number {
  if (value.is === 'member') return rootOf(value.object);
  return value.is === 'name' ? value.declaration : -1;
}

/** Of the provider whose `mcp-instance` exports it; else of none. */
function ofRuntime(
  file: SourceFile,
  kind: Kind,
  made: Origin,
  code: Code,
  modules: Resolver,
): Registrar {
  const owner = made.is === 'declared' || made.is === 'value' ? made.file : file;
  for (const { provider } of [file, owner]) {
    if (provider === undefined) continue;
    const path = relative(dirname(file.logicalPath), `src/providers/${provider}/mcp-instance`);
    const instance = modules.resolve(file, path.startsWith('.') ? path : `./${path}`);
    const exported = instance.is === 'file' && code.exports(instance.file).get(kind)?.origin;
    if (exported && isSameOrigin(exported, made)) return { is: 'provider', provider };
  }
  return { is: 'project', path: owner.path };
}

const registrarOf = ({ provider, test, path }: SourceFile): Registrar =>
  provider !== undefined && !test ? { is: 'provider', provider } : { is: 'project', path };
