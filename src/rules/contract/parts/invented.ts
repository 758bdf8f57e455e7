import { callsInside } from '../../../flow/values/functions.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import { CHOICE } from './canned.js';

const SELECTS = /^(filter|slice|map|toSorted|concat|find|at|flat|flatMap)$/;
const ID = /^(\w*_?id|\w*Id|key|uuid)$/;

/** What a function returns where a request has failed, and which looks like the records of the API. */
export const inventedIn = ({ file, function: made }: LocatedFunction, code: Code): Located[] =>
  failing({ file, function: made }, code).filter((each) => isInvented(each, code));

/** Values returned by handlers of errors: `catch { return … }`, `.catch(() => …)`. */
function failing({ file, function: made }: LocatedFunction, code: Code): Located[] {
  const handlers = file.facts.handlers.filter((each) => contains(made, each));
  const returned = made.returned
    .filter((value) => handlers.some((each) => contains(each, value)))
    .map((value) => ({ file, value }));
  const passed = callsInside(file, made).flatMap(({ callee, arguments: [handler] }) => {
    if (callee.is !== 'member' || callee.name !== 'catch' || !handler) return [];
    return code
      .functions({ file, value: handler })
      .flatMap((run) => run.function.returned.map((value) => ({ file: run.file, value })));
  });
  return [...returned, ...passed];
}

/** It has records with fixed texts or numbers. */
function isInvented(located: Located, code: Code, seen = new Set<Value>()): boolean {
  const { file, value } = code.resolve(located);
  if (seen.has(value)) return false;
  seen.add(value);
  const also = (part: Value) => isInvented({ file, value: part }, code, seen);
  switch (value.is) {
    case 'array':
      return value.items.some((item) => item && isRecord({ file, value: item }, code));
    case 'object':
      return (
        value.entries.some((entry) => also(entry.value)) ||
        (isRecord({ file, value }, code) &&
          value.entries.some(
            (entry) =>
              entry.is === 'entry' &&
              ID.test(entry.key) &&
              isText({ file, value: entry.value }, code),
          ))
      );
    case 'compound':
      return CHOICE.test(value.operator) && value.parts.some(also);
    case 'call': {
      if (value.callee.is === 'member' && SELECTS.test(value.callee.name))
        return also(value.callee.object);
      const target = code.target({ file, value });
      return (
        target.is === 'function' &&
        target.function.returned.some((each) =>
          isInvented({ file: target.file, value: each }, code, seen),
        )
      );
    }
    default:
      return false;
  }
}

/** An object with two fixed values or more, and none that is not. */
function isRecord(located: Located, code: Code): boolean {
  const { file, value } = code.resolve(located);
  if (value.is !== 'object') return false;
  const values = value.entries.map((entry) => ({ file, value: entry.value }));
  return values.filter((each) => isText(each, code)).length > 1;
}

function isText(located: Located, code: Code): boolean {
  const constant = code.constant(located);
  return typeof constant === 'number' || (typeof constant === 'string' && constant !== '');
}
