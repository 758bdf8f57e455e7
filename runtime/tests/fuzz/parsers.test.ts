import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { mutated, RUNS } from '../../../tests/support/mutated.js';
import { serverSentEvents } from '../../src/fetch/server-sent-events.js';
import { jwt } from '../../src/identity/jwt.js';
import { TokenError } from '../../src/identity/principal.js';
import { measureJson } from '../../src/serving/http/json-text.js';
import { verifiedCaller } from '../../src/serving/http/verified-caller.js';
import { cookieJar } from '../../src/sign-in/cookies.js';
import { ask, JSON_HEADERS, LIST_TOOLS } from '../ask.js';
import { startIssuer } from '../issuer.js';
import { call, serve } from '../serving/small-server.js';

const options = { numRuns: RUNS, seed: Number(process.env.FC_SEED ?? 20_261_120) };
const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => Promise<void> | void) =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (value) => property(value)),
    options,
  );

async function* pieces(bytes: Uint8Array, cuts: readonly number[]) {
  let from = 0;
  for (const cut of [
    ...cuts.map((part) => Math.floor(part * bytes.length)).toSorted((a, b) => a - b),
    bytes.length,
  ]) {
    yield bytes.subarray(from, cut);
    from = cut;
  }
}

const all = async <T>(events: AsyncIterable<T>) => {
  const found: T[] = [];
  for await (const event of events) found.push(event);
  return found;
};

describe('whatever comes', () => {
  it('bodies: a server answers each with a status of its own, and serves the next one', async () => {
    const { endpoint } = await serve({});
    const text = mutated(LIST_TOOLS, call('quick'), `[${LIST_TOOLS}]`);
    await check(text, async (body) => {
      const { status } = await ask(endpoint, { method: 'POST', headers: JSON_HEADERS, body });
      expect([200, 202, 400, 404, 413]).toContain(status);
    });
    expect(
      (await ask(endpoint, { method: 'POST', headers: JSON_HEADERS, body: LIST_TOOLS })).status,
    ).toBe(200);
  }, 600_000);

  it('JSON: its depth and memory are known before it is parsed', () =>
    check(fc.json({ maxDepth: 12 }), (text) => {
      const depthOf = (value: unknown): number =>
        typeof value === 'object' && value !== null
          ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
          : 0;
      const { depth, bytes } = measureJson(Buffer.from(text));
      expect(depth).toBe(depthOf(JSON.parse(text)));
      expect(bytes).toBeGreaterThanOrEqual(0);
    }));

  it('server-sent events: the same events, however they are cut', () =>
    check(
      fc.tuple(
        mutated('data: {"a":1}\n\ndata: b\r\ndata: c\r\n\r\nevent: x\rdata: é\r\r', ': ping\n\n'),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
      ),
      async ([text, cuts]) => {
        const bytes = Buffer.from(text);
        expect(await all(serverSentEvents(pieces(bytes, cuts)))).toEqual(
          await all(serverSentEvents(pieces(bytes, []))),
        );
      },
    ));

  it('cookies: a value is the one that was written for this state, or none', () => {
    const jar = cookieJar('sign-in', 600, true);
    const value = fc.stringMatching(/^[\w-]{1,40}$/);
    return check(
      fc.tuple(value, value, mutated('a=b; c=d', ';;=', '__Host-sign-in=')),
      ([state, written, others]) => {
        const pair = jar.write(state, written).split(';')[0] ?? '';
        const noise = others.replace(/[^\x20-\x7e]/g, '');
        const read = (cookie: string) =>
          jar.read(new Request('https://a.example', { headers: { cookie } }), state);
        expect(read(`${noise}; ${pair}`)).toBe(written);
        expect(read(noise)).toBeUndefined();
      },
    );
  });

  describe('tokens', () => {
    const audience = new URL('https://mcp.example/chat/mcp');
    let issuer: Awaited<ReturnType<typeof startIssuer>>;
    let token: string;
    beforeAll(async () => {
      issuer = await startIssuer();
      token = await issuer.token('ada', audience.href);
      return () => issuer.close();
    });

    it('that were changed are refused as tokens', async () => {
      const verifier = jwt({ issuer: issuer.issuer });
      expect((await verifiedCaller(verifier, token, audience)).principal.userId).toContain('ada');
      const parts = token.split('.');
      const swapped = (header: object) =>
        [Buffer.from(JSON.stringify(header)).toString('base64url'), ...parts.slice(1)].join('.');
      const texts = mutated(
        token,
        swapped({ alg: 'none' }),
        swapped({ alg: 'HS256', kid: 'test' }),
        swapped({ alg: 'ES256', kid: 'x', jku: 'https://evil.example' }),
      );
      await check(texts, async (text) => {
        // The last character of a signature has bits that mean nothing.
        if (text.slice(0, -1) === token.slice(0, -1)) return;
        await expect(verifiedCaller(verifier, text, audience)).rejects.toBeInstanceOf(TokenError);
      });
    }, 600_000);

    it('with other claims are refused, or of a user of the issuer for this server', () => {
      const claim = fc.oneof(
        fc.constantFrom('ada', audience.href, 'https://issuer.example', ''),
        fc.anything(),
      );
      const claims = fc.dictionary(
        fc.constantFrom('iss', 'sub', 'aud', 'exp', 'nbf', 'scope', 'active', 'azp'),
        claim,
      );
      return check(claims, async (given) => {
        const verifier = {
          metadata: { issuer: issuer.issuer } as never,
          verify: async () => given as never,
        };
        const outcome = await verifiedCaller(verifier, 't', audience).catch(
          (error: unknown) => error,
        );
        if (outcome instanceof TokenError) return;
        expect(outcome).toMatchObject({
          principal: { userId: `${issuer.issuer}|${String(given.sub)}` },
        });
        expect([given.aud].flat()).toContain(audience.href);
      });
    });
  });
});
