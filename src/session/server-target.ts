import { basename, resolve } from 'node:path';
import type {
  ExchangeRecording,
  ExchangeReport,
  RemoteCallRecording,
} from '../../runtime/src/project/diagnostics.js';
import type { RemoteTarget } from '../../runtime/src/remote/target.js';
import type { CommandContext } from '../model/command.js';
import { providerRequired } from '../model/errors/call.js';
import { uselessOption } from '../model/errors/remote.js';
import { parseJson } from '../model/json.js';
import {
  RECORDING,
  type RecordingMessage,
  TRACE_VARIABLE,
  type TracedCall,
  type TraceMessage,
} from '../model/trace.js';
import { readServedProject, requireProvider } from '../project/served-project.js';
import type { SessionOptions } from '../remote/options.js';
import { parseTarget } from '../remote/parse-target.js';
import { serverProgram } from './program.js';

export interface ServerSession {
  target: RemoteTarget;
  /** Name of the server in messages. */
  label: string;
  /** Provider of a project, or the name of a server in a configuration file. */
  provider?: string;
  root?: string;
  /** Trace of the calls in the server's process. */
  trace?: CallTrace;
}

/** Returns the only server of a command line. @throws CliError as `openSessions`, `call/provider` */
export async function openSession(
  context: CommandContext,
  targetWords: readonly string[],
  options: SessionOptions & { records?: boolean },
): Promise<ServerSession> {
  const [session, ...otherSessions] = await openSessions(context, targetWords, options);
  if (!session || otherSessions.length > 0)
    throw providerRequired(
      [session, ...otherSessions].flatMap((serverSession) => serverSession?.provider ?? []),
    );
  return session;
}

/**
 * Returns the servers of a command line: a URL, a command, or the providers of a project (in the
 * named directory, or the current one).
 * @throws CliError `remote/…`, `project/…`, `call/not-built`
 */
export async function openSessions(
  context: CommandContext,
  targetWords: readonly string[],
  { provider, header, env, records = false }: SessionOptions & { records?: boolean },
): Promise<ServerSession[]> {
  const { host } = context;
  const [directory = '.'] = targetWords;
  if (await isDirectory(context, targetWords)) {
    const path = resolve(host.cwd, directory);
    if (header) throw uselessOption('--header', 'a URL');
    if (env) throw uselessOption('--env', 'a command');
    return projectSessions(context, path, provider, records);
  }
  if (provider !== undefined) throw uselessOption('--provider', 'a project');
  const targetOptions = { targetWords, headers: header ?? [], variables: env ?? [] };
  return [{ target: parseTarget(targetOptions, host.env, host.cwd), label: targetWords.join(' ') }];
}

/** Returns whether a command line names a project; without words, it is that of the current directory. */
export async function isDirectory(
  { host }: CommandContext,
  [directory = '.', another]: readonly string[],
): Promise<boolean> {
  if (another !== undefined) return false;
  return (await host.files.kind(resolve(host.cwd, directory))) === 'directory';
}

/** Starts the project with the whole environment, as `npm start` does, but from its sources. */
async function projectSessions(
  { host }: CommandContext,
  directory: string,
  providerName: string | undefined,
  records: boolean,
): Promise<ServerSession[]> {
  const { root, providers } = await readServedProject(host.files, directory);
  const names = providers.map(({ name }) => name);
  requireProvider(root, names, providerName);
  const program = await serverProgram(host, root);
  const env = Object.entries(host.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return names
    .filter((name) => name === (providerName ?? name))
    .map((provider) => ({ provider, trace: new CallTrace() }))
    .map(({ provider, trace }) => ({
      target: {
        command: host.node ?? 'node',
        args: [...program, '--provider', provider],
        cwd: root,
        env: { ...Object.fromEntries(env), [TRACE_VARIABLE]: records ? RECORDING : '1' },
        onStderr: (text: string) => trace.add(text),
      },
      label: `${basename(root)}/${provider}`,
      provider,
      root,
      trace,
    }));
}

/** A call in a process whose exchanges are recorded. */
export interface RecordedCall {
  /** The call; undefined if none has reached the code of a provider. */
  call: TracedCall | undefined;
  exchanges: ExchangeRecording[];
  /** Calls of tools of another MCP server. */
  remoteCalls: RemoteCallRecording[];
}

/** The trace of a project's process: one JSON document per line on stderr. */
class CallTrace {
  #rest = '';
  readonly #messages: (TraceMessage | RecordingMessage)[] = [];
  #onCallEnd: () => void = () => undefined;

  /** @returns the lines that are no trace, which error messages may quote */
  add(text: string): string {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    const otherLines = lines.filter((line) => {
      const message = line.startsWith('{') ? parseJson(line) : undefined;
      if (!isTrace(message)) return true;
      this.#messages.push(message);
      if ('call' in message) this.#onCallEnd();
      return false;
    });
    return otherLines.map((line) => `${line}\n`).join('') + this.#takeUnfinishedText();
  }

  /** Takes the beginning of a line that cannot become a message. */
  #takeUnfinishedText(): string {
    if (this.#rest.startsWith('{')) return '';
    const rest = this.#rest;
    this.#rest = '';
    return rest;
  }

  /** Takes the last call and its exchanges out of the trace of a process that has ended. */
  takeCall(): RecordedCall {
    const messages = this.#messages.splice(0);
    const call = messages.findLast((message) => 'call' in message)?.call;
    const exchanges = messages.flatMap((message) =>
      'recording' in message && message.recording.call === call?.call ? [message.recording] : [],
    );
    const remoteCalls = messages.flatMap((message) =>
      'remoteCall' in message && message.remoteCall.call === call?.call ? [message.remoteCall] : [],
    );
    return { call, exchanges, remoteCalls };
  }

  /**
   * Does the same for a running process. Its messages can arrive later than the result of the call.
   * @param limitMs how long to wait; processes that run a build have no trace
   */
  async takeEndedCall(limitMs: number): Promise<RecordedCall> {
    if (!this.#messages.some((message) => 'call' in message))
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, limitMs);
        this.#onCallEnd = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    return this.takeCall();
  }

  /**
   * Returns the error position of the last call, with its API requests and responses.
   * @param clientText text that the client got
   */
  lines(clientText: string): string[] {
    const call = this.#messages.findLast((message) => 'call' in message)?.call;
    if (!call) return [];
    const exchanges = this.#messages.flatMap((message) =>
      'exchange' in message && message.exchange.call === call.call ? [message.exchange] : [],
    );
    return [...callLines(call, clientText), ...exchanges.flatMap(exchangeLines)];
  }
}

const isTrace = (value: unknown): value is TraceMessage | RecordingMessage =>
  typeof value === 'object' &&
  value !== null &&
  ('call' in value || 'exchange' in value || 'recording' in value || 'remoteCall' in value);

const callLines = ({ problem, places }: TracedCall, clientText: string): string[] => [
  ...(problem === undefined || problem === clientText ? [] : [problem]),
  ...places.map((place) => `  at ${place}`),
];

/** Maximum number of shown characters of a body; the page of `mcp-provider dev` shows all. */
const MAX_CHARACTERS = 2_000;

/** Returns lines about a request and its response. */
function exchangeLines(exchange: ExchangeReport): string[] {
  const { method, url, requestBody, ms, status, responseBody = '', problem } = exchange;
  return [
    `${method} ${url} → ${status ?? 'no response'} (${Math.round(ms)} ms)`,
    ...[requestBody, problem ?? responseBody]
      .filter(Boolean)
      .map((text) => indentText(cutLines(text))),
  ];
}

const cutLines = (text: string): string =>
  text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;

const indentText = (text: string): string => text.replace(/^/gm, '  ');
