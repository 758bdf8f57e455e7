import type { ProjectModel, SourceFile } from '../../../model/project.js';
import type { Declaration } from '../../../model/facts.js';

/**
 * Returns the name of the function that contains the code, where that function is declared at the top of its file and no
 * file that is loaded names it in a call. Methods and functions without a name are never told.
 */
export function uncalledIn(
  { code }: ProjectModel,
  loaded: ReadonlySet<SourceFile>,
): (file: SourceFile, within: number) => string | undefined {
  let named: ReadonlySet<Declaration> | undefined;
  const inCalls = () => {
    const found = new Set<Declaration>();
    for (const file of loaded) {
      for (const { callee, arguments: given } of file.facts.calls) {
        for (const value of [callee, ...given]) {
          const origin = code.origin({ file, value });
          if (origin.is === 'declared') found.add(origin.declaration);
        }
      }
    }
    return found;
  };
  return (file, within) => {
    const { functions, declarations } = file.facts;
    let outermost = within;
    while ((functions[outermost]?.within ?? -1) !== -1)
      outermost = functions[outermost]?.within ?? -1;
    if (outermost === -1) return undefined;
    const declared = declarations.find(
      ({ functions: own, init, within: place }) =>
        place === -1 &&
        (own?.includes(outermost) === true ||
          (init?.is === 'function' && init.function === outermost)),
    );
    if (!declared || declared.kind === 'class') return undefined;
    named ??= inCalls();
    return named.has(declared) ? undefined : declared.name;
  };
}
