import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { foreignName } from './values/origins.js';

const MAY_BE = /eval|Function|node:vm|['"]vm['"]|setTimeout|setInterval/;
const RUNS_TEXT =
  /^(#eval|#Function|node:vm#(runInContext|runInNewContext|runInThisContext|compileFunction|Script|SourceTextModule))$/;
const TIMERS = /^#(setTimeout|setInterval)$/;
const CLIENT = 'src/providers/weather/api/client.ts';
const at = (code: string) => ({
  [CLIENT]: { replace: 'export async', with: `${code}\n\nexport async` },
});

export default defineRule({
  severity: 'error',
  summary: 'No text is run as code.',
  why: 'What a model or an API sends can then do everything the server can.',
  source: {
    text: 'CWE-95, Eval Injection.',
    url: 'https://cwe.mitre.org/data/definitions/95.html',
  },
  securitySeverity: 9.3,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !MAY_BE.test(file.text)) return;
    for (const value of file.facts.calls) {
      const what = runsText({ file, value }, code);
      if (what === undefined) continue;
      report({
        at: file.at(value.callee),
        message: `"${what}" runs a text as code.`,
        hint: 'Write what it does as code, or read the text as data with JSON.parse and a schema.',
      });
    }
  },
  examples: [
    { ok: at('export const later = (work: () => void) => setTimeout(work, 10);') },
    { ok: at('const evaluate = (text: string) => JSON.parse(text);\nevaluate("1");') },
    { bad: at('export const sum = (text: string) => eval(text);'), finds: [`${CLIENT}:6:38`] },
    {
      bad: at('export const sum = (text: string) => new Function(text)();'),
      finds: [`${CLIENT}:6:42`],
    },
    {
      bad: at(
        "import { runInNewContext as run } from 'node:vm';\nexport const sum = (text: string) => run(text);",
      ),
      finds: [`${CLIENT}:7:38`],
    },
    { bad: at("setTimeout('start()', 10);"), finds: [`${CLIENT}:6:1`] },
  ],
});

function runsText({ file, value: call }: Located<CallValue>, code: Code): string | undefined {
  const name = foreignName(code, { file, value: call.callee });
  if (name === undefined) return undefined;
  if (RUNS_TEXT.test(name)) return code.path(call.callee);
  const [first] = call.arguments;
  const isText = TIMERS.test(name) && (first?.is === 'string' || first?.is === 'template');
  return isText ? code.path(call.callee) : undefined;
}
