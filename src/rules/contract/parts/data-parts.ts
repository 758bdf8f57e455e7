import { partOf } from '../../../flow/values/passed.js';
import { possibleValues, sourcesOf } from '../../../flow/values/possible.js';
import type { Code, Located, Origin } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';

/**
 * What a part of data may be: `segments` of `const { segments } = transcriptOf(id)`, a field, an item of a table; nothing
 * where it comes from an argument.
 */
export function partsOf(part: Located, code: Code, seen = new Set<Value>()): readonly Located[] {
  const origin = code.origin(part);
  const isGiven = origin.is === 'declared' && origin.declaration.kind === 'parameter';
  if (isGiven || seen.has(part.value)) return [];
  seen.add(part.value);
  const whole = wholeOf(origin);
  if (!whole || whole.keys.length === 0) return sourcesOf(part, code);
  const wholes = possibleValues(whole, code).flatMap((each) => {
    const isPart = each.value.is === 'name' || each.value.is === 'member';
    return isPart ? partsOf(each, code, seen) : [each];
  });
  return whole.keys.reduce<readonly Located[]>(
    (of, key) => of.flatMap((each) => itemsAt(each, key, code)),
    wholes,
  );
}

/** What a name is taken from, and the way to it. */
function wholeOf(origin: Origin): (Located & { keys: readonly string[] }) | undefined {
  if (origin.is === 'value')
    return { file: origin.file, value: origin.value, keys: keysIn(origin.path) };
  if (origin.is !== 'declared' || !origin.declaration.init) return undefined;
  const { file, declaration, path } = origin;
  return { file, value: origin.declaration.init, keys: [...declaration.path, ...keysIn(path)] };
}

const keysIn = (path: string) => (path === '' ? [] : path.split('.'));

const itemsAt = (whole: Located, key: string, code: Code): readonly Located[] =>
  key === '*'
    ? (code.list(whole) ?? code.object(whole)?.properties ?? [])
    : [partOf(whole, key, code)].flatMap((part) => part ?? []);
