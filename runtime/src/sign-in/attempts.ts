import { setTimer } from '../utils/time.js';

const WINDOW_MS = 60_000;
/** Failures of one source in a minute, after which its attempts run one by one: nobody is locked out by another. */
const MAX_FAILURES = 30;
const SLOW_MS = 2_000;
/** Limit of queued attempts of one source, before and after too many failures. */
const MAX_WAITING = { usual: 500, slow: 5 };
const MAX_SOURCES = 10_000;

interface AttemptSource {
  failures: number;
  /** Start of the window, in milliseconds of `performance.now()`. */
  since: number;
  running: number;
  waiting: (() => void)[];
}

/**
 * Limits failed sign-ins of each source, in this process, so that nobody can try keys or passwords
 * through this server.
 */
export function attemptLimiter(slowMs = SLOW_MS) {
  const sources = new Map<string, AttemptSource>();

  function sourceAt(name: string): AttemptSource {
    const now = performance.now();
    const existing = sources.get(name);
    const source = existing ?? { failures: 0, since: now, running: 0, waiting: [] };
    if (now - source.since > WINDOW_MS) Object.assign(source, { failures: 0, since: now });
    sources.delete(name);
    if (sources.size >= MAX_SOURCES) sources.delete([...sources.keys()][0] ?? '');
    sources.set(name, source);
    return source;
  }

  const isSlow = ({ failures }: AttemptSource) => failures >= MAX_FAILURES;

  function runQueued(source: AttemptSource): void {
    const most = Math.max(1, MAX_FAILURES - source.failures);
    while (source.running < most && source.waiting.length > 0) {
      source.running++;
      setTimer(isSlow(source) ? slowMs : 0, source.waiting.shift() ?? (() => {}));
    }
  }

  return {
    /**
     * Runs one attempt in its turn. `isExhausted` tells whether the source has failed too often
     * before.
     * @param name of the source, as `sourceOf` returns it
     * @returns undefined where too many are queued
     */
    async run<T>(
      name: string,
      attempt: (isExhausted: boolean) => Promise<{ failed: boolean; result: T }>,
    ): Promise<T | undefined> {
      const source = sourceAt(name);
      if (source.waiting.length >= MAX_WAITING[isSlow(source) ? 'slow' : 'usual']) return undefined;
      await new Promise<void>((resolve) => {
        source.waiting.push(resolve);
        runQueued(source);
      });
      try {
        const { failed, result } = await attempt(isSlow(source));
        if (failed) source.failures++;
        return result;
      } finally {
        source.running--;
        runQueued(source);
      }
    },
  };
}

export const TOO_MANY =
  'Too many sign-ins come from your network, or have failed there. Try again in a minute.';
