import type { Code, Located } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { descendants } from './children.js';
import { externalName } from './external-name.js';

/** Values in calls of zod: defaults, examples and descriptions of arguments. No code requests them. */
export function schemaValues(file: SourceFile, code: Code): ReadonlySet<Value> {
  const values = new Set<Value>();
  for (const call of file.facts.calls) {
    if (!isZod({ file, value: call.callee }, code)) continue;
    for (const argument of call.arguments)
      for (const value of descendants(argument)) values.add(value);
  }
  return values;
}

/** `z.string` and, in `z.string().default`, what the method is called on. */
function isZod({ file, value }: Located, code: Code): boolean {
  if (/^zod(\/.*)?#/.test(externalName(code, { file, value }) ?? '')) return true;
  if (value.is !== 'member') return false;
  const { object } = value;
  return isZod({ file, value: object.is === 'call' ? object.callee : object }, code);
}
