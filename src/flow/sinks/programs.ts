import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { externalName } from '../values/external-name.js';

/** These pass a text to a shell. */
export const SHELLS =
  /^(node:child_process#(exec|execSync)|execa#(execaCommand|execaCommandSync)|shelljs#exec)$/;
/** These do so with the option `shell`. */
export const PROGRAMS =
  /^(node:child_process#(spawn|spawnSync|execFile|execFileSync|fork)|execa#(execa|execaSync|execaNode|\$)?|cross-spawn#(spawn|sync)?)$/;

/** The function that starts a program, by its package; also behind `promisify`. */
export function programStarter(
  { file, value: call }: Located<CallValue>,
  code: Code,
): string | undefined {
  const callee = code.resolve({ file, value: call.callee });
  const [promised] = callee.value.is === 'call' ? callee.value.arguments : [];
  const isPromised =
    promised !== undefined &&
    callee.value.is === 'call' &&
    externalName(code, { file: callee.file, value: callee.value.callee }) === 'node:util#promisify';
  return isPromised
    ? externalName(code, { file: callee.file, value: promised })
    : externalName(code, { file, value: call.callee });
}

/** Programs that send requests. */
const REQUESTS = /^\s*(curl|wget|httpie|http|https)(\s|$)/;

/** `execFile('curl', [url])`, `` exec(`curl ${url}`) `` */
export function isRequestProgram(call: Located<CallValue>, code: Code): boolean {
  const [program] = call.value.arguments;
  const starter = program && programStarter(call, code);
  if (!program || !starter || !(SHELLS.test(starter) || PROGRAMS.test(starter))) return false;
  const text =
    program.is === 'template'
      ? program.chunks[0]
      : code.constant({ file: call.file, value: program });
  return typeof text === 'string' && REQUESTS.test(text);
}

/** Its options tell a program to be run by a shell. */
export function isByShell({ file, value: call }: Located<CallValue>, code: Code): boolean {
  const [, ...others] = call.arguments;
  const options = others.flatMap((value) => code.object({ file, value })?.properties ?? []);
  const shell = options.findLast(({ key }) => key === 'shell');
  return shell !== undefined && code.constant(shell) !== false;
}
