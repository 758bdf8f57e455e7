import { possibleValues } from '../../../flow/values/possible.js';
import { writesIn } from '../../../flow/writes.js';
import type { Code, Located } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';

const SELECTS = /^(filter|slice|map|toSorted|toReversed|concat|find|at|flat|flatMap|get|values)$/;

/** An object that is written in the code, and whether it is an item of a list. */
export interface KnownRecord extends Located<Extract<Value, { is: 'object' }>> {
  listed: boolean;
}

/** The objects that a result may consist of: through variables, fields, functions of the project, and what selects some of a list. */
export function recordsIn(result: Located, code: Code): readonly KnownRecord[] {
  const found: KnownRecord[] = [];
  const seen = new Set<Value>();
  const open: (Located & { listed: boolean })[] = [{ ...result, listed: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { listed } = next;
    for (const { file, value } of possibleValues(next, code)) {
      if (seen.has(value)) continue;
      seen.add(value);
      const add = (part: Value, isItem = listed) =>
        open.push({ file, value: part, listed: isItem });
      if (value.is === 'object') {
        found.push({ file, value, listed });
        for (const entry of value.entries) add(entry.value, false);
      } else if (value.is === 'array') {
        for (const item of value.items) if (item) add(item, true);
      } else if (value.is === 'spread') add(value.value);
      else if (value.is === 'call' && value.construct) {
        for (const given of value.arguments) add(given);
      } else if (
        value.is === 'call' &&
        value.callee.is === 'member' &&
        SELECTS.test(value.callee.name)
      )
        add(value.callee.object);
    }
    const { file, value } = next;
    const variable = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
    for (const write of (variable && writesIn(file).get(variable)) ?? [])
      if (write.keys[0] === '*') open.push({ file, value: write.value, listed: true });
  }
  return found;
}
