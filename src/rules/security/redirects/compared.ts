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

/** Also in the functions of the project that it is passed to: `if (!isAllowed(next)) return`. */
function isComparedIn(file: SourceFile, subject: Subject, code: Code): boolean {
  const seen = new Set<Declaration>();
  const open = [{ file, subject }];
  for (let next = open.pop(); next; next = open.pop()) {
    const uses = usesIn(next.file, code).get(next.subject.declaration)?.get(next.subject.way);
    if (uses?.compared) return true;
    for (const to of uses?.passed ?? []) {
      if (!seen.has(to.declaration))
        open.push({ file: to.file, subject: { declaration: to.declaration, way: '' } });
      seen.add(to.declaration);
    }
  }
  return false;
}

/** What a file does with a subject. */
interface Uses {
  compared: boolean;
  /** The parameters that it becomes. */
  passed: { file: SourceFile; declaration: Declaration }[];
}

type UsesByWay = Map<Declaration, Map<string, Uses>>;

const USES = new WeakMap<Code, WeakMap<SourceFile, UsesByWay>>();

function usesIn(file: SourceFile, code: Code): UsesByWay {
  const files = USES.get(code) ?? new WeakMap<SourceFile, UsesByWay>();
  USES.set(code, files);
  let uses = files.get(file);
  if (!uses) files.set(file, (uses = readUses(file, code)));
  return uses;
}

function readUses(file: SourceFile, code: Code): UsesByWay {
  const found: UsesByWay = new Map();
  const of = ({ declaration, way }: Subject): Uses => {
    const ways = found.get(declaration) ?? new Map<string, Uses>();
    found.set(declaration, ways);
    const uses = ways.get(way) ?? { compared: false, passed: [] };
    ways.set(way, uses);
    return uses;
  };
  const subjects = (values: readonly Value[]) =>
    values.map((value) => ({ value, subject: subjectOf({ file, value }, code) }));
  for (const { operator, parts } of file.facts.operations) {
    if (!/^[!=]==?$/.test(operator)) continue;
    const sides = subjects(parts);
    for (const { subject } of sides) {
      const isWithAnother = sides.some(
        (side) => !isSame(side.subject, subject) && !isNothing({ file, value: side.value }, code),
      );
      if (subject && isWithAnother) of(subject).compared = true;
    }
  }
  for (const value of file.facts.calls) {
    const target = code.target({ file, value });
    const parameters = target.is === 'function' ? parametersOf(target.file, target.function) : [];
    for (const [position, { subject }] of subjects(value.arguments).entries()) {
      if (!subject) continue;
      const uses = of(subject);
      uses.compared ||= looksUp({ file, value }, code);
      for (const declaration of parameters)
        if (target.is === 'function' && declaration.parameter === position)
          uses.passed.push({ file: target.file, declaration });
    }
  }
  return found;
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

const isNothing = (located: Located, code: Code) =>
  externalName(code, located) === '#undefined' ||
  ['', null].includes(code.constant(located) as string | null);
