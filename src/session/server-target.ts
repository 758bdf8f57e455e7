import { basename, resolve } from 'node:path';
import type { ExchangeReport } from '../../runtime/src/project/diagnostics.js';
import type { RemoteTarget } from '../../runtime/src/remote/target.js';
import type { CommandContext } from '../model/command.js';
import { providerRequired } from '../model/errors/call.js';
import { uselessOption } from '../model/errors/remote.js';
import { parsedJson } from '../model/json.js';
import { TRACE_VARIABLE, type TracedCall, type TraceMessage } from '../model/trace.js';
import { readProject, requireProvider } from '../project/served-project.js';
import type { SessionOptions } from '../remote/options.js';
import { targetOf } from '../remote/target.js';
import { programOf } from './program.js';

export interface Session {
  target: RemoteTarget;
  /** Name of the server in messages. */
  label: string;
  /** Provider of a project, or the name of a server in a configuration file. */
  provider?: string;
  root?: string;
  /** What its process tells of the calls. */
  trace?: Trace;
}

/**
 * The only server of a command line.
 * @throws CliError as `sessionsOf`, `call/provider`
 */
export async function sessionOf(
  context: CommandContext,
  words: readonly string[],
  options: SessionOptions,
): Promise<Session> {
  const [session, ...others] = await sessionsOf(context, words, options);
  if (!session || others.length > 0)
    throw providerRequired([session, ...others].flatMap((each) => each?.provider ?? []));
  return session;
}

/**
 * The servers of a command line: a URL, a command, or the providers of a project (the directory that is named, or the
 * current one).
 * @throws CliError `remote/…`, `project/…`, `call/not-built`
 */
export async function sessionsOf(
  context: CommandContext,
  words: readonly string[],
  { provider, header, env }: SessionOptions,
): Promise<Session[]> {
  const { host } = context;
  const [directory = '.'] = words;
  if (await isDirectory(context, words)) {
    const path = resolve(host.cwd, directory);
    if (header) throw uselessOption('--header', 'a URL');
    if (env) throw uselessOption('--env', 'a command');
    return projectSessions(context, path, provider);
  }
  if (provider !== undefined) throw uselessOption('--provider', 'a project');
  const given = { words, headers: header ?? [], variables: env ?? [] };
  return [{ target: targetOf(given, host.env, host.cwd), label: words.join(' ') }];
}

/** Whether a command line names a project: without words, the one around the current directory. */
export async function isDirectory(
  { host }: CommandContext,
  [directory = '.', another]: readonly string[],
): Promise<boolean> {
  if (another !== undefined) return false;
  return (await host.files.kind(resolve(host.cwd, directory))) === 'directory';
}

/** The project runs with the whole environment, as `npm start` would run it, but from its sources. */
async function projectSessions(
  { host }: CommandContext,
  directory: string,
  wanted: string | undefined,
): Promise<Session[]> {
  const { root, providers } = await readProject(host.files, directory);
  const names = providers.map(({ name }) => name);
  requireProvider(root, names, wanted);
  const program = await programOf(host, root);
  const env = Object.entries(host.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return names
    .filter((name) => name === (wanted ?? name))
    .map((provider) => ({ provider, trace: new Trace() }))
    .map(({ provider, trace }) => ({
      target: {
        command: host.node ?? 'node',
        args: [...program, '--provider', provider],
        cwd: root,
        env: { ...Object.fromEntries(env), [TRACE_VARIABLE]: '1' },
        onStderr: (text: string) => trace.add(text),
      },
      label: `${basename(root)}/${provider}`,
      provider,
      root,
      trace,
    }));
}

/** What the process of a project prints of its calls on stderr, a JSON document a line. */
class Trace {
  #rest = '';
  readonly #messages: TraceMessage[] = [];

  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = parsedJson(line);
      if (isTrace(message)) this.#messages.push(message);
    }
  }

  /** Where the last call went wrong, and what was sent to the API and came back. @param shown what the client saw */
  lines(shown: string): string[] {
    const call = this.#messages.findLast((message) => 'call' in message)?.call;
    if (!call) return [];
    const exchanges = this.#messages.flatMap((message) =>
      'exchange' in message && message.exchange.call === call.call ? [message.exchange] : [],
    );
    return [...callLines(call, shown), ...exchanges.flatMap(exchangeLines)];
  }
}

const isTrace = (value: unknown): value is TraceMessage =>
  typeof value === 'object' && value !== null && ('call' in value || 'exchange' in value);

const callLines = ({ problem, places }: TracedCall, shown: string): string[] => [
  ...(problem === undefined || problem === shown ? [] : [problem]),
  ...places.map((place) => `  at ${place}`),
];

/** Characters of a body; all of them are on the page of `mcp-provider dev`. */
const MOST_CHARACTERS = 2_000;

/** A request and what came of it. */
function exchangeLines(exchange: ExchangeReport): string[] {
  const { method, url, requestBody, ms, status, responseBody = '', problem } = exchange;
  return [
    `${method} ${url} → ${status ?? 'no response'} (${Math.round(ms)} ms)`,
    ...[requestBody, problem ?? responseBody].filter(Boolean).map((text) => indented(cut(text))),
  ];
}

const cut = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;

const indented = (text: string): string => text.replace(/^/gm, '  ');
