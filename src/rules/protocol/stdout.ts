import { rootOf } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import type { Code } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { Change, Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { apartFromServing } from './stdio/apart.js';
import { PRINTERS, type Printer } from './stdio/printers.js';
import { entryOf, servedFiles } from './stdio/served.js';
import { writtenOut } from './stdio/written-out.js';
import { functionAround, type Writer, writersIn } from './stdio/writers.js';

/** Same arguments, but stderr. */
const ON_STDERR: Readonly<Record<string, string>> = {
  'console.log': 'console.error',
  'console.info': 'console.error',
  'console.debug': 'console.error',
  'process.stdout.write': 'process.stderr.write',
};

const HINT = 'Use "console.error", or "log" of "mcp-provider".';

export default defineRule({
  severity: 'error',
  summary:
    'The code of the server writes nothing to stdout, neither directly nor with a known logging package.',
  why: 'Over stdio, every line on stdout must be a JSON-RPC message. Any other line ends the session.',
  source: {
    text: 'MCP, "Transports", stdio: the server MUST NOT write anything to its stdout that is not a valid MCP message',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#stdio',
  },
  on: 'project',
  check(project, report) {
    const { code } = project;
    const entry = entryOf(project);
    for (const file of servedFiles(project)) {
      const writers = writersIn(file, code);
      const isMain = file === entry;
      const isApart = isMain && writers.length > 0 && apartFromServing(code, file);
      for (const { name, value } of writers) {
        const { start, end } = value;
        const within = functionAround(file.facts, value);
        if (isApart && isApart({ start, end, within })) continue;
        if (name === 'console.*') {
          report.unseen({
            at: file.at(value),
            message: 'Cannot determine which method of "console" this is.',
            hint: HINT,
          });
          continue;
        }
        const fix = onStderr(file, { name, value });
        report({
          at: file.at(value),
          message: `"${name}" writes to stdout.`,
          hint: HINT,
          ...(fix && { fix: [fix] }),
        });
      }
      printing(file, code, report);
    }
  },
});

/** Only where the source has exactly this text: behind another name it may mean something else elsewhere. */
function onStderr(file: SourceFile, { name, value }: Writer): Change | undefined {
  const text = ON_STDERR[name];
  const isWritten = file.text.slice(value.start, value.end) === name;
  return text !== undefined && isWritten ? { at: file.at(value), text } : undefined;
}

function printing(file: SourceFile, code: Code, report: Report): void {
  const imported = new Set(
    file.facts.imports.map(({ specifier }) => specifier?.replace(/^node:/, '')),
  );
  if (!PRINTERS.some(({ module }) => imported.has(module.replace(/^node:/, '')))) return;
  for (const call of file.facts.calls) {
    const printer = printerOf(file, code, call);
    if (!printer || isRedirected(file, printer, code)) continue;
    const { module, hint, unless } = printer;
    const words = wordsOf(file, code, call);
    const isSilent = unless?.test(words.text) === true;
    if (isSilent) continue;
    const at = file.at(call.callee);
    if (unless && !words.complete) {
      report.unseen({
        at,
        message: `Cannot determine where "${module}" writes.`,
        hint: 'Write its options in the call.',
      });
    } else report({ at, message: `This use of "${module}" writes to stdout.`, hint });
  }
}

function printerOf(file: SourceFile, code: Code, call: CallValue): Printer | undefined {
  const origin = code.origin({ file, value: call.callee });
  if (origin.is !== 'external') return undefined;
  const path = origin.path.replace(/^default(\.|$)/, '');
  const named = PRINTERS.filter(
    ({ module, path: paths }) => module === origin.module && paths.test(path),
  );
  if (named.length === 0) return undefined;
  const texts = [
    file.text.slice(call.start, call.end).replace(/^new\s+/, ''),
    writtenOut({ file, value: call }, code),
  ];
  return named.find(({ when }) => when === undefined || texts.some((text) => when.test(text)));
}

/** Its output is set to stderr in the same file: `consola.options.stdout = process.stderr`. */
const isRedirected = (file: SourceFile, { module, stream }: Printer, code: Code): boolean =>
  stream !== undefined &&
  file.facts.assignments.some(({ target, value }) => {
    if (target.is !== 'member' || !value || !stream.test(code.path(target))) return false;
    const root = code.origin({ file, value: rootOf(target) });
    return (
      root.is === 'external' &&
      root.module === module &&
      externalName(code, { file, value }) === '#process.stderr'
    );
  });

/** The call, and what its arguments resolve to. */
function wordsOf(file: SourceFile, code: Code, call: CallValue) {
  const behind = call.arguments.map((value) => code.resolve({ file, value }));
  const complete = behind.every(({ value }) => value.is !== 'name' && value.is !== 'member');
  const texts = behind.map((each) => each.file.text.slice(each.value.start, each.value.end));
  const own = file.text.slice(call.start, call.end);
  return { complete, text: [writtenOut({ file, value: call }, code), own, ...texts].join('\n') };
}
