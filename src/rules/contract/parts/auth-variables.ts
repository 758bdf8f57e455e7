import type { Code } from '../../../model/code.js';
import type { Place, SourceFile } from '../../../model/project.js';

export const VARIABLE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/** The environment variables that api/auth.ts names: those in the options of its auth style. */
export function* authVariables(
  file: SourceFile,
  code: Code,
): Generator<{ name: string; key: string; at: Place }> {
  for (const { callee, arguments: given } of file.facts.calls) {
    const style = code.runtime({ file, value: callee });
    const [, options] = given;
    if (!options || !style?.returns?.members?.getCredentials) continue;
    for (const { key, file: home, value } of code.object({ file, value: options })?.properties ??
      []) {
      const name = code.constant({ file: home, value });
      if (typeof name === 'string' && VARIABLE.test(name)) yield { name, key, at: home.at(value) };
    }
  }
}
