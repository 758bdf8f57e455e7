import type { Code, Located } from '../../../model/code.js';
import type { FunctionFact, MemberValue, Value } from '../../../model/facts.js';

/** The object literal that a value is, also where a function or a getter of the project returns it. */
export function madeObject(of: Located, code: Code, seen = new Set<Value>()): Located | undefined {
  const { file, value } = code.resolve(of);
  if (value.is === 'object') return { file, value };
  if (seen.has(value)) return undefined;
  seen.add(value);
  if (value.is === 'member') return heldBy({ file, value }, code, seen);
  if (value.is !== 'call' || value.construct || code.runtime({ file, value: value.callee }))
    return undefined;
  const target = code.target({ file, value });
  return target.is === 'function' ? returned(target, code, seen) : undefined;
}

/** `new Counted(auth).auth`, where that is a getter. */
function heldBy(
  { file, value: { object, name } }: Located<MemberValue>,
  code: Code,
  seen: Set<Value>,
): Located | undefined {
  const { file: from, value: owner } = code.resolve({ file, value: object });
  if (owner.is !== 'call' || !owner.construct) return undefined;
  const origin = code.origin({ file: from, value: owner.callee });
  if (origin.is !== 'declared' || origin.path !== '') return undefined;
  const held = origin.declaration.members?.find((each) => each.name === name && !each.static);
  const getter = held?.getter && origin.file.facts.functions[held.function ?? -1];
  return getter ? returned({ file: origin.file, function: getter }, code, seen) : undefined;
}

function returned(
  {
    file,
    function: { returned: values, async, generator },
  }: { file: Located['file']; function: FunctionFact },
  code: Code,
  seen: Set<Value>,
): Located | undefined {
  const [value, another] = values;
  return value && !another && !async && !generator
    ? madeObject({ file, value }, code, seen)
    : undefined;
}

/** A property of a value, as code reads it. */
export function memberIn(object: Value, name: string): MemberValue {
  const { start, end } = object;
  return { is: 'member', start, end, object, name, nameStart: start };
}
