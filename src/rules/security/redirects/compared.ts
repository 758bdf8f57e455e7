import { externalName } from '../../../flow/values/external-name.js';
import { parametersOf } from '../../../flow/values/functions.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Declaration, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { isSame, type Subject, subjectOf } from './subject.js';

/** The code compares the address, or looks it up: `ALLOWED.has(next)`, `url.origin === HOME`. */
export function isCompared({ file, value }: Located, code: Code): boolean {
  if (value.is === 'compound' && value.operator === '?:')
    return value.parts
      .slice(1)
      .every(
        (part) =>
          code.constant({ file, value: part }) !== undefined ||
          isCompared({ file, value: part }, code),
      );
  if (value.is === 'compound' && value.operator === 'await' && value.parts[0])
    return isCompared({ file, value: value.parts[0] }, code);
  const behind = initOf(file, value);
  if (behind && isCompared({ file, value: behind }, code)) return true;
  if (value.is === 'call' && resultIsCompared({ file, value }, code)) return true;
  const subject = subjectOf({ file, value }, code);
  return subject !== undefined && isComparedIn(file, subject, code);
}

function initOf(file: SourceFile, value: Value): Value | undefined {
  const declaration = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  const isFixed = declaration?.path.length === 0 && !declaration.reassigned;
  return isFixed && declaration.kind !== 'parameter' ? declaration.init : undefined;
}

/** A function of the project returns the address after comparing it: `allowedOrHome(next)`. */
function resultIsCompared(call: Located<CallValue>, code: Code): boolean {
  const target = code.target(call);
  return (
    target.is === 'function' &&
    parametersOf(target.file, target.function).some((declaration) =>
      isComparedIn(target.file, { declaration, way: '' }, code),
    )
  );
}

function isComparedIn(
  file: SourceFile,
  subject: Subject,
  code: Code,
  seen = new Set<Declaration>(),
): boolean {
  const { calls, operations } = file.facts;
  const isIt = (value: Value | undefined) =>
    value !== undefined && isSame(subjectOf({ file, value }, code), subject);
  return (
    operations.some(
      ({ operator, parts }) =>
        /^[!=]==?$/.test(operator) &&
        parts.some(isIt) &&
        parts.some((part) => !isIt(part) && !isNothing({ file, value: part }, code)),
    ) ||
    calls.some(
      (value) =>
        value.arguments.some(isIt) &&
        (looksUp({ file, value }, code) || isPassed({ file, value }, isIt, code, seen)),
    )
  );
}

/** `ALLOWED.has(next)`, `ALLOWED.includes(next)`, `PAGES.get(next)` with a fixed list */
function looksUp({ file, value: { callee } }: Located<CallValue>, code: Code): boolean {
  if (callee.is !== 'member') return false;
  if (/^(has|includes)$/.test(callee.name)) return true;
  return /^(get|indexOf)$/.test(callee.name) && isFixedList({ file, value: callee.object }, code);
}

function isFixedList(located: Located, code: Code): boolean {
  const { file, value } = code.resolve(located);
  const [items] = value.is === 'call' && value.construct ? value.arguments : [];
  return code.list(items ? { file, value: items } : { file, value }) !== undefined;
}

/** To a function of the project that compares it: `if (!isAllowed(next)) return`. */
function isPassed(
  call: Located<CallValue>,
  isIt: (value: Value) => boolean,
  code: Code,
  seen: Set<Declaration>,
): boolean {
  const target = code.target(call);
  if (target.is !== 'function') return false;
  const positions = call.value.arguments.flatMap((value, index) => (isIt(value) ? [index] : []));
  return parametersOf(target.file, target.function).some(
    (declaration) =>
      positions.includes(declaration.parameter ?? -1) &&
      !seen.has(declaration) &&
      isComparedIn(target.file, { declaration, way: '' }, code, seen.add(declaration)),
  );
}

const isNothing = (located: Located, code: Code) =>
  externalName(code, located) === '#undefined' ||
  ['', null].includes(code.constant(located) as string | null);
