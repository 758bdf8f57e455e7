import type { Code, Located, ToolDefinition } from '../../model/code.js';
import type { CallValue, FunctionFact, MemberValue, NameValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { insertion } from '../insertion.js';
import { droppedIn } from './parts/dropped-requests.js';

export default defineRule({
  severity: 'error',
  summary:
    'Requests are awaited before code reads their responses, also in callbacks, and tools return the bodies.',
  why: 'A promise has no body and no items, so the tool returns an empty or invalid result.',
  limits:
    'Checked are the results of requests that stay in the function, directly or in a constant.',
  source: {
    text: 'typescript-eslint, no-misused-promises.',
    url: 'https://typescript-eslint.io/rules/no-misused-promises/',
  },
  on: 'file',
  check(file, report, { code, providers }) {
    if (file.test) return;
    const tools = providers.find(({ name }) => name === file.provider)?.tools ?? [];
    const dropped = droppedIn(file, code);
    for (const value of dropped.requests) {
      const isAsync = file.facts.functions[value.within]?.async;
      report({
        at: file.at(value.callee),
        message: 'Nothing awaits this request.',
        hint: 'Write `await` in front of it.',
        ...(isAsync && { fix: [insertion(file, value.start, 'await ')] }),
      });
    }
    for (const value of dropped.callbacks) {
      report({
        at: file.at(value),
        message: 'Nothing awaits the requests of this callback.',
        hint: 'Use `for (const item of items)`, or `await Promise.all(items.map(…))`.',
      });
    }
    const sent = file.facts.calls.filter(
      (value) => code.runtime(code.target({ file, value }))?.sends,
    );
    if (sent.length === 0) return;
    const uses = usesIn(file, code);
    for (const each of wholeResponses(sent, { file, tools, code })) {
      report({
        at: file.at(each),
        message: 'The tool returns the whole response, with its status and headers.',
        hint: 'Return its `body`.',
        fix: [insertion(file, each.end, '.body')],
      });
    }
    for (const value of sent) {
      const use = promiseUse(value, uses);
      if (!use) continue;
      report({
        at: file.at(value.callee),
        message: 'This is a promise, not the response.',
        hint: 'Write `await` in front of it.',
        ...(file.facts.functions[value.within]?.async && { fix: awaiting({ file, value }, use) }),
      });
    }
  },
});

/** Constants with the response of `callApi` that the function of a tool returns as they are. */
function wholeResponses(
  sent: readonly CallValue[],
  { file, tools, code }: { file: SourceFile; tools: readonly ToolDefinition[]; code: Code },
): Value[] {
  const { declarations, functions } = file.facts;
  return sent.flatMap((call) => {
    const made = functions[call.within];
    const isRun = tools.some(
      ({ run, output }) =>
        run?.file === file &&
        run.function === made &&
        // Its result schema may be that of responses.
        !(output && code.jsonSchema(output).properties?.body),
    );
    const isClient = code.runtime(code.target({ file, value: call }))?.returns?.sources?.body;
    if (!made || !isRun || isClient === undefined) return [];
    return made.returned.filter((each) => {
      const declared = each.is === 'name' ? declarations[each.declaration] : undefined;
      const { init, path, reassigned } = declared ?? {};
      const isAwaited =
        init?.is === 'compound' && init.operator === 'await' && init.parts[0] === call;
      return isAwaited && path?.length === 0 && !reassigned;
    });
  });
}

const OWN = /^(then|catch|finally)$/;

/** Where the values of a file are used. */
interface Uses {
  members: ReadonlyMap<Value, MemberValue>;
  /** Of the constant that a value is given to. */
  reads: ReadonlyMap<Value, readonly NameValue[]>;
  /** Of the names that a value is taken apart into. */
  parts: ReadonlyMap<Value, readonly string[]>;
  /** The parts of the objects that asynchronous functions return, where no caller can await a promise there. */
  results: ReadonlySet<Value>;
}

function usesIn(file: SourceFile, code: Code): Uses {
  const { members, declarations, functions, reads } = file.facts;
  const ofConstants = new Map<Value, NameValue[]>();
  for (const read of reads) {
    const { init, kind, path, reassigned } = declarations[read.declaration] ?? {};
    if (!init || kind !== 'const' || path?.length !== 0 || reassigned) continue;
    const known = ofConstants.get(init);
    if (known) known.push(read);
    else ofConstants.set(init, [read]);
  }
  const parts = new Map<Value, string[]>();
  for (const { init, kind, path } of declarations) {
    if (!init || kind === 'parameter' || path.length === 0) continue;
    parts.set(init, [...(parts.get(init) ?? []), path[0] ?? '']);
  }
  const isLast = (made: FunctionFact) =>
    made.async &&
    made.returned.some((each) => each.is === 'object') &&
    code.callers({ file, function: made }).length === 0;
  const returned = functions.flatMap((made) => (isLast(made) ? made.returned : []));
  const entries = returned.flatMap((each) => (each.is === 'object' ? each.entries : []));
  return {
    members: new Map(members.map((member) => [member.object, member])),
    reads: ofConstants,
    parts,
    results: new Set(entries.map((entry) => entry.value)),
  };
}

/** A member of the promise, or only uses of its constant that need the response. */
function promiseUse(
  value: CallValue,
  { members, reads, parts, results }: Uses,
): 'member' | 'constant' | undefined {
  const member = members.get(value);
  if (member) return OWN.test(member.name) ? undefined : 'member';
  if (parts.get(value)?.some((name) => !OWN.test(name))) return 'constant';
  const needsResponse = (read: NameValue) => {
    const part = members.get(read);
    return part ? !OWN.test(part.name) : results.has(read);
  };
  const found = reads.get(value) ?? [];
  return found.length > 0 && found.every(needsResponse) ? 'constant' : undefined;
}

function awaiting({ file, value }: Located<CallValue>, use: 'member' | 'constant'): Change[] {
  return use === 'constant'
    ? [insertion(file, value.start, 'await ')]
    : [insertion(file, value.start, '(await '), insertion(file, value.end, ')')];
}
