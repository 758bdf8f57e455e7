/**
 * Loaded into the process of a project by `--import`: it runs from its sources, so nothing is ever stale, and tells this
 * program of its calls. The transform is that of the project's bundler.
 */
import { subscribe } from 'node:diagnostics_channel';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import type { CallReport, ExchangeReport } from '../../runtime/src/provider/diagnostics.js';
import type { TraceMessage } from '../model/trace.js';

interface Context {
  parentURL?: string;
}

interface Resolved {
  url: string;
  format?: string;
  shortCircuit?: boolean;
}

interface Transformed {
  code: string;
  map: object;
  errors: { message: string; loc?: { line: number; column: number } }[];
}

const ROOT = process.cwd();
const SOURCES = pathToFileURL(join(ROOT, 'src/')).href;

/** `./room.js` in TypeScript is the file `room.ts`. */
export function resolve(
  specifier: string,
  context: Context,
  next: (specifier: string, context: Context) => Resolved | Promise<Resolved>,
): Resolved | Promise<Resolved> {
  const { parentURL = '' } = context;
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && parentURL.startsWith(SOURCES)) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export function load<Loaded>(
  url: string,
  context: object,
  next: (url: string, context: object) => Loaded,
): Loaded | { format: string; shortCircuit: true; source: string } {
  if (!url.startsWith(SOURCES) || !url.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  const { code, map, errors } = transform(path, readFileSync(path, 'utf8'));
  const [error] = errors;
  if (error) throw new SyntaxError(messageOf(error, url));
  const inline = Buffer.from(JSON.stringify({ ...map, sources: [url] })).toString('base64');
  const comment = `//# sourceMappingURL=data:application/json;base64,${inline}`;
  return { format: 'module', shortCircuit: true, source: `${code}\n${comment}\n` };
}

/** The place and what is wrong there, without the picture of it that the bundler draws. */
function messageOf({ message, loc }: Transformed['errors'][number], url: string): string {
  const [line = ''] = stripVTControlCharacters(message).split('\n', 1);
  const at = loc ? `:${loc.line}:${loc.column + 1}` : '';
  return `src/${url.slice(SOURCES.length)}${at}: ${line.replace(/^\[\w+\] */, '')}.`;
}

let transformer: ((path: string, text: string, options: object) => Transformed) | undefined;

function transform(path: string, text: string): Transformed {
  transformer ??= bundler().transformSync;
  return transformer(path, text, { lang: 'ts', sourcemap: true });
}

function bundler(): { transformSync: NonNullable<typeof transformer> } {
  try {
    return createRequire(join(ROOT, 'package.json'))('rolldown/utils') as ReturnType<
      typeof bundler
    >;
  } catch (cause) {
    throw new Error('"rolldown" is not installed in the project. Run its "npm install".', {
      cause,
    });
  }
}

/** To the process that has started this one: over its channel, else as a line on stderr. */
function tell(message: TraceMessage): void {
  if (process.send) process.send(message);
  else process.stderr.write(`${JSON.stringify(message)}\n`);
}

/** The places in the project where an error comes from, the innermost first. */
function placesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack?.split('\n') ?? []) : [];
  return lines.flatMap((line) => {
    const [, file = '', at = ''] = /(file:\/\/.*?|\/[^()]*?):(\d+:\d+)\)?$/.exec(line) ?? [];
    const url = file.startsWith('/') ? pathToFileURL(file).href : file;
    return url.startsWith(SOURCES) ? [`src/${url.slice(SOURCES.length)}:${at}`] : [];
  });
}

if (isMainThread) {
  Error.stackTraceLimit = 50; // calls go through many functions of the runtime
  register(import.meta.url);
  subscribe('mcp-provider:exchange', (exchange) => tell({ exchange: exchange as ExchangeReport }));
  subscribe('mcp-provider:call', (report) => {
    const { error, ...call } = report as CallReport;
    const problem = error instanceof Error ? error.message : undefined;
    tell({ call: { ...call, places: placesOf(error), ...(problem !== undefined && { problem }) } });
  });
}
