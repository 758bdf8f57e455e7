import { describe, expect, it } from 'vitest';
import { type TokenVerifier, userIdIn } from '../../src/identity/principal.js';
import { verifierOf } from '../../src/identity/token-settings.js';
import { trustedProxy } from '../../src/identity/trusted-proxy.js';

/** The members of a verifier, which use what only the instance has. */
class Introspection implements TokenVerifier {
  readonly #claims = { sub: 'ann' };
  readonly #audience: string = 'tools';
  started = false;
  readonly metadata = { issuer: 'https://id.example' };
  get audience() {
    return this.#audience;
  }
  async verify() {
    return this.#claims;
  }
  async start() {
    this.started = true;
  }
  async ready() {
    if (!this.started) throw new Error('Not started');
  }
}

const WRITTEN: [string, () => TokenVerifier][] = [
  ['an instance of a class', () => new Introspection()],
  [
    'an object with getters',
    () => {
      const own = new Introspection();
      return {
        get metadata() {
          return own.metadata;
        },
        get audience() {
          return own.audience;
        },
        get verify() {
          return () => own.verify();
        },
        get start() {
          return () => own.start();
        },
        get ready() {
          return () => own.ready();
        },
      };
    },
  ],
  [
    'an object that inherits',
    () => {
      const own = new Introspection();
      return Object.create({
        metadata: own.metadata,
        audience: 'tools',
        verify: () => own.verify(),
        start: () => own.start(),
        ready: () => own.ready(),
      }) as TokenVerifier;
    },
  ],
  [
    'a proxy',
    () => {
      const own = new Introspection();
      return new Proxy({} as TokenVerifier, {
        get: (_, name) => {
          const member: unknown = Reflect.get(own, name);
          return typeof member === 'function' ? (member.bind(own) as unknown) : member;
        },
      });
    },
  ],
];

describe.each(WRITTEN)('a verifier that is %s', (_what, made) => {
  it.each<[string, (own: TokenVerifier) => Promise<TokenVerifier | undefined>]>([
    ['by itself', async (own) => own],
    ['as that of a server', (own) => verifierOf(own, {})],
    [
      'of the issuer in the environment',
      (own) =>
        verifierOf(async () => own, { MCP_ISSUER: 'https://id.example', MCP_USER_CLAIM: 'oid' }),
    ],
    [
      'behind a proxy',
      async (otherwise) =>
        trustedProxy({ peers: ['10.0.0.1'], header: 'x-user', issuer: 'proxy', otherwise }),
    ],
    [
      'behind the proxy in the environment',
      (own) => verifierOf(own, { MCP_PROXY_PEERS: '10.0.0.1', MCP_PROXY_USER_HEADER: 'x-user' }),
    ],
  ])('verifies %s', async (_where, placed) => {
    const verifier = await placed(made());
    expect([verifier?.metadata].flat()).toEqual([{ issuer: 'https://id.example' }]);
    expect(verifier?.audience).toBe('tools');
    expect(await verifier?.verify('token', new URL('https://tools.example'))).toEqual({
      sub: 'ann',
    });
    await verifier?.start?.();
    await verifier?.ready?.();
    expect(
      await verifier?.identify?.({ header: () => undefined, peer: undefined }),
    ).toBeUndefined();
  });
});

it.each<[unknown, string | undefined]>([
  ['ann', 'ann'],
  [7, '7'],
  ['', undefined],
  [2 ** 53, undefined],
  [['ann'], undefined],
  [undefined, undefined],
])('a claim of %j names the user %j, for calls and for the pages of sign-in', (uid, user) => {
  expect(userIdIn({ uid, sub: 'other' }, 'uid')).toBe(user);
});
