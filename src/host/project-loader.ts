/**
 * A module that `--import` loads into the process of a project. It runs the project from its
 * sources, so that it is always up to date, and reports its calls to this program. The project's
 * bundler transforms the sources.
 */
import { subscribe } from 'node:diagnostics_channel';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as modules from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import type {
  CallReport,
  ExchangeRecording,
  ExchangeReport,
  RemoteCallRecording,
} from '../../runtime/src/project/diagnostics.js';
import { withoutSecrets } from '../../runtime/src/project/without-secrets.js';
import { isSecretName } from '../../runtime/src/utils/argument-names.js';
import {
  type ProcessMessage,
  RECORDING,
  type RecordingMessage,
  TRACE_VARIABLE,
} from '../model/trace.js';

interface ResolveContext {
  parentURL?: string;
}

interface ResolveResult {
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

/**
 * A module that loads the packages, which do not change between saves. It resolves them as modules
 * of the project do.
 */
const PACKAGES = `${SOURCES}?packages`;

/** Resolves `./room.js` in TypeScript to the file `room.ts`. */
export function resolve(
  specifier: string,
  context: ResolveContext,
  nextResolve: (
    specifier: string,
    context: ResolveContext,
  ) => ResolveResult | Promise<ResolveResult>,
): ResolveResult | Promise<ResolveResult> {
  if (specifier.startsWith(PACKAGES))
    return { url: specifier, format: 'module', shortCircuit: true };
  const { parentURL = '' } = context;
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && parentURL.startsWith(SOURCES)) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return nextResolve(specifier, context);
}

export function load<Loaded>(
  url: string,
  context: object,
  nextLoad: (url: string, context: object) => Loaded,
): Loaded | { format: string; shortCircuit: true; source: string } {
  if (url.startsWith(PACKAGES))
    return { format: 'module', shortCircuit: true, source: packagesModule() };
  if (!url.startsWith(SOURCES) || !url.endsWith('.ts')) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const { code, map, errors } = transform(path, readFileSync(path, 'utf8'));
  const [error] = errors;
  if (error) throw withoutStack(new SyntaxError(transformErrorMessage(error, url)));
  const inline = Buffer.from(JSON.stringify({ ...map, sources: [url] })).toString('base64');
  const comment = `//# sourceMappingURL=data:application/json;base64,${inline}`;
  return { format: 'module', shortCircuit: true, source: `${code}\n${comment}\n` };
}

/** Replaces the stack, which contains the importing module if no thread runs the hooks. */
const withoutStack = (error: Error): Error => Object.assign(error, { stack: String(error) });

/** Returns the position and the message of an error, without the bundler's excerpt. */
function transformErrorMessage(
  { message, loc }: Transformed['errors'][number],
  url: string,
): string {
  const [line = ''] = stripVTControlCharacters(message).split('\n', 1);
  const position = loc ? `:${loc.line}:${loc.column + 1}` : '';
  return `src/${url.slice(SOURCES.length)}${position}: ${line.replace(/^\[\w+\] */, '')}.`;
}

/**
 * Returns source that imports all packages, including those that the runtime loads when it starts
 * to serve, for which it has no entry point.
 */
function packagesModule(): string {
  const names = new Set(['mcp-provider/server']);
  for (const { parentPath, name } of readdirSync('src', { recursive: true, withFileTypes: true }))
    if (name.endsWith('.ts'))
      for (const [, specifier = ''] of readFileSync(join(parentPath, name), 'utf8').matchAll(
        /^(?:import|export)\b(?! type)[^;]*?from '([^.'][^']*)'/gm,
      ))
        names.add(specifier);
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

/** Runs in the thread of `register`, where only imports resolve packages of Plug'n'Play. */
export async function initialize(): Promise<void> {
  ({ transformSync: transformer } = (await import(
    pathToFileURL(requireInProject.resolve(BUNDLER)).href
  )) as Bundler);
}

function transform(path: string, text: string): Transformed {
  // The module was resolved before this process was started.
  transformer ??= (requireInProject(BUNDLER) as Bundler).transformSync;
  return transformer(path, text, { lang: 'ts', sourcemap: true });
}

/** Sends a message to the process that has started this one: over its IPC channel, or else as a line on stderr. */
function sendMessage(message: ProcessMessage | RecordingMessage): void {
  if (process.send) process.send(message);
  else process.stderr.write(`${JSON.stringify(message)}\n`);
}

/** Returns positions in the project from which an error comes, innermost first. */
function errorPositions(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack?.split('\n') ?? []) : [];
  return lines.flatMap((line) => {
    const [, file = '', position = ''] = /(file:\/\/.*?|\/[^()]*?):(\d+:\d+)\)?$/.exec(line) ?? [];
    const url = file.startsWith('/') ? pathToFileURL(file).href : file;
    return url.startsWith(SOURCES) ? [`src/${url.slice(SOURCES.length)}:${position}`] : [];
  });
}

/** Node.js 22.15 and newer, some versions of which cannot load the bundler in the thread of `register`. */
const { registerHooks } = modules as {
  registerHooks?: (hooks: { resolve: typeof resolve; load: typeof load }) => void;
};

registerHooks?.({ resolve, load });

if (isMainThread) {
  Error.stackTraceLimit = 50; // calls pass through many functions of the runtime
  if (!registerHooks) modules.register(import.meta.url);
  if (process.send || process.env[TRACE_VARIABLE]) traceCalls();
  if (process.send) serveOnDemand();
}

function traceCalls(): void {
  if (process.env[TRACE_VARIABLE] === RECORDING) traceRecordings();
  Reflect.deleteProperty(process.env, TRACE_VARIABLE); // programs that it starts have other readers
  subscribe('mcp-provider:exchange', (exchange) =>
    sendMessage({ exchange: exchange as ExchangeReport }),
  );
  subscribe('mcp-provider:call', (report) => {
    const { error, secrets, ...call } = report as CallReport;
    const problem =
      error instanceof Error ? withoutSecrets(error.message, [...secrets]) : undefined;
    const mismatch = mismatchIn(error);
    const failure = failureKindOf(error);
    sendMessage({
      call: {
        ...call,
        places: errorPositions(error),
        ...(problem !== undefined && { problem }),
        ...(mismatch !== undefined && { mismatch: withoutSecrets(mismatch, [...secrets]) }),
        ...(failure !== undefined && { failure }),
      },
    });
  });
}

const mismatchIn = (error: unknown): string | undefined =>
  error instanceof Error && 'mismatch' in error && typeof error.mismatch === 'string'
    ? error.mismatch
    : undefined;

/** Recognizes errors by their members, because their classes belong to packages that this module does not load. */
function failureKindOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'AuthNeededError') return 'unauthorized';
  return 'failure' in error && typeof error.failure === 'string' ? error.failure : undefined;
}

function traceRecordings(): void {
  const withSettings = <Recording extends { secrets: string[] }>(recording: Recording) => {
    const secretSettings = Object.entries(process.env).flatMap(([name, value]) =>
      isSecretName(name) && value !== undefined ? [value] : [],
    );
    return { ...recording, secrets: [...recording.secrets, ...secretSettings] };
  };
  subscribe('mcp-provider:recording', (message) =>
    sendMessage({ recording: withSettings(message as ExchangeRecording) }),
  );
  subscribe('mcp-provider:remote-call', (message) =>
    sendMessage({ remoteCall: withSettings(message as RemoteCallRecording) }),
  );
}

/** Loads the packages immediately, and the project on request. */
function serveOnDemand(): void {
  const packages = import(PACKAGES).catch(() => {});
  const entry = join(ROOT, 'src', 'server.ts');
  subscribe('mcp-provider:listening', (message) =>
    sendMessage({ listening: (message as { url: string }).url }),
  );
  process.on('disconnect', () => process.exit());
  process.once('message', () => {
    process.channel?.unref(); // the process ends after serving
    process.argv[1] = entry;
    packages
      .then(() => import(pathToFileURL(entry).href))
      .catch((error: unknown) => sendMessage({ failed: locatedMessage(error) }));
  });
}

/** Returns the message of an error with its positions in the project. */
function locatedMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return [message, ...errorPositions(error).map((place) => `  at ${place}`)].join('\n');
}
