import { lastName } from '../../../flow/values/children.js';
import type { Code } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { words } from '../../../model/secret-names.js';

const LOOKS_UP = /^(get|set|has)$/;
const CUTS = /^(slice|substring|substr)$/;
/** Names of what tells callers apart. */
const CALLER = /(^|_)(token|bearer|jwt|session|session_id|user_id|sub)$/;

/** `users.get(token.slice(0, 24))`: keys that are only the beginning of what tells callers apart. */
export function truncatedKeys(file: SourceFile, code: Code): ReadonlyMap<Value, string> {
  const found = new Map<Value, string>();
  for (const { callee, arguments: given } of file.facts.calls) {
    if (callee.is !== 'member' || !LOOKS_UP.test(callee.name)) continue;
    for (const key of given.slice(0, 1)) {
      const { file: home, value } = code.resolve({ file, value: key });
      const name = value.is === 'call' ? cutName(value) : undefined;
      if (name !== undefined && home === file) found.set(value, name);
    }
  }
  return found;
}

/** A name of which only the first characters are left: `slice(0, 24)`, not `slice(7)`. */
function cutName({ callee, arguments: [from, to] }: CallValue): string | undefined {
  if (callee.is !== 'member' || !CUTS.test(callee.name) || !to) return undefined;
  const isFirst = from?.is === 'literal' && from.value === 0;
  const name = /^(name|member)$/.test(callee.object.is) ? lastName(callee.object) : '';
  return isFirst && CALLER.test(words(name)) ? name : undefined;
}
