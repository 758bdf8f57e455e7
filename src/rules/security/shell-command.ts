import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { isByShell, PROGRAMS, SHELLS, programStarter } from '../../flow/sinks/programs.js';
import { directCall } from '../../flow/values/direct-call.js';

const SHELL = /(^|[\\/])(sh|bash|dash|zsh|ksh|cmd|powershell|pwsh)(\.exe)?$/i;
/** Options that precede the text of a command. */
const COMMAND = /^(-\w*c|\/[cks]|-command)$/i;

export default defineRule({
  severity: 'error',
  summary: 'Shell commands are fixed texts.',
  why: 'Quotes, semicolons and dollar signs in inserted text can start another command.',
  source: {
    text: 'CVE-2025-53967; CWE-78, OS Command Injection.',
    url: 'https://cwe.mitre.org/data/definitions/78.html',
  },
  securitySeverity: 9.8,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const value of file.facts.calls) {
      if (!usesShell(directCall({ file, value }, code), code)) continue;
      report({
        at: file.at(value),
        message: `"${code.path(value.callee)}" passes text that is composed at run time to a shell.`,
        hint: 'Use `execFile` or `spawn` with a fixed program, a list of arguments and no shell.',
      });
    }
  },
});

function usesShell(call: Located<CallValue>, code: Code): boolean {
  const program = programStarter(call, code);
  if (program === undefined) return false;
  const { file, value } = call;
  const [command, ...others] = value.arguments;
  const isFixed = command !== undefined && code.constant({ file, value: command }) !== undefined;
  if (SHELLS.test(program)) return !isFixed;
  if (!PROGRAMS.test(program)) return false;
  const list = others.find((each) => code.resolve({ file, value: each }).value.is === 'array');
  const items = list ? (code.list({ file, value: list }) ?? [undefined]) : [];
  const isFree = items.some((item) => !item || code.constant(item) === undefined);
  if (isByShell(call, code)) return !isFixed || isFree;
  const name = command && code.constant({ file, value: command });
  const flag = items.findIndex((item) => item && COMMAND.test(String(code.constant(item))));
  const text = flag === -1 ? undefined : items[flag + 1];
  return SHELL.test(String(name)) && text !== undefined && code.constant(text) === undefined;
}
