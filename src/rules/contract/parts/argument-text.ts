import type { Code, Located } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import { words } from '../../../model/secret-names.js';
import { partsOf } from './data-parts.js';
import { type Answers, isOnce } from './once.js';

const ARGUMENT: Answers = new WeakMap();
const ID = /(^|_)(id|name|key)$/;
/** Methods that make another text of one. */
const METHODS =
  /^(trim|toLowerCase|toUpperCase|replace|replaceAll|slice|substring|padStart|padEnd|concat)$/;

export const isArgument = (located: Located, code: Code): boolean => {
  const origin = code.origin(located);
  if (origin.is === 'declared' && origin.declaration.kind === 'parameter') return true;
  return isOnce(ARGUMENT, located, code, () => {
    const parts = partsOf(located, code);
    return parts.length > 0 && parts.every((part) => isArgument(part, code));
  });
};

/** `spaces/${id}`, `name.replace('users/', 'dm-')`, also through a constant. */
export function isArgumentText(located: Located, code: Code): boolean {
  const { file, value } = code.resolve(located);
  const isPart = (part: Value) =>
    isArgument({ file, value: part }, code) || isArgumentText({ file, value: part }, code);
  if (value.is === 'template') return value.values.every(isPart);
  return (
    value.is === 'call' &&
    value.callee.is === 'member' &&
    METHODS.test(value.callee.name) &&
    isPart(value.callee.object) &&
    value.arguments.every((given) => code.constant({ file, value: given }) !== undefined)
  );
}

/** It has an id that is such a text, beside a fixed one: the record that the API would have sent. */
export const isArgumentRecord = (
  { file, value }: Located<Extract<Value, { is: 'object' }>>,
  code: Code,
): boolean =>
  value.entries.some(
    (entry) =>
      entry.is === 'entry' &&
      ID.test(words(entry.key)) &&
      isArgumentText({ file, value: entry.value }, code),
  ) &&
  value.entries.some((entry) => {
    const text = code.constant({ file, value: entry.value });
    return typeof text === 'string' && text !== '';
  });
