import type { Argument, Code, Located } from '../../model/code.js';

/** What calls pass to a parameter, where the value is one, a part of one, or a field that is set to one. */
export function passedTo(value: Located, code: Code): readonly Argument[] {
  const origin = code.origin(value);
  if (origin.is !== 'declared') return [];
  const { file, declaration, path } = origin;
  const { kind, parameter, within } = declaration;
  const fact = file.facts.functions[within];
  if (kind !== 'parameter' || parameter === undefined || !fact) return [];
  const keys = [...declaration.path, ...(path === '' ? [] : path.split('.'))];
  const position = [parameter, ...keys].join('.');
  return code
    .callers({ file, function: fact })
    .flatMap((call) => code.argument(call, position) ?? []);
}
