import type { Started, StartOptions } from '../../model/host.js';
import { parsedJson } from '../../model/json.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import type { ProcessMessage, TraceMessage } from '../../model/trace.js';

/** A process that serves the project as it was saved. */
export interface Build {
  number: number;
  /** Where it listens: `http://127.0.0.1:43210`. */
  url: string;
}

export interface BuildEvents {
  /** Gives it what clients have of the last one. */
  move(build: Build): Promise<void>;
  serving(build: Build, ms: number): void;
  /** It is not served; the last one is, where there is one. */
  failed(problem: string): void;
  trace(message: TraceMessage): void;
  /** What the code of tools prints. */
  line(line: string): void;
}

const START_MS = 15_000;
const TAIL_LINES = 40;
/** After the requests that have waited for the build. */
const NEXT_MS = 50;

interface Waiting {
  process: Started;
  outcome: Promise<{ url: string } | { problem: string }>;
  isServing: boolean;
}

interface Served {
  build: Build;
  by: Waiting;
  /** The last one, while this one takes over. */
  before?: Served | undefined;
}

/**
 * Serves the newest build that starts. One process always waits that has already loaded the packages: a save takes no longer
 * than loading the files of the project.
 */
export class Builds {
  #number = 0;
  #waiting: Waiting | undefined;
  /** The latest that was told to serve. */
  #begun: Waiting | undefined;
  #served: Served | undefined;
  #pending: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(
    private readonly start: (options: Omit<StartOptions, 'cwd' | 'env'>) => Started,
    private readonly on: BuildEvents,
  ) {}

  /** Builds what is saved now. */
  next(): Promise<void> {
    const began = performance.now();
    return (this.#pending = this.#pending.then(() =>
      this.#isClosed ? undefined : this.#next(began),
    ));
  }

  /** The newest one; waits for one that is about to start. */
  async current(): Promise<Build | undefined> {
    await this.#pending;
    return this.#served?.build;
  }

  get isServing(): boolean {
    return this.#served !== undefined;
  }

  /** Packages or variables have changed: the process that waits has the old ones. */
  renew(): void {
    this.#waiting?.process.stop();
    this.#waiting = undefined;
  }

  close(): void {
    this.#isClosed = true;
    this.renew();
    this.#begun?.process.stop();
    this.#served?.by.process.stop();
  }

  async #next(began: number): Promise<void> {
    const number = ++this.#number;
    const one = (this.#begun = this.#waiting ?? this.#prepare());
    this.#waiting = undefined;
    one.process.send({ go: true });
    const timer = setTimeout(() => one.process.stop(), START_MS);
    const outcome = await one.outcome;
    clearTimeout(timer);
    if (this.#isClosed) return;
    if ('problem' in outcome) {
      one.process.stop();
      this.on.failed(outcome.problem);
    } else {
      const ms = performance.now() - began;
      one.isServing = true;
      await this.#takeOver({ build: { number, url: outcome.url }, by: one }, ms);
    }
    setTimeout(() => {
      if (!this.#isClosed) this.#waiting ??= this.#prepare();
    }, NEXT_MS).unref();
  }

  async #takeOver(next: Served, ms: number): Promise<void> {
    const before = this.#served;
    this.#served = { ...next, before };
    await this.on.move(next.build);
    const now = this.#served as Served | undefined; // the new one can have ended meanwhile
    if (now?.by === next.by) {
      this.#served = next;
      this.on.serving(next.build, ms);
      before?.by.process.stop(); // it finishes its calls
    } else if (now) await this.on.move(now.build);
  }

  #prepare(): Waiting {
    const tail: string[] = [];
    let resolve: (outcome: Awaited<Waiting['outcome']>) => void = () => {};
    const outcome: Waiting['outcome'] = new Promise((settle) => (resolve = settle));
    const started = this.start({
      onLine: (line) => {
        tail.push(line);
        if (tail.length > TAIL_LINES) tail.shift();
        if (one.isServing && !isLogLine(line)) this.on.line(line);
      },
      onMessage: (message) => {
        const processMessage = message as ProcessMessage; // of our own module in that process
        if ('listening' in processMessage) resolve({ url: processMessage.listening });
        else if ('failed' in processMessage) resolve({ problem: processMessage.failed });
        else this.on.trace(processMessage);
      },
      onEnd: (code) => {
        resolve({
          problem: problemIn(tail) || `The process ended with code ${code ?? 'unknown'}.`,
        });
        if (this.#served?.before?.by === one) this.#served.before = undefined;
        if (this.#served?.by !== one || this.#isClosed) return;
        this.#served = this.#served.before;
        this.on.failed(`The server ended. ${problemIn(tail)}`);
      },
    });
    const one: Waiting = { process: started, outcome, isServing: false };
    return one;
  }
}

/** Whether a line is of the log of the server: the page shows what that says. */
function isLogLine(line: string): boolean {
  const value = line.startsWith('{') ? parsedJson(line) : undefined;
  return isRecord(value) && ['time', 'level', 'message'].every((key) => key in value);
}

/** The error that a server has printed last, with its places in the project: those of packages are URLs. */
function problemIn(lines: readonly string[]): string {
  const from = lines.findLastIndex((line) => line.startsWith('error:'));
  const [first = '', ...stack] = lines.slice(Math.max(from, 0));
  const projectLines = stack.filter(
    (line) => !/^\s+at .*(file:|node:|project-loader|Promise\.)/.test(line),
  );
  return (projectLines.length > 0 ? projectLines : [first]).join('\n');
}
