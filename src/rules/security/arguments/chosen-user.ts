import { isTainted, type Taint } from '../../../flow/taint.js';
import { lastName } from '../../../flow/values/children.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';

/** Functions whose first argument is the user whose credentials are meant. */
const OF_USER = /^(getCredentials|replaceCredentials|saveCredentials|signOut|signInUrl)$/;

interface Flow {
  code: Code;
  taint(value: Located): Taint;
}

/** Followed data that a call uses as a user: where it becomes one. */
export function chosenUsers({ file, value }: Located<CallValue>, flow: Flow): readonly Located[] {
  const name = lastName(value.callee);
  return value.arguments.flatMap((part, position) => {
    const given = { file, value: part };
    const taint = flow.taint(given);
    if (position === 0 && OF_USER.test(name)) return isTainted(taint) ? [given] : [];
    const way = position === 0 && name === 'createServer' ? ['userId'] : ['principal', 'userId'];
    return isAt(taint, way) ? [partAt(given, way, flow)] : [];
  });
}

/** Whether a property holds the data, of an object that is not such data itself. */
function isAt(taint: Taint, [key = '', ...more]: readonly string[]): boolean {
  const parts = taint.filter(([first]) => first === key).map(([, ...rest]) => rest);
  return parts.some(([first]) => first === undefined) || (more.length > 0 && isAt(parts, more));
}

/** Where an object gets that property, as far as one file shows it. */
function partAt(
  of: Located,
  [key, ...more]: readonly string[],
  flow: Flow,
  seen = new Set<Value>(),
): Located {
  if (key === undefined) return of;
  const { file, value } = flow.code.resolve(of);
  if (seen.has(value)) return of;
  seen.add(value);
  const holds = (part: Located) => isAt(flow.taint(part), [key, ...more]);
  switch (value.is) {
    case 'compound': {
      const chosen = value.parts.map((part) => ({ file, value: part })).find(holds);
      return chosen ? partAt(chosen, [key, ...more], flow, seen) : of;
    }
    case 'object': {
      const entry = value.entries.findLast((each) => each.is !== 'entry' || each.key === key);
      if (!entry) return of;
      const part = { file, value: entry.value };
      return partAt(part, entry.is === 'entry' ? more : [key, ...more], flow, seen);
    }
    default:
      return of;
  }
}
