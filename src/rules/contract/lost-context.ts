import { lastName } from '../../flow/values/children.js';
import type { CallValue } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { insertion } from '../insertion.js';

const CONTEXT = 'context';
const UNUSED = `_${CONTEXT}`;

export default defineRule({
  severity: 'error',
  summary: 'Functions of the runtime that need the call context get it.',
  why: 'The context holds the user and the time limit of the call. Without it, the code does not compile and the call fails.',
  limits: 'Checked are calls with exactly one argument too few.',
  source: { text: 'TypeScript, error 2554: Expected more arguments.' },
  on: 'file',
  check(file, report, { code }) {
    if (file.test || file.facts.syntaxErrors.length > 0) return;
    for (const call of file.facts.calls) {
      const { parameters = [] } = code.runtime(code.target({ file, value: call })) ?? {};
      const position = parameters.indexOf(CONTEXT);
      const needed = parameters.filter((name) => !name.endsWith('?')).length;
      const isShort = call.arguments.length === needed - 1 && !call.construct;
      if (position < 0 || !isShort) continue;
      if (call.arguments.some((each) => isPassedOn(each, file))) continue;
      const fix = passing(position, call, file);
      report({
        at: file.at(call.callee),
        message: `"${code.path(call.callee)}" is called without the call context.`,
        hint: `Pass the context as argument ${position + 1}.`,
        ...(fix && { fix }),
      });
    }
  },
});

/** It may be the context, and another argument is missing. */
const isPassedOn = (value: CallValue['arguments'][number], { facts }: SourceFile): boolean =>
  value.is === 'spread' ||
  /(context|ctx)$/i.test(lastName(value)) ||
  (value.is === 'name' && /Context\b/.test(facts.declarations[value.declaration]?.type ?? ''));

/** Passes the context that a function around the call is given; where it was taken for unused, its parameter gets its name back. */
function passing(position: number, call: CallValue, file: SourceFile): Change[] | undefined {
  const given = givenContext(call.within, file);
  const argument = given && asArgument(given.name, position, call, file);
  return argument && [...given.changes, argument];
}

interface Given {
  name: string;
  changes: readonly Change[];
}

function givenContext(within: number, file: SourceFile): Given | undefined {
  const { declarations, functions, reads } = file.facts;
  for (let index = within; index >= 0; index = functions[index]?.within ?? -1) {
    const own = declarations.filter((each) => each.within === index);
    const found = own.find(
      ({ name, kind, path }) =>
        kind === 'parameter' && path.length === 0 && (name === CONTEXT || name === UNUSED),
    );
    if (found?.name === CONTEXT) return { name: CONTEXT, changes: [] };
    // What another function calls so may be something else.
    if (declarations.some(({ name }) => name === CONTEXT)) return undefined;
    if (found) {
      const isRead = reads.some((each) => declarations[each.declaration] === found);
      return isRead
        ? { name: UNUSED, changes: [] }
        : {
            name: CONTEXT,
            changes: [
              {
                at: file.at({ start: found.start, end: found.start + UNUSED.length }),
                text: CONTEXT,
              },
            ],
          };
    }
    const added = addedParameter(index, file);
    if (added) return { name: CONTEXT, changes: [added] };
  }
  return undefined;
}

/** Behind the only parameter of the function of a tool: its type says what the second one is. */
function addedParameter(index: number, file: SourceFile): Change | undefined {
  const { functions, declarations } = file.facts;
  const made = functions[index];
  const [only, another] = made?.parameters ?? [];
  if (!made || !only || another || only.rest) return undefined;
  const isTyped = declarations.some(
    ({ init, type = '' }) =>
      init?.is === 'function' && init.function === index && /^Call\b/.test(type),
  );
  const isEnd = /^\s*,?\s*\)/.test(file.text.slice(only.end));
  return isTyped && isEnd ? insertion(file, only.end, `, ${CONTEXT}`) : undefined;
}

/** Not where an argument is in parentheses, as in `callApi((request))`. */
function asArgument(
  name: string,
  position: number,
  { callee, arguments: given, end }: CallValue,
  file: SourceFile,
): Change | undefined {
  const { text } = file;
  const next = given[position];
  if (next) {
    const before = text.slice((given[position - 1] ?? callee).end, next.start);
    const [, gap] = /^\s*[(,](\s*)$/.exec(before) ?? [];
    return gap === undefined
      ? undefined
      : insertion(file, next.start, `${name},${gap === '' ? ' ' : gap}`);
  }
  const last = given.at(-1);
  const isEnd = last && /^\s*,?\s*\)$/.test(text.slice(last.end, end));
  return isEnd ? insertion(file, last.end, `, ${name}`) : undefined;
}
