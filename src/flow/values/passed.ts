import type { Argument, Code, Located, Origin } from '../../model/code.js';
import type { Declaration } from '../../model/facts.js';
import { ITERATES, itemPosition } from '../../model/iteration.js';
import type { SourceFile } from '../../model/project.js';

const PASSED = new WeakMap<Code, WeakMap<Declaration, Map<string, readonly Argument[]>>>();

/** What calls pass to a parameter, and its default, where the value is one, a part of one, or a field that is set to one. */
export function passedTo(value: Located, code: Code): readonly Argument[] {
  const origin = code.origin(value);
  if (origin.is !== 'declared' || origin.declaration.kind !== 'parameter') return [];
  const byParameter =
    PASSED.get(code) ?? new WeakMap<Declaration, Map<string, readonly Argument[]>>();
  PASSED.set(code, byParameter);
  const byPath = byParameter.get(origin.declaration) ?? new Map<string, readonly Argument[]>();
  byParameter.set(origin.declaration, byPath);
  const known = byPath.get(origin.path) ?? passedAt(origin, code);
  byPath.set(origin.path, known);
  return known;
}

function passedAt(
  { file, declaration, path }: Extract<Origin, { is: 'declared' }>,
  code: Code,
): readonly Argument[] {
  const { parameter, within } = declaration;
  const fact = file.facts.functions[within];
  if (parameter === undefined || !fact) return [];
  const keys = [...declaration.path, ...(path === '' ? [] : path.split('.'))];
  const position = [parameter, ...keys].join('.');
  const given = code
    .callers({ file, function: fact })
    .flatMap((call) => code.argument(call, position) ?? []);
  const items = itemsPassed(file, declaration, code).flatMap((item) => {
    const part = keys.reduce<Located | undefined>((of, key) => of && partOf(of, key, code), item);
    return part ? [{ ...part, origin: code.origin(part) }] : [];
  });
  return [...given, ...items, ...presetsOf(file, declaration, path, code)];
}

/** Its own default, where no part of that is meant. */
function presetsOf(
  file: SourceFile,
  { fallback, init, path: way }: Declaration,
  path: string,
  code: Code,
): readonly Argument[] {
  // The default of a whole pattern is an object with the parts.
  const value = fallback ?? (way.length > 0 && init?.is === 'object' ? undefined : init);
  return value && path === '' ? [{ file, value, origin: code.origin({ file, value }) }] : [];
}

/** The items of the list that calls the function back: `names.map((name) => …)`. */
function itemsPassed(
  file: SourceFile,
  { within, parameter }: Declaration,
  code: Code,
): readonly Located[] {
  const fact = file.facts.functions[within];
  if (!fact) return [];
  return code.handed({ file, function: fact }).flatMap(({ file: from, value, position }) => {
    const { callee } = value;
    return callee.is === 'member' &&
      position === 0 &&
      ITERATES.test(callee.name) &&
      parameter === itemPosition(callee.name)
      ? (code.list({ file: from, value: callee.object }) ?? [])
      : [];
  });
}

export const partOf = (of: Located, key: string, code: Code): Located | undefined =>
  code.list(of)?.[Number(key)] ?? code.object(of)?.properties.find((each) => each.key === key);
