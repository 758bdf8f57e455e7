import { isPrivateAddress } from '../fetch/private-addresses.js';
import type { ReceivedRequest } from '../identity/principal.js';
import { peerAddress } from '../utils/addresses.js';
import { timeout } from '../utils/time.js';

const WINDOW_MS = 60_000;
/** Failures of one address in a minute. After them, its attempts go on one by one: nobody is locked out by another. */
const MOST_FAILURES = 30;
const SLOW_MS = 2_000;
/** Attempts of one address that wait, while it is trusted and afterwards. */
const MOST_WAITING = { usual: 500, slow: 5 };
const MOST_ADDRESSES = 10_000;

interface Source {
  failures: number;
  /** Milliseconds of `performance.now()`. */
  since: number;
  running: number;
  waiting: (() => void)[];
}

/** Limits failed sign-ins of each address, in this process: this server must not try keys or passwords for anybody. */
export function attempts(slowMs = SLOW_MS) {
  const sources = new Map<string, Source>();

  function sourceAt(address: string): Source {
    const now = performance.now();
    const known = sources.get(address);
    const source = known ?? { failures: 0, since: now, running: 0, waiting: [] };
    if (now - source.since > WINDOW_MS) Object.assign(source, { failures: 0, since: now });
    sources.delete(address);
    if (sources.size >= MOST_ADDRESSES) sources.delete([...sources.keys()][0] ?? '');
    sources.set(address, source);
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
     * Runs one attempt when its turn comes. `isExhausted` tells whether the address has failed too often before.
     * @returns undefined where too many wait
     */
    async run<T>(
      address: string,
      attempt: (isExhausted: boolean) => Promise<{ failed: boolean; result: T }>,
    ): Promise<T | undefined> {
      const source = sourceAt(address);
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

export const TOO_MANY = 'Too many sign-ins have failed from your network. Try again in a minute.';

/**
 * Who sends a request: the peer; behind a proxy of this network, the one whom the proxy names, which is the last in the
 * header: what clients have written stands before it. Of IPv6, the network of one subscriber.
 */
export function sourceOf({ peer = '', header }: ReceivedRequest): string {
  const address = peerAddress(peer);
  const named = header('x-forwarded-for')?.split(',').at(-1)?.trim();
  const source = named && (address === '' || isPrivateAddress(address)) ? named : address;
  return source.includes(':') ? source.split(':').slice(0, 4).join(':') : source;
}
