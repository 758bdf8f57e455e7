import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type { CallValue, Declaration } from '../../model/facts.js';
import type { ArgumentPath } from '../../model/runtime.js';

/** A parameter, or a part of one, of a function of the project. */
export interface Parameter extends LocatedFunction {
  declaration: Declaration;
  path: ArgumentPath;
}

/** The parameter that a value is, also by other names. */
export function parameterOf(value: Located, code: Code): Parameter | undefined {
  const origin = code.origin(value);
  if (origin.is !== 'declared' || origin.declaration.parameter === undefined) return undefined;
  const { file, declaration, path } = origin;
  const made = file.facts.functions[declaration.within];
  const keys = [declaration.parameter, ...declaration.path, ...(path === '' ? [] : [path])];
  return made && { file, function: made, declaration, path: keys.join('.') };
}

/** What a call of its function gives a parameter: the argument, or else the default. */
export function givenIn(
  call: Located<CallValue>,
  { file, declaration: { init, fallback }, path }: Parameter,
  code: Code,
): Located | undefined {
  const preset = fallback ?? init;
  return code.argument(call, path) ?? (preset && { file, value: preset });
}
