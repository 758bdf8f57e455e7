import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { FILES } from '../sinks/files.js';
import { PROGRAMS, programStarter, SHELLS } from '../sinks/programs.js';
import { TAINTED, type Taint } from '../taint.js';
import { externalName } from '../values/external-name.js';
import { callbackOf } from '../values/functions.js';

/** A file without any of these starts no program and reads no such file. */
const MAY_PRINT = /child_process|execa|shelljs|cross-spawn|environ\b|getReport/;
/** The environment of a process, as Linux shows it. */
const ENVIRON = /\/proc\/\w+\/environ\b/;
/** Commands that print the environment where nothing but another command follows, also behind `sudo`, `A=b` or `sh -c`. */
const PRINTS =
  /(?:^|[;&|(\n]|\b(?:sh|bash|zsh|dash|ksh|cmd)(?:\.exe)? (?:[-/]\w+ )*[-/]\w*c ["']?)\s*(?:(?:\w+=\S*|sudo|exec|command|nohup|time|nice|busybox)\s+)*(?:\S*\/)?(?:env|printenv|export -p|declare -x|set)(?:\.exe)?(?: (?:-0|--null))?["']?\s*(?:$|[|;&>)\n])/;
/** Scripts of `node -e`, `python -c` and `ruby -e` that print all of it: one variable is none. */
const SCRIPT =
  /(?<!\bin )\bprocess\.env\b(?!\??\.?[\w[])|(?<!\bin )\bos\.environ\b(?!\[|\.(?!items|values|copy))|^\S*ruby .*\bENV\b(?!=|\[|\.(?!to_|inspect|each|map))/s;
/** What a started program has printed, in all its forms. */
const PRINTED: Taint = [[], ['stdout'], ['output'], ['all']];

/** The taint of what a call returns that reads the environment without `process.env`, or of what it calls back with. */
export function printedEnvironment({ file, value }: Located, code: Code): Taint | undefined {
  if ((value.is !== 'call' && value.is !== 'name') || !mayPrint(file)) return undefined;
  if (value.is === 'call') return printedBy({ file, value }, code);
  const { kind, within, parameter = 0 } = file.facts.declarations[value.declaration] ?? {};
  if (kind !== 'parameter' || within === undefined || parameter === 0) return undefined;
  const call = callbackOf(code, file, within);
  return call && printedBy(call, code) && TAINTED;
}

const KNOWN = new WeakMap<SourceFile, boolean>();

function mayPrint(file: SourceFile): boolean {
  const known = KNOWN.get(file) ?? MAY_PRINT.test(file.text);
  KNOWN.set(file, known);
  return known;
}

function printedBy({ file, value }: Located<CallValue>, code: Code): Taint | undefined {
  const name = externalName(code, { file, value: value.callee }) ?? '';
  if (name === '#process.report.getReport') return [['environmentVariables']];
  const text = (of: Value | undefined) => of && code.constant({ file, value: of });
  const [first, second] = value.arguments;
  if (FILES.test(name)) return ENVIRON.test(String(text(first))) ? TAINTED : undefined;
  const starter = programStarter({ file, value }, code) ?? '';
  if (!SHELLS.test(starter) && !PROGRAMS.test(starter)) return undefined;
  const rest = second && code.list({ file, value: second })?.map((each) => code.constant(each));
  const command = [text(first), ...(rest ?? [])].join(' ').trim();
  const prints = [PRINTS, ENVIRON, SCRIPT].some((form) => form.test(command));
  return prints ? PRINTED : undefined;
}
