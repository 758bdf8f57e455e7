import { timeout } from '../utils/time.js';

const WINDOW_MS = 60_000;
/** Failures of one source in a minute. After them, its attempts go on one by one: nobody is locked out by another. */
const MOST_FAILURES = 30;
const SLOW_MS = 2_000;
/** Attempts of one source that wait, while it is trusted and afterwards. */
const MOST_WAITING = { usual: 500, slow: 5 };
const MOST_SOURCES = 10_000;

interface Source {
  failures: number;
  /** Milliseconds of `performance.now()`. */
  since: number;
  running: number;
  waiting: (() => void)[];
}

/** Limits failed sign-ins of each source, in this process: this server must not try keys or passwords for anybody. */
export function attempts(slowMs = SLOW_MS) {
  const sources = new Map<string, Source>();

  function sourceAt(name: string): Source {
    const now = performance.now();
    const known = sources.get(name);
    const source = known ?? { failures: 0, since: now, running: 0, waiting: [] };
    if (now - source.since > WINDOW_MS) Object.assign(source, { failures: 0, since: now });
    sources.delete(name);
    if (sources.size >= MOST_SOURCES) sources.delete([...sources.keys()][0] ?? '');
    sources.set(name, source);
    return source;
  }

  const isSlow = ({ failures }: Source) => failures >= MOST_FAILURES;

  function proceed(source: Source): void {
    const most = Math.max(1, MOST_FAILURES - source.failures);
    while (source.running < most && source.waiting.length > 0) {
      source.running++;
      timeout(isSlow(source) ? slowMs : 0, source.waiting.shift() ?? (() => {}));
    }
  }

  return {
    /**
     * Runs one attempt when its turn comes. `isExhausted` tells whether the source has failed too often before.
     * @param name of the source, as `sourceOf` returns it
     * @returns undefined where too many wait
     */
    async run<T>(
      name: string,
      attempt: (isExhausted: boolean) => Promise<{ failed: boolean; result: T }>,
    ): Promise<T | undefined> {
      const source = sourceAt(name);
      if (source.waiting.length >= MOST_WAITING[isSlow(source) ? 'slow' : 'usual'])
        return undefined;
      await new Promise<void>((resolve) => {
        source.waiting.push(resolve);
        proceed(source);
      });
      try {
        const { failed, result } = await attempt(isSlow(source));
        if (failed) source.failures++;
        return result;
      } finally {
        source.running--;
        proceed(source);
      }
    },
  };
}

export const TOO_MANY =
  'Too many sign-ins come from your network, or have failed there. Try again in a minute.';
