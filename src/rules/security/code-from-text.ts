import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { externalName } from '../../flow/values/external-name.js';
import { directCall } from '../../flow/values/direct-call.js';

const RUNS_TEXT =
  /^(#eval|#Function|node:vm#(runInContext|runInNewContext|runInThisContext|compileFunction|Script|SourceTextModule))$/;
const TIMERS = /^#(setTimeout|setInterval)$/;
const REFLECTS = /^#Reflect\.(construct|apply)$/;

export default defineRule({
  severity: 'error',
  summary: 'The server does not run text as code.',
  why: 'Text from a model or an API can then do everything that the server can do.',
  source: {
    text: 'CWE-95, Eval Injection.',
    url: 'https://cwe.mitre.org/data/definitions/95.html',
  },
  securitySeverity: 9.3,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const value of file.facts.calls) {
      const what = runsText({ file, value }, code);
      if (what === undefined) continue;
      report({
        at: file.at(value.callee),
        message: `"${what}" runs text as code.`,
        hint: 'Write it as code, or parse the text with `JSON.parse` and a schema.',
      });
    }
  },
});

function runsText(call: Located<CallValue>, code: Code): string | undefined {
  const { file, value } = directCall(call, code);
  const callee = calleeOf(value);
  const nameOf = (part: Value) => externalName(code, { file, value: part }) ?? '';
  const name = nameOf(callee);
  if (RUNS_TEXT.test(name)) return code.path(callee);
  const lent = value.arguments.find(
    (given) => nameOf(given) === '#eval' || (REFLECTS.test(name) && RUNS_TEXT.test(nameOf(given))),
  );
  if (lent) return code.path(lent);
  if (callee.is === 'member' && callee.name === 'constructor' && callee.object.is === 'function')
    return 'Function';
  if (name === 'node:worker_threads#Worker') return isEvaluated(call, code) ? 'Worker' : undefined;
  const [first] = value.arguments;
  const isText =
    first && TIMERS.test(name) && isTextual(code.resolve({ file, value: first }).value);
  return isText ? code.path(callee) : undefined;
}

/** `(0, eval)(text)` calls `eval`. */
function calleeOf({ callee }: CallValue): Value {
  const last =
    callee.is === 'compound' && callee.operator === ',' ? callee.parts.at(-1) : undefined;
  return last ?? callee;
}

function isTextual(value: Value): boolean {
  if (value.is === 'compound') return value.operator === '+' && value.parts.some(isTextual);
  return value.is === 'string' || value.is === 'template';
}

function isEvaluated({ file, value: { arguments: given } }: Located<CallValue>, code: Code) {
  const options = given[1] && code.object({ file, value: given[1] });
  const evaluates = options?.properties.find(({ key }) => key === 'eval');
  return evaluates !== undefined && code.constant(evaluates) !== false;
}
