import type { Code, KnownObject, Located, LocatedFunction, Property } from '../model/code.js';
import type { CallValue, FunctionFact, Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { CALLS_EACH, forEachItem } from './each-item.js';
import { givenText } from './given-text.js';
import { type Maker, maker, type Resolver } from './maker.js';

export interface Made extends Maker {
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
  made: Maker;
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
    const isGiven = (part: Value): boolean =>
      parameterIn({ file, value: part }, of) !== undefined ||
      (part.is === 'template' && part.values.some(isGiven));
    if (!parts.some(isGiven)) continue;
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
  const given = (part: Located): Located | undefined => {
    const path = parameterIn(part, target);
    return path === undefined ? undefined : code.argument({ file, value }, path);
  };
  const passed = (part: Value): Located => {
    const at = { file: target.file, value: part };
    const text = code.resolve(at).value.is === 'template' ? givenText(at, given, code) : undefined;
    if (text === undefined) return given(at) ?? at;
    return { file: target.file, value: { ...part, is: 'string', value: text } };
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
