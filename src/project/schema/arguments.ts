import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type { Declaration } from '../../model/facts.js';

/** The value of each parameter of a call: the argument or the part of it that it takes, else its default. */
export function argumentsOf(
  { file, function: called }: LocatedFunction,
  args: readonly Located[],
  code: Code,
): [Declaration, Located][] {
  const index = file.facts.functions.indexOf(called);
  return file.facts.declarations.flatMap((each): [Declaration, Located][] => {
    const { kind, within, parameter = -1, path, init } = each;
    if (kind !== 'parameter' || within !== index || called.parameters[parameter]?.rest) return [];
    const argument = args[parameter];
    const given = argument && partOf(argument, path, code);
    const taken = given === ABSENT || !argument ? init && { file, value: init } : given;
    return taken ? [[each, taken]] : [];
  });
}

/** What a parameter, or a part of one, was given; itself where it is something else or cannot be determined. */
export function givenFor(
  located: Located,
  code: Code,
  parameters: ReadonlyMap<Declaration, Located>,
): Located {
  if (parameters.size === 0) return located;
  const origin = code.origin(located);
  const given = origin.is === 'declared' && parameters.get(origin.declaration);
  if (!given) return located;
  const part = partOf(given, origin.path.split('.').filter(Boolean), code);
  return part && part !== ABSENT ? part : located;
}

const ABSENT = 'absent';

/** Undefined where it cannot be determined. */
function partOf(
  located: Located,
  path: readonly string[],
  code: Code,
): Located | typeof ABSENT | undefined {
  let part = located;
  for (const key of path) {
    const object = code.object(part);
    const found = object?.properties.find((each) => each.key === key);
    if (!found) return object?.partial === false ? ABSENT : undefined;
    part = found;
  }
  return part;
}
