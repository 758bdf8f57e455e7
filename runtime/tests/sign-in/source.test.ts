import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptLimiter } from '../../src/sign-in/attempts.js';
import { sourceOf } from '../../src/sign-in/source.js';

const from = (peer: string | undefined, headers: Record<string, string> = {}) =>
  sourceOf({ peer, header: (name) => headers[name] });
const named = (address: string) => ({ 'x-forwarded-for': address });
const forwarded = (text: string) => ({ forwarded: text });

/** One caller, as proxies write it. */
const OLD = [
  named('203.0.113.7'),
  named('203.0.113.7:4711'),
  named(' 203.000.113.007 '),
  named('::ffff:203.0.113.7'),
  named('[::FFFF:203.0.113.7]:4711'),
  named('0:0:0:0:0:ffff:cb00:7107'),
  named('198.51.100.1, 203.0.113.7'),
  forwarded('for=203.0.113.7'),
  forwarded('for=198.51.100.1, proto=https;For="203.0.113.7:4711"'),
  { ...named('203.0.113.7'), ...forwarded('for="203.0.113.7"') },
];
/** Addresses of one subscriber. */
const NEW = [
  named('2001:db8:0:7::1'),
  named('2001:DB8:0:7:ffff:ffff:ffff:ffff'),
  named('2001:0db8:0000:0007:0000:0000:0000:0002'),
  named('[2001:db8:0:7::1]'),
  named('[2001:db8:0:7::1]:4711'),
  named('2001:db8:0:7:1:2:3:4:4711'),
  named('2001:db8:0:7::1%eth0'),
  named('2001:db8:0:7::192.0.2.1'),
  forwarded('for="[2001:db8:0:7::3]:4711"'),
  forwarded('for="[2001:db8:0:7::3]";proto=https;by=203.0.113.43'),
];

describe.each([
  ['203.0.113.7', OLD],
  ['2001:db8:0:7', NEW],
])('failed sign-ins from %s', (source, forms) => {
  it.each(forms)('is the source of %j behind a proxy', (headers) => {
    for (const peer of [
      '10.0.0.1',
      '::ffff:127.0.0.1',
      '[::1]:4711',
      'fe80::1%eth0',
      '127.0.0.1:80',
    ])
      expect(from(peer, headers)).toBe(source);
  });

  it('has 30 attempts, in whatever form its address is written', async () => {
    const limit = attemptLimiter(0);
    let tried = 0;
    for (let count = 0; count < 300; count++)
      await limit.run(from('10.0.0.1', forms[count % 10]) ?? '', async (isExhausted) => {
        if (!isExhausted) tried++;
        return { failed: true, result: undefined };
      });
    expect(tried).toBe(30);
  });
});

it.each<[peer: string | undefined, headers: Record<string, string>, source: string | undefined]>([
  [undefined, {}, undefined],
  [undefined, named('203.0.113.7'), undefined],
  ['', named('203.0.113.7'), undefined],
  ['unknown', named('203.0.113.7'), undefined],
  ['198.51.100.1', named('203.0.113.7'), '198.51.100.1'],
  ['2002:c633:6401::1', named('203.0.113.7'), '2002:c633:6401:0'],
  ['172.32.0.1', named('203.0.113.7'), '172.32.0.1'],
  ['fd00::1', named('203.0.113.7'), '203.0.113.7'],
  ['2001:4860::1', forwarded('for=203.0.113.7'), '2001:4860:0:0'],
  ['10.0.0.1', {}, '10.0.0.1'],
  ['10.0.0.1', named('unknown'), '10.0.0.1'],
  ['10.0.0.1', named('203.0.113.7,'), '10.0.0.1'],
  ['10.0.0.1', named('203.0.113.256'), '10.0.0.1'],
  ['10.0.0.1', named('203.0.113.7.evil.example'), '10.0.0.1'],
  ['10.0.0.1', named('::1::2'), '10.0.0.1'],
  ['10.0.0.1', forwarded('for=_hidden'), '10.0.0.1'],
  ['10.0.0.1', forwarded('for=198.51.100.1, proto=https'), '10.0.0.1'],
  ['10.0.0.1', forwarded('for="198.51.100.1, for=203.0.113.7'), '203.0.113.7'],
  // What the proxy does not write is the caller's own.
  ['10.0.0.1', { ...named('203.0.113.7'), ...forwarded('for=198.51.100.1') }, '10.0.0.1'],
  ['10.0.0.1', { ...named('203.0.113.7'), ...forwarded('x') }, '10.0.0.1'],
])('from %s with %j comes %s', (peer, headers, source) => {
  expect(from(peer, headers)).toBe(source);
});

describe('failures of one source', () => {
  /** Fails an attempt of each name. @returns those of them that were tried */
  async function tried(limit: ReturnType<typeof attemptLimiter>, names: readonly string[]) {
    const tries = new Map<string, number>();
    for (const name of names)
      await limit.run(name, async (isExhausted) => {
        if (!isExhausted) tries.set(name, (tries.get(name) ?? 0) + 1);
        return { failed: true, result: undefined };
      });
    return tries;
  }

  it('are 30 at most, in any order with those of more sources than fit', async () => {
    const manySources = fc.array(
      fc.record({ name: fc.integer({ max: 9, min: 0 }), times: fc.integer({ max: 31, min: 1 }) }),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(manySources, fc.integer({ max: 5, min: 1 }), async (bursts, size) => {
        const names = bursts.flatMap(({ name, times }) => Array<string>(times).fill(`${name}`));
        const tries = await tried(attemptLimiter(0, size), names);
        expect(Math.max(0, ...tries.values())).toBeLessThanOrEqual(30);
      }),
      { numRuns: 30 },
    );
  });

  it('survive 10,000 other addresses, which still sign in', async () => {
    const limit = attemptLimiter(0);
    const guesses = Array<string>(25).fill('203.0.113.7');
    const crowd = Array.from({ length: 10_001 }, (_, index) => `2001:db8:0:${index}`);
    expect((await tried(limit, guesses)).size).toBe(1);
    await Promise.all(crowd.map((name) => tried(limit, [name])));
    expect((await tried(limit, guesses)).get('203.0.113.7')).toBe(5);
    expect((await tried(limit, ['198.51.100.1'])).size).toBe(1);
  });
});
