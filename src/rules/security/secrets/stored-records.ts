import { parametersOf } from '../../../flow/values/functions.js';
import type { Code, Located } from '../../../model/code.js';
import type { SourceFile } from '../../../model/project.js';

/** Types of stores, of the runtime or of the project. */
const STORE = /\b(SharedStore|(Token|Credentials?|Secret)s?Store)\b/;
const PUTS = /^(put|set|save|write|store)/;

/** What a store of credentials is given to keep: the last parameter of `put(id, record)`. */
export function isStoredRecord(content: Located, code: Code): boolean {
  const origin = code.origin(content);
  if (origin.is !== 'declared' || !STORE.test(origin.file.text)) return false;
  const { file, declaration } = origin;
  const made = file.facts.functions[declaration.within];
  if (declaration.kind !== 'parameter' || !made || !PUTS.test(nameOf(file, declaration.within)))
    return false;
  return parametersOf(file, made).at(-1) === declaration;
}

/** The name of a function, or the key that it is an entry of. */
function nameOf({ facts }: SourceFile, index: number): string {
  const name = facts.functions[index]?.name ?? '';
  if (name !== '') return name;
  const isIt = (value: { is: string; function?: number }) =>
    value.is === 'function' && value.function === index;
  return (
    facts.objects
      .flatMap((object) => object.entries)
      .flatMap((each) => (each.is === 'entry' && isIt(each.value) ? each.key : []))[0] ?? ''
  );
}
