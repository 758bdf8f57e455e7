import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { RunningProgram, StartOptions } from '../../model/host.js';
import { parseJson } from '../../model/json.js';
import type { ProcessMessage, TraceMessage } from '../../model/trace.js';

/** A process that serves the project in its last saved state. */
export interface Build {
  number: number;
  /** The URL at which it listens, such as `http://127.0.0.1:43210`. */
  url: string;
}

interface BuildEvents {
  /** Transfers the sessions of clients from the previous build to it. */
  moveSessions(build: Build): Promise<void>;
  onServing(build: Build, ms: number): void;
  /** Reports that the build does not start; the previous one, if any, is still served. */
  onFailure(problem: string): void;
  onTrace(message: TraceMessage): void;
  /** Prints output of tool code. */
  onLine(line: string): void;
}

/** Starts a process that loads and serves the project. */
export type StartBuild = (options: Omit<StartOptions, 'cwd' | 'env'>) => RunningProgram;

const START_MS = 15_000;
const TAIL_LINES = 40;
/** Delay before the spare process starts, so that waiting requests go first. */
const NEXT_MS = 50;

interface ServerProcess {
  program: RunningProgram;
  outcome: Promise<{ url: string } | { problem: string }>;
  isServing: boolean;
}

interface ServedBuild {
  build: Build;
  server: ServerProcess;
  /** The previous build, while this one takes over. */
  previous?: ServedBuild | undefined;
}

/**
 * Serves the newest build that starts. One spare process has always loaded the packages already,
 * so a save takes no longer than loading the files of the project.
 */
export class Builds {
  #number = 0;
  #spareProcess: ServerProcess | undefined;
  /** The process that was last told to serve. */
  #startedServer: ServerProcess | undefined;
  #served: ServedBuild | undefined;
  #pending: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(
    private readonly start: StartBuild,
    private readonly events: BuildEvents,
  ) {}

  /** Builds the current state of the files. */
  build(): Promise<void> {
    const startTime = performance.now();
    return (this.#pending = this.#pending.then(() =>
      this.#isClosed ? undefined : this.#buildNext(startTime),
    ));
  }

  /** Returns the newest build; waits for one that is about to start. */
  async current(): Promise<Build | undefined> {
    await this.#pending;
    return this.#served?.build;
  }

  get isServing(): boolean {
    return this.#served !== undefined;
  }

  /** Replaces the spare process, because packages or variables have changed. */
  renew(): void {
    this.#spareProcess?.program.stop();
    this.#spareProcess = undefined;
  }

  close(): void {
    this.#isClosed = true;
    this.renew();
    this.#startedServer?.program.stop();
    this.#served?.server.program.stop();
  }

  async #buildNext(startTime: number): Promise<void> {
    const number = ++this.#number;
    const startedServer = (this.#startedServer = this.#spareProcess ?? this.#startSpareProcess());
    this.#spareProcess = undefined;
    startedServer.program.send({ go: true });
    const timer = setTimeout(() => startedServer.program.stop(), START_MS);
    const outcome = await startedServer.outcome;
    clearTimeout(timer);
    if (this.#isClosed) return;
    if ('problem' in outcome) {
      startedServer.program.stop();
      this.events.onFailure(outcome.problem);
    } else {
      const ms = performance.now() - startTime;
      startedServer.isServing = true;
      await this.#takeOver({ build: { number, url: outcome.url }, server: startedServer }, ms);
    }
    setTimeout(() => {
      if (!this.#isClosed) this.#spareProcess ??= this.#startSpareProcess();
    }, NEXT_MS).unref();
  }

  async #takeOver(nextBuild: ServedBuild, ms: number): Promise<void> {
    const previousBuild = this.#served;
    this.#served = { ...nextBuild, previous: previousBuild };
    await this.events.moveSessions(nextBuild.build);
    const currentBuild = this.#served as ServedBuild | undefined; // the new process can have ended meanwhile
    if (currentBuild?.server === nextBuild.server) {
      this.#served = nextBuild;
      this.events.onServing(nextBuild.build, ms);
      previousBuild?.server.program.stop(); // the process finishes its calls
    } else if (currentBuild) await this.events.moveSessions(currentBuild.build);
  }

  #startSpareProcess(): ServerProcess {
    const tail: string[] = [];
    let resolve: (outcome: Awaited<ServerProcess['outcome']>) => void = () => {};
    const outcome: ServerProcess['outcome'] = new Promise((settle) => (resolve = settle));
    const program = this.start({
      onLine: (line) => {
        tail.push(line);
        if (tail.length > TAIL_LINES) tail.shift();
        if (spareServer.isServing && !isLogLine(line)) this.events.onLine(line);
      },
      onMessage: (message) => {
        const processMessage = message as ProcessMessage; // sent by our own module in that process
        if ('listening' in processMessage) resolve({ url: processMessage.listening });
        else if ('failed' in processMessage) resolve({ problem: processMessage.failed });
        else this.events.onTrace(processMessage);
      },
      onEnd: (code) => {
        resolve({
          problem: problemIn(tail) || `The process ended with code ${code ?? 'unknown'}.`,
        });
        if (this.#served?.previous?.server === spareServer) this.#served.previous = undefined;
        if (this.#served?.server !== spareServer || this.#isClosed) return;
        this.#served = this.#served.previous;
        this.events.onFailure(`The server ended. ${problemIn(tail)}`);
      },
    });
    const spareServer: ServerProcess = { program, outcome, isServing: false };
    return spareServer;
  }
}

/** Returns whether a line belongs to the server's log, whose content the page shows. */
function isLogLine(line: string): boolean {
  const value = line.startsWith('{') ? parseJson(line) : undefined;
  return isObject(value) && ['time', 'level', 'message'].every((key) => key in value);
}

/** Returns the last error that a server has printed, with its positions in the project; those in packages are URLs. */
function problemIn(lines: readonly string[]): string {
  const errorIndex = lines.findLastIndex((line) => line.startsWith('error:'));
  const [first = '', ...stack] = lines.slice(Math.max(errorIndex, 0));
  const projectLines = stack.filter(
    (line) => !/^\s+at .*(file:|node:|project-loader|Promise\.)/.test(line),
  );
  return (projectLines.length > 0 ? projectLines : [first]).join('\n');
}
