import type { Code, Located, Step } from '../../model/code.js';
import type { CallValue, NameValue, TemplateValue, Value } from '../../model/facts.js';
import { Ways } from '../../model/ways.js';
import { defineRule } from '../define.js';
import type { ArgumentFlow } from '../../flow/sources/argument-flow.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { placeOf } from './arguments/place.js';
import { wayTo } from './arguments/way.js';
import { passedTo } from '../../flow/values/passed.js';
import { startsTainted, isTainted, propertyOf } from '../../flow/taint.js';
import { isByShell, PROGRAMS, programStarter } from '../../flow/sinks/programs.js';

/** What programs take for an option. */
const OPTIONS = ['-x', '--upload-pack=touch x'];
const END_OF_OPTIONS = /^--(end-of-options)?$/;

export default defineRule({
  severity: 'error',
  summary: 'Arguments of tools are not passed to programs as options.',
  why: 'Text that begins with "-" is an option even without a shell, and many programs have options that run commands or write files.',
  source: {
    text: 'CVE-2025-68144 and CVE-2026-27735; CWE-88, Argument Injection.',
    url: 'https://cwe.mitre.org/data/definitions/88.html',
  },
  securitySeverity: 7.2,
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    for (const { flow: any, of } of argumentFlows(provider)) {
      if (!any.steps.some(({ call }) => startsProgram(call, code))) continue;
      const flow = of(OPTIONS);
      if (flow.steps.some((propertyOf) => looksAtBeginning(propertyOf, flow))) continue;
      for (const propertyOf of flow.steps) {
        if (!startsProgram(propertyOf.call, code)) continue;
        const { file, value } = propertyOf.call;
        const at = placeOf(propertyOf);
        const [program] = value.arguments;
        if (
          program &&
          program.is !== 'template' &&
          startsTainted(flow.taint({ file, value: program }))
        ) {
          report({
            at,
            ...wayTo(at, flow, propertyOf.chain),
            message: 'An argument of the tool sets which program is started here.',
            hint: 'Start a fixed program, or compare the name with a list of allowed programs first.',
          });
        } else if (takesOption(propertyOf.call, flow)) {
          report({
            at,
            ...wayTo(at, flow, propertyOf.chain),
            message:
              'An argument of the tool that begins with "-" becomes an option of this program.',
            hint: 'Insert "--" before it in the list, or reject values that begin with "-".',
          });
        }
      }
    }
  },
});

const startsProgram = (call: Located<CallValue>, code: Code) =>
  PROGRAMS.test(programStarter(call, code) ?? '') && !isByShell(call, code);

/** A word before the end of options begins with text from the arguments. */
function takesOption({ file, value }: Located<CallValue>, flow: ArgumentFlow): boolean {
  const [first, list] = value.arguments;
  const free = (word: Located) => startsTainted(flow.taint(word));
  if (first?.is === 'template') return tagged(first).some((word) => free({ file, value: word }));
  if (!list) return false;
  const lists = listsIn({ file, value: list }, flow.code);
  const ends = lists.map((words) =>
    words.findIndex((word) => END_OF_OPTIONS.test(String(flow.code.constant(word)))),
  );
  return ends.some((end) => end !== -1)
    ? lists.some((words, index) =>
        (ends[index] === -1 ? words : words.slice(0, ends[index])).some(free),
      )
    : startsTainted(propertyOf(flow.taint({ file, value: list }), '*', () => true));
}

/** The array literals that this list comes from, and the arguments that a rest parameter is made of. */
function listsIn(
  list: Located,
  code: Code,
  ways = new Ways((at) => code.notFollowed(at)),
): Located[][] {
  const behind = code.resolve(list);
  return ways.step(behind, () => listsBehind(behind, code, ways)) ?? [];
}

function listsBehind({ file, value }: Located, code: Code, ways: Ways): Located[][] {
  const deeper = (part: Value) => listsIn({ file, value: part }, code, ways);
  if (value.is === 'array')
    return [value.items.flatMap((item) => (item ? [{ file, value: item }] : []))];
  if (value.is === 'compound') return value.parts.flatMap(deeper);
  if (value.is === 'name') return listsPassed({ file, value }, code, ways);
  if (value.is !== 'call') return [];
  const target = code.target({ file, value });
  if (target.is === 'function')
    return target.function.returned.flatMap((returned) =>
      listsIn({ file: target.file, value: returned }, code, ways),
    );
  return value.callee.is === 'member' ? deeper(value.callee.object) : [];
}

function listsPassed(list: Located<NameValue>, code: Code, ways: Ways): Located[][] {
  const { file, value } = list;
  const { within = -1, parameter = -1 } = file.facts.declarations[value.declaration] ?? {};
  const made = file.facts.functions[within];
  if (!made?.parameters[parameter]?.rest)
    return passedTo(list, code).flatMap((each) => listsIn(each, code, ways));
  return code
    .callers({ file, function: made })
    .map((call) =>
      call.value.arguments.slice(parameter).map((each) => ({ file: call.file, value: each })),
    );
}

/** execa`git log ${branch}`: what begins a word. */
function tagged(template: TemplateValue): Value[] {
  const { chunks, values } = template;
  const end = chunks.findIndex((chunk) => chunk.includes(' -- '));
  return values.filter(
    (_, index) => /\s$/.test(chunks[index] ?? '') && (end === -1 || index < end),
  );
}

/** `name.startsWith('-')`, or a pattern that tells a word from an option. */
function looksAtBeginning({ call: { file, value } }: Step, flow: ArgumentFlow): boolean {
  const {
    callee,
    arguments: [given],
  } = value;
  if (callee.is !== 'member' || !given) return false;
  const about = (part: Value) => isTainted(flow.taint({ file, value: part }));
  if (callee.name === 'startsWith')
    return about(callee.object) && flow.code.constant({ file, value: given }) === '-';
  const pattern = callee.name === 'test' ? callee.object : given;
  const { value: found } = flow.code.resolve({ file, value: pattern });
  const isAnchored =
    found.is === 'literal' && found.type === 'regexp' && String(found.value).startsWith('/^');
  return isAnchored && [given, callee.object].some(about);
}
