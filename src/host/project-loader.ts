/**
 * Loaded into the process of a project by `--import`: it runs from its sources, so nothing is ever stale, and tells this
 * program of its calls. The transform is that of the project's bundler.
 */
import { subscribe } from 'node:diagnostics_channel';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as modules from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import type { CallReport, ExchangeReport } from '../../runtime/src/project/diagnostics.js';
import { withoutSecrets } from '../../runtime/src/project/without-secrets.js';
import { type ProcessMessage, TRACE_VARIABLE } from '../model/trace.js';

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

/** A module that loads what does not change between saves; it resolves as those of the project do. */
const PACKAGES = `${SOURCES}?packages`;

/** `./room.js` in TypeScript is the file `room.ts`. */
export function resolve(
  specifier: string,
  context: Context,
  next: (specifier: string, context: Context) => Resolved | Promise<Resolved>,
): Resolved | Promise<Resolved> {
  if (specifier.startsWith(PACKAGES))
    return { url: specifier, format: 'module', shortCircuit: true };
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
  if (url.startsWith(PACKAGES))
    return { format: 'module', shortCircuit: true, source: packagesModule() };
  if (!url.startsWith(SOURCES) || !url.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  const { code, map, errors } = transform(path, readFileSync(path, 'utf8'));
  const [error] = errors;
  if (error) throw withoutStack(new SyntaxError(messageOf(error, url)));
  const inline = Buffer.from(JSON.stringify({ ...map, sources: [url] })).toString('base64');
  const comment = `//# sourceMappingURL=data:application/json;base64,${inline}`;
  return { format: 'module', shortCircuit: true, source: `${code}\n${comment}\n` };
}

/** Without a thread, it would contain who imports the module. */
const withoutStack = (error: Error): Error => Object.assign(error, { stack: String(error) });

/** The place and what is wrong there, without the picture of it that the bundler draws. */
function messageOf({ message, loc }: Transformed['errors'][number], url: string): string {
  const [line = ''] = stripVTControlCharacters(message).split('\n', 1);
  const at = loc ? `:${loc.line}:${loc.column + 1}` : '';
  return `src/${url.slice(SOURCES.length)}${at}: ${line.replace(/^\[\w+\] */, '')}.`;
}

/** Also what the runtime loads when it starts to serve: it exports no entry for that. */
function packagesModule(): string {
  const names = new Set(['mcp-provider/server']);
  for (const { parentPath, name } of readdirSync('src', { recursive: true, withFileTypes: true }))
    if (name.endsWith('.ts'))
      for (const [, found = ''] of readFileSync(join(parentPath, name), 'utf8').matchAll(
        /^(?:import|export)\b(?! type)[^;]*?from '([^.'][^']*)'/gm,
      ))
        names.add(found);
  const loads = Array.from(names, (name) => `import(${JSON.stringify(name)})`).join(', ');
  return `await Promise.allSettled([${loads}]);
    const server = import.meta.resolve('mcp-provider/server');
    await import(new URL('./serving/http/start.js', server).href).catch(() => {});`;
}

interface Bundler {
  transformSync(path: string, text: string, options: object): Transformed;
}

const BUNDLER = 'rolldown/utils';
const requireInProject = modules.createRequire(join(ROOT, 'package.json'));
let transformer: Bundler['transformSync'] | undefined;

/** In the thread of `register`, where only imports find the packages of Plug'n'Play. */
export async function initialize(): Promise<void> {
  ({ transformSync: transformer } = (await import(
    pathToFileURL(requireInProject.resolve(BUNDLER)).href
  )) as Bundler);
}

function transform(path: string, text: string): Transformed {
  // It was found before this process was started.
  transformer ??= (requireInProject(BUNDLER) as Bundler).transformSync;
  return transformer(path, text, { lang: 'ts', sourcemap: true });
}

/** To the process that has started this one: over its channel, else as a line on stderr. */
function tell(message: ProcessMessage): void {
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

/** Node.js 22.15 and newer, of which some cannot load the bundler in the thread of `register`. */
const { registerHooks } = modules as {
  registerHooks?: (hooks: { resolve: typeof resolve; load: typeof load }) => void;
};

registerHooks?.({ resolve, load });

if (isMainThread) {
  Error.stackTraceLimit = 50; // calls go through many functions of the runtime
  if (!registerHooks) modules.register(import.meta.url);
  if (process.send || process.env[TRACE_VARIABLE]) traceCalls();
  if (process.send) serveOnDemand();
}

function traceCalls(): void {
  Reflect.deleteProperty(process.env, TRACE_VARIABLE); // programs that it starts have other readers
  subscribe('mcp-provider:exchange', (exchange) => tell({ exchange: exchange as ExchangeReport }));
  subscribe('mcp-provider:call', (report) => {
    const { error, secrets, ...call } = report as CallReport;
    const problem =
      error instanceof Error ? withoutSecrets(error.message, [...secrets]) : undefined;
    tell({ call: { ...call, places: placesOf(error), ...(problem !== undefined && { problem }) } });
  });
}

/** Loads the packages at once, and the project when it is told to. */
function serveOnDemand(): void {
  const packages = import(PACKAGES).catch(() => {});
  const entry = join(ROOT, 'src', 'server.ts');
  subscribe('mcp-provider:listening', (message) =>
    tell({ listening: (message as { url: string }).url }),
  );
  process.on('disconnect', () => process.exit());
  process.once('message', () => {
    process.channel?.unref(); // it ends once it has served
    process.argv[1] = entry;
    packages
      .then(() => import(pathToFileURL(entry).href))
      .catch((error: unknown) => tell({ failed: failureOf(error) }));
  });
}

/** With its places in the project. */
function failureOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return [message, ...placesOf(error).map((place) => `  at ${place}`)].join('\n');
}
