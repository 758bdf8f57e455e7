import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Verifiers that return what they have found out about a token before. */
export const keptTokens: readonly Example[] = [
  bad`
    // src/remember.ts
    import type { TokenVerifier, VerifiedCaller } from 'mcp-provider/server';

    export function remember(verifier: TokenVerifier): TokenVerifier {
      const callers = new Map<string, VerifiedCaller>();
      return {
        ...verifier,
        async verify(token, audience) {
          const caller = ‹callers.get(token)› ?? (await verifier.verify(token, audience));
          callers.set(token, caller);
          return caller;
        },
      };
    }
  `.finds('Tokens that were verified for one audience are accepted for any other.'),
  ok`
    // src/remember.ts
    const open = new Map<string, Promise<VerifiedCaller>>();
    export const once = ({ metadata, verify: check }: TokenVerifier): TokenVerifier => ({
      metadata,
      verify: (token, audience) => open.get(token) ?? check(token, audience).finally(() => open.delete(token)),
    });
  `,
  bad`
    // src/digest.ts
    import { createHash } from 'node:crypto';

    export const digest = (text: string) => createHash('sha256').update(text).digest('hex');

    // src/kept.ts
    import { digest } from './digest.js';

    export class Kept implements TokenVerifier {
      readonly #callers: Map<string, VerifiedCaller>;
      constructor(private readonly inner: TokenVerifier) {
        this.#callers = new Map();
      }
      get metadata() {
        return this.inner.metadata;
      }
      verify = async (token: string, audience: URL) => {
        const key = digest(token);
        if (!this.#callers.has(key)) this.#callers.set(key, await this.inner.verify(token, audience));
        return ‹this.#callers.get(key)›!;
      };
    }
    export const withoutSession = (url: URL) => {
      url.searchParams.delete('session');
      return url;
    };

    // src/plain.ts
    import { jwtVerify } from 'jose';

    const known: Record<string, VerifiedCaller> = {};
    export const plain = (metadata: IssuerMetadata, keys: JWTVerifyGetKey): TokenVerifier => ({
      metadata,
      async verify(token, audience) {
        if (known[token]) return ‹known[token]›;
        const { payload } = await jwtVerify(token, keys, { audience: audience.href });
        known[token] = { ...callerOf(payload), expiresAt: payload.exp ?? 0 };
        return known[token];
      },
    });

    // src/shared.ts
    const hits = new Map<string, { caller: VerifiedCaller; times: number }>();
    async function check(inner: TokenVerifier, token: string, audience: URL) {
      const hit = ‹hits.get(token)›;
      if (hit !== undefined) {
        hit.times++;
        console.error('hit', hit.times);
        return hit.caller;
      }
      const caller = await inner.verify(token, audience);
      hits.set(token, { caller, times: 0 });
      return caller;
    }
    export const shared = (inner: TokenVerifier): TokenVerifier => ({
      ...inner,
      verify: (token, audience) => check(inner, token, audience),
    });
  `.finds(
    'Tokens that were verified for one audience are accepted for any other.',
    'Tokens that were verified for one audience are accepted for any other.',
    'Tokens that were verified for one audience are accepted for any other.',
  ),
  bad`
    // src/memo.ts
    export function memo<V>(load: (key: string, audience: URL) => Promise<V>) {
      const known = new Map<string, Promise<V>>();
      return (key: string, audience: URL) => {
        const found = ‹known.get(key)› ?? load(key, audience);
        known.set(key, found);
        return found;
      };
    }

    // src/remember.ts
    import type { TokenVerifier } from 'mcp-provider/server';
    import { memo } from './memo.js';

    export const remember = (inner: TokenVerifier): TokenVerifier => ({
      ...inner,
      verify: memo((token, audience) => inner.verify(token, audience)),
    });
  `.finds('Tokens that were verified for one audience are accepted for any other.'),
  // The audience is in the key, or compared with the one that is kept; or it is always the same.
  ok`
    // src/remember.ts
    interface Kept {
      caller: VerifiedCaller;
      audience: string;
    }
    const isFor = (kept: Kept, audience: URL) => kept.audience === audience.href;
    export function remember(verifier: TokenVerifier): TokenVerifier {
      const callers = new Map<string, VerifiedCaller>();
      const kept = new Map<string, Kept>();
      const pairs = new Map<string, [VerifiedCaller, string]>();
      return {
        ...verifier,
        async verify(token, audience) {
          const key = audience.href + ' ' + token;
          const [found, place] = pairs.get(token) ?? [];
          if (found && place === audience.href) return found;
          const known = kept.get(token);
          if (known && isFor(known, audience)) return known.caller;
          const caller = callers.get(key) ?? (await verifier.verify(token, audience));
          callers.set(key, caller);
          kept.set(token, { caller, audience: audience.href });
          pairs.set(token, [caller, audience.href]);
          return caller;
        },
      };
    }

    // src/single.ts
    const ours = 'https://weather.dev/mcp';
    export const single = (verifier: TokenVerifier): TokenVerifier => {
      const callers = new Map<string, VerifiedCaller>();
      return {
        ...verifier,
        async verify(token, audience) {
          if (audience.href !== ours) throw new TokenError('Another server.');
          const caller = callers.get(token) ?? (await verifier.verify(token, audience));
          callers.set(token, caller);
          return caller;
        },
      };
    };
  `,
  // Nothing stays, by whatever removes it.
  ok`
    // src/store.ts
    export const callers = new Map<string, VerifiedCaller>();
    setInterval(() => callers.clear(), 30_000).unref();

    // src/remember.ts
    import { evict } from './evict.js';
    import { callers } from './store.js';

    export const remember = (verifier: TokenVerifier): TokenVerifier => {
      const others = new Map<string, VerifiedCaller>();
      setInterval(evict, 1000, others).unref();
      return {
        ...verifier,
        async verify(token, audience) {
          const caller = callers.get(token) ?? others.get(token) ?? (await verifier.verify(token, audience));
          callers.set(token, caller);
          others.set(token, caller);
          return caller;
        },
      };
    };

    // src/turning.ts
    class Turning implements TokenVerifier {
      #callers = new Map<string, Promise<VerifiedCaller>>();
      constructor(private readonly inner: TokenVerifier, readonly metadata = inner.metadata) {
        setInterval(() => {
          this.#callers = new Map();
        }, 30_000).unref();
      }
      async verify(token: string, audience: URL) {
        const known = this.#callers.get(token) ?? this.inner.verify(token, audience);
        this.#callers.set(token, known);
        return known;
      }
    }
    export const turning = (inner: TokenVerifier) => new Turning(inner);
  `,
];
