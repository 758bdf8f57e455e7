import { setTimer } from '../utils/time.js';

const WINDOW_MS = 60_000;
/** Failures of one source in a minute, after which its attempts run one by one: no user can lock out another. */
const MAX_FAILURES = 30;
const SLOW_MS = 2_000;
/** Limit of queued attempts of one source, before and after too many failures. */
const MAX_WAITING = { usual: 500, slow: 5 };
const MAX_SOURCES = 10_000;

interface AttemptSource {
  failures: number;
  running: number;
  waiting: (() => void)[];
}

/**
 * Limits failed sign-ins of each source, in this process, so that keys and passwords cannot be
 * tried one after the other through this server. The memory of sources is limited, and a source
 * that was forgotten must not begin anew: so an unknown source begins with as many failures as a
 * forgotten one can have.
 */
export function attemptLimiter(slowMs = SLOW_MS, maxSources = MAX_SOURCES) {
  const sources = new Map<string, AttemptSource>();
  let windowStart = performance.now();
  /** The most failures of a source that was forgotten in this window. */
  let forgottenFailures = 0;

  function beginWindow(): void {
    windowStart = performance.now();
    forgottenFailures = 0;
    for (const [name, source] of sources)
      if (source.running === 0) sources.delete(name);
      else source.failures = 0;
  }

  /** Forgets the sources with the fewest failures, which lose the least. Those with an attempt stay. */
  function forgetSome(): void {
    const idle = [...sources].filter(([, { running }]) => running === 0);
    const fewest = idle.reduce(
      (minimum, [, { failures }]) => Math.min(minimum, failures),
      Infinity,
    );
    for (const [name, { failures }] of idle) if (failures === fewest) sources.delete(name);
    if (idle.length > 0) forgottenFailures = Math.max(forgottenFailures, fewest);
  }

  /** @returns undefined if all sources that fit have an attempt */
  function sourceAt(name: string): AttemptSource | undefined {
    if (performance.now() - windowStart > WINDOW_MS) beginWindow();
    const existing = sources.get(name);
    if (existing) return existing;
    if (sources.size >= maxSources) forgetSome();
    if (sources.size >= maxSources) return undefined;
    const source: AttemptSource = { failures: forgottenFailures, running: 0, waiting: [] };
    sources.set(name, source);
    return source;
  }

  const isSlow = ({ failures }: AttemptSource) => failures >= MAX_FAILURES;

  function runQueued(source: AttemptSource): void {
    const maxAttempts = Math.max(1, MAX_FAILURES - source.failures);
    while (source.running < maxAttempts && source.waiting.length > 0) {
      source.running++;
      setTimer(isSlow(source) ? slowMs : 0, source.waiting.shift() ?? (() => {}));
    }
  }

  return {
    /**
     * Runs one attempt in its turn. `isExhausted` tells whether the source has failed too often
     * before.
     * @param name of the source, as `sourceOf` returns it
     * @returns undefined if too many are queued
     */
    async run<T>(
      name: string,
      attempt: (isExhausted: boolean) => Promise<{ failed: boolean; result: T }>,
    ): Promise<T | undefined> {
      const source = sourceAt(name);
      if (!source || source.waiting.length >= MAX_WAITING[isSlow(source) ? 'slow' : 'usual'])
        return undefined;
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

/** The message for a source that must wait. */
export const TOO_MANY =
  'Too many sign-ins come from your network, or have failed there. Try again in a minute.';
