import type { Code } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { Change, Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { apartFromServing } from './stdio/apart.js';
import { PRINTERS, type Printer } from './stdio/printers.js';
import { entryOf, servedFiles } from './stdio/served.js';
import { functionAround, type Writer, writersIn } from './stdio/writers.js';

/** Same arguments, other stream. */
const ON_STDERR: Readonly<Record<string, string>> = {
  'console.log': 'console.error',
  'console.info': 'console.error',
  'console.debug': 'console.error',
  'process.stdout.write': 'process.stderr.write',
};

export default defineRule({
  severity: 'error',
  summary: 'Nothing in the server writes to stdout but the protocol.',
  why: 'Over stdio every line on stdout is a JSON-RPC message: a greeting, a log line or a banner ends the session.',
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
      const isApart = file === entry && writers.length > 0 && apartFromServing(code, file);
      for (const { name, value } of writers) {
        const { start, end } = value;
        const within = functionAround(file.facts, value);
        if (isApart && isApart({ start, end, within })) continue;
        if (name === 'console.*') {
          report.unseen({
            at: file.at(value),
            message:
              'Which method of "console" this is cannot be seen; most of them write to stdout.',
            hint: 'Write to stderr: "console.error", or the log of the project.',
          });
          continue;
        }
        const fix = onStderr(file, { name, value });
        report({
          at: file.at(value),
          message: `"${name}" writes to stdout, where only the protocol belongs.`,
          hint: 'Write to stderr: "console.error", or the log of the project.',
          ...(fix && { fix: [fix] }),
        });
      }
      printing(file, code, report);
    }
  },
  examples: [
    {
      ok: project`
        // src/server.ts, changed
        - serve(mcpInstance.createServer);
        + if (process.argv.includes('--help')) process.stdout.write('Usage\n');
        + else serve(mcpInstance.createServer);
      `,
    },
    {
      ok: project`
        // src/server.ts, changed
          const { mcpInstance } = await loadProvider(providers, 'weather');
        + if (process.argv.includes('--version')) {
        +   console.log('0.1.0');
        +   process.exit(0);
        + }
        + console.log = console.error;
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts, changed
        -   callApi(\`/forecast/\${encodeURIComponent(place)}\`, context);
        +   ‹console.log›(place) ?? callApi(\`/forecast/\${encodeURIComponent(place)}\`, context);
      `,
      finds: ['"console.log" writes to stdout, where only the protocol belongs.'],
      fixed: project`
        // src/providers/weather/api/get-forecast.ts, changed
        -   console.log(place) ?? callApi(\`/forecast/\${encodeURIComponent(place)}\`, context);
        +   console.error(place) ?? callApi(\`/forecast/\${encodeURIComponent(place)}\`, context);
      `,
    },
    {
      bad: project`
        // src/server.ts, changed
          const { mcpInstance } = await loadProvider(providers, 'weather');
        + ‹process.stdout.write›('Ready\n');
      `,
      finds: ['"process.stdout.write" writes to stdout, where only the protocol belongs.'],
      fixed: project`
        // src/server.ts, changed
        - process.stdout.write('Ready\n');
        + process.stderr.write('Ready\n');
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + const print = console.log;
        + [1].forEach(‹print›);
        +
      `,
      finds: ['"console.log" writes to stdout, where only the protocol belongs.'],
    },
    {
      bad: project`
        // src/core/http.ts, changed
        + import pino from 'pino';
        +
        + const log = ‹pino›();
        +
          export async function http(base: string, path: string, signal: AbortSignal, key = ''): Promise<unknown> {
      `,
      finds: ['"pino" writes to stdout here.'],
    },
    {
      ok: project`
        // src/core/http.ts, changed
        + import pino from 'pino';
        +
        + const log = pino(pino.destination(2));
        +
          export async function http(base: string, path: string, signal: AbortSignal, key = ''): Promise<unknown> {
      `,
    },
  ],
});

/** Only where the source says exactly this: behind another name it may mean something else elsewhere. */
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
    if (!printer) continue;
    const { module, hint, unless } = printer;
    const words = wordsOf(file, code, call);
    const isSilent = unless?.test(words.text) === true;
    if (isSilent) continue;
    const at = file.at(call.callee);
    if (unless && !words.complete) {
      report.unseen({
        at,
        message: `Where this use of "${module}" writes to cannot be seen.`,
        hint: 'Write its options where it is called.',
      });
    } else report({ at, message: `"${module}" writes to stdout here.`, hint });
  }
}

function printerOf(file: SourceFile, code: Code, call: CallValue): Printer | undefined {
  const origin = code.origin({ file, value: call.callee });
  if (origin.is !== 'external') return undefined;
  const path = origin.path.replace(/^default(\.|$)/, '');
  const text = file.text.slice(call.start, call.end).replace(/^new\s+/, '');
  return PRINTERS.find(
    ({ module, path: paths, when }) =>
      module === origin.module && paths.test(path) && (when?.test(text) ?? true),
  );
}

/** The call, and what its arguments stand for. */
function wordsOf(file: SourceFile, code: Code, call: CallValue) {
  const behind = call.arguments.map((value) => code.resolve({ file, value }));
  const complete = behind.every(({ value }) => value.is !== 'name' && value.is !== 'member');
  const texts = behind.map((each) => each.file.text.slice(each.value.start, each.value.end));
  return { complete, text: [file.text.slice(call.start, call.end), ...texts].join('\n') };
}
