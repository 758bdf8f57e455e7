import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import {
  deserializeMessage,
  type JSONRPCMessage,
  SdkError,
  SdkErrorCode,
  serializeMessage,
} from '@modelcontextprotocol/client';
import { endWithThisProcess } from '../node/guard.js';
import { sanitizeText } from '../project/without-secrets.js';
import { codeOf } from '../utils/error-code.js';
import { LineSplitter } from '../utils/lines.js';
import { endsWithin } from '../utils/time.js';
import { cleanFailure } from './failure-text.js';
import { printedReason } from './printed-reason.js';
import {
  type CurrentRequest,
  OpenRequests,
  type RequestOptions,
  type RequestTransport,
  type RpcResponse,
} from './requests.js';
import type { StdioTarget } from './target.js';

/**
 * Time in which a program ends by itself: once its input has ended, and once more after SIGTERM
 * (MCP, "Shutdown" of stdio).
 */
const GRACE_MS = 500;
const STDERR_BYTES = 2_000;

/** The reason why a program cannot start in a folder that does not exist. */
export const FOLDER_MISSING = 'Its folder does not exist.';
/** Reasons why a program cannot start, by the codes of Node.js. */
const START_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'Its command was not found.',
  EACCES: 'Its command is not executable.',
};

const runningPrograms = new Set<ChildProcess>();
let watchesExit = false;

/** The program ended, or could not be started; `stderr` is the end of what it printed. */
export class ProgramEndedError extends Error {
  override name = 'ProgramEndedError';
  /** The end of the program's output without secrets, for callers who may see it. */
  evidence: string | undefined;
  #isQuoted = false;

  /** @param reason a sentence without names of this machine */
  constructor(
    message: string,
    readonly reason: string,
    readonly stderr: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Adds the end of the program's output to the message for logs, and for callers who may see it. */
  quote(secrets: readonly string[], isForCaller: boolean): void {
    const printed = sanitizeText(printedReason(this.stderr), secrets);
    if (this.#isQuoted || printed === '') return;
    this.#isQuoted = true;
    const quotation = `It printed: "${printed}"`;
    this.message += ` ${quotation}`;
    if (isForCaller) this.evidence = quotation;
  }
}

/**
 * A program that speaks MCP on its standard streams, in its own process group: processes that
 * it starts end with it, and it ends with this process, also if that is killed (not on Windows).
 */
export class StdioTransport implements RequestTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  /** The error of the program, once it has ended. */
  ended: ProgramEndedError | undefined;

  readonly #target: StdioTarget;
  readonly #lines = new LineSplitter();
  readonly #openRequests = new OpenRequests();
  #child: ChildProcess | undefined;
  #stderr = '';

  constructor(target: StdioTarget) {
    this.#target = target;
  }

  async start(): Promise<void> {
    const { command, args, cwd, env } = this.#target;
    const onWindows = process.platform === 'win32';
    // `npx` is a batch file on Windows, which only the shell starts; with arguments beside the
    // command, Node.js 24 warns (DEP0190).
    const child = spawn(
      onWindows ? [command, ...args].map(quoteForCmd).join(' ') : command,
      onWindows ? [] : args,
      {
        ...(cwd !== undefined && { cwd }),
        env: { ...programEnvironment(process.env), ...env },
        stdio: ['pipe', 'pipe', 'pipe'],
        shell: onWindows,
        windowsHide: true,
        detached: !onWindows,
      },
    );
    this.#child = child;
    const start = once(child, 'spawn');
    // A process that cannot be started, such as without free file descriptors, may have no streams.
    if (child.pid !== undefined) this.#listen(child);
    try {
      await start;
    } catch (cause) {
      const code = codeOf(cause) ?? 'unknown error';
      // The system has one error for a missing folder and a missing command.
      this.ended =
        code === 'ENOENT' && cwd !== undefined && !existsSync(cwd)
          ? new ProgramEndedError(`The folder "${cwd}" does not exist.`, FOLDER_MISSING, '')
          : new ProgramEndedError(
              `Cannot start "${command}".`,
              START_PROBLEMS[code] ?? `It cannot be started (${code}).`,
              '',
              { cause },
            );
      throw this.ended;
    }
    // A program that waits for requests does not keep this process running.
    for (const handle of [child, child.stdin, child.stdout, child.stderr])
      if ('unref' in handle && typeof handle.unref === 'function') handle.unref();
    runningPrograms.add(child);
    if (child.pid !== undefined) endWithThisProcess(child, -child.pid);
    if (!watchesExit)
      process.once('exit', () =>
        runningPrograms.forEach((runningProgram) => kill(runningProgram, 'SIGKILL')),
      );
    watchesExit = true;
  }

  /** Reads what a program prints, and notices its end. */
  #listen(child: ChildProcessWithoutNullStreams): void {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      const { onStderr } = this.#target;
      this.#stderr = (this.#stderr + (onStderr ? onStderr(text) : text)).slice(-STDERR_BYTES);
    });
    child.stdin.on('error', () => {}); // it has ended: `close` reports it
    child.stdout.on('data', (chunk: Buffer) => this.#read(chunk));
    child.once('close', (code, signal) => {
      runningPrograms.delete(child);
      kill(child, 'SIGKILL'); // what it started
      const endText = signal ? `was ended by ${signal}` : `ended with code ${String(code)}`;
      this.ended ??= new ProgramEndedError(
        `The program ${endText}.`,
        `It ${endText}.`,
        this.#stderr.trim(),
      );
      const cause = this.ended;
      this.#openRequests.rejectAll(
        new SdkError(SdkErrorCode.ConnectionClosed, cause.message, { cause }),
      );
      this.onclose?.();
    });
  }

  #read(chunk: Buffer): void {
    try {
      for (const line of this.#lines.linesOf(chunk)) this.#receive(line.toString());
    } catch (error) {
      this.onerror?.(error as Error);
      this.#child?.stdout?.destroy(); // nothing more of the flood is read
      void this.close();
    }
  }

  #receive(line: string): void {
    try {
      const message = deserializeMessage(line);
      if (!this.#openRequests.deliver(message)) this.onmessage?.(message);
    } catch (error) {
      // Programs print other lines, too.
      if (!(error instanceof SyntaxError)) this.onerror?.(error as Error);
    }
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const stdin = this.#child?.stdin;
    if (!stdin || this.ended)
      throw this.ended ?? new SdkError(SdkErrorCode.NotConnected, 'Not connected');
    // The callback also runs if the program ends before it has read the message: `close` reports
    // that.
    await new Promise<void>((resolve) => stdin.write(serializeMessage(message), () => resolve()));
  }

  async request(message: CurrentRequest, options: RequestOptions): Promise<RpcResponse> {
    const outcome = await this.#openRequests.add(
      message,
      (openRequest) => this.send(openRequest),
      options,
    );
    cleanFailure(outcome);
    return outcome;
  }

  async close(): Promise<void> {
    this.#openRequests.rejectAll(
      new SdkError(SdkErrorCode.ConnectionClosed, 'The connection was closed'),
    );
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined) return;
    child.ref(); // this process waits for its end
    const exit =
      child.exitCode !== null || child.signalCode !== null
        ? Promise.resolve()
        : once(child, 'exit');
    child.stdin?.end();
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if (await endsWithin(GRACE_MS, exit)) break;
      kill(child, signal);
    }
    await exit;
    kill(child, 'SIGKILL'); // what it started
  }
}

function kill({ pid }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' }).on('error', () => {});
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // All processes of the group have already ended.
  }
}

/** Quotes a word for `cmd.exe`, and escapes every character that has a meaning there. */
const quoteForCmd = (word: string): string =>
  `"${word.replaceAll('"', '\\"')}"`.replace(/[()\][%!^"`<>&|;, *?]/g, '^$&');

/** Variables with places on this machine for this account, and the folder where servers keep credentials, encrypted. */
const PLACE_VARIABLES =
  process.platform === 'win32'
    ? /^(APPDATA|COMSPEC|HOMEDRIVE|HOMEPATH|LOCALAPPDATA|PATH|PATHEXT|PROGRAMDATA|PROGRAMFILES|SYSTEMDRIVE|SYSTEMROOT|TEMP|TMP|USERNAME|USERPROFILE|WINDIR|MCP_DATA_DIR)$/i
    : /^(HOME|LANG|LC_[A-Z]+|LOGNAME|PATH|SHELL|TERM|TMPDIR|TZ|USER|XDG_[A-Z]+_(HOME|DIRS?)|MCP_DATA_DIR)$/;

/** Variables for the network and the registries of npm and Python packages, without tokens. */
const NETWORK_VARIABLES =
  /^((https?|all|no)_proxy|node_(extra_ca_certs|use_env_proxy)|ssl_cert_(dir|file)|(requests|curl)_ca_bundle|uv_(default_index|index_url|native_tls|cache_dir)|npm_config_((@[\w.-]+:)?registry|(https_)?proxy|noproxy|cafile|cache|userconfig|globalconfig))$/i;

/** A user or a password in a URL; paths and user names may have an @, too. */
const CREDENTIALS = /^(\w+:\/\/)?[^/\\]*@/;

/** Returns the variables of this process that programs need in order to run. All others may be secrets. */
export const programEnvironment = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (/^path$/i.test(name)) return [[name, withNodeFolder(value)]];
      const isNeeded =
        PLACE_VARIABLES.test(name) || (NETWORK_VARIABLES.test(name) && !CREDENTIALS.test(value));
      // Functions that a shell exported are code (Shellshock).
      return isNeeded && !value.startsWith('()') ? [[name, value]] : [];
    }),
  );

/**
 * Returns a search path with the folder of this Node.js, which has `npx`: clients with a window start
 * servers with the path of the system alone.
 */
const withNodeFolder = (path: string): string => {
  const folder = dirname(process.execPath);
  return path.split(delimiter).includes(folder) ? path : `${path}${delimiter}${folder}`;
};
