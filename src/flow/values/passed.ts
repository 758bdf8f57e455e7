import type { Argument, Code, Located } from '../../model/code.js';
import type { Declaration } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { ITERATES, itemPosition } from '../writes.js';

/** What calls pass to a parameter, and its default, where the value is one, a part of one, or a field that is set to one. */
export function passedTo(value: Located, code: Code): readonly Argument[] {
  const origin = code.origin(value);
  if (origin.is !== 'declared') return [];
  const { file, declaration, path } = origin;
  const { kind, parameter, within } = declaration;
  const fact = file.facts.functions[within];
  if (kind !== 'parameter' || parameter === undefined || !fact) return [];
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
