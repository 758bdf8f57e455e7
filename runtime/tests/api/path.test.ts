import { describe, expect, it } from 'vitest';
import { label, matrix, simple, withSlashes } from '../../src/api/parameters.js';
import { outgoingRequest, path } from '../../src/api/request.js';

it.each([
  [path`/rooms/${'a?b c'}/messages/${7}`, '/rooms/a%3Fb%20c/messages/7'],
  [path`/rooms/${"C# (50%) ...'"}`, "/rooms/C%23%20(50%25)%20...'"],
  [path`/files/${'a'}.${'b..c'}`, '/files/a.b..c'],
  [path`/rooms/${'1;x=..'}`, '/rooms/1%3Bx%3D..'],
  [path`/rooms/${'ü…'}`, '/rooms/%C3%BC%E2%80%A6'],
  [path`/rooms${matrix('ids', ['a', ''])}`, '/rooms;ids=a,'],
  [path`/branches/${withSlashes('feature/a b')}`, '/branches/feature%2Fa%20b'],
  [path`/files/${withSlashes('/docs//a.md')}`, '/files/%2Fdocs%2F%2Fa.md'],
])('encodes values: %s', (made, expected) => {
  expect(made).toBe(expected);
});

it.each(['', '.', '..', 'a\ud800', '1/members', '1%2Fmembers', '..\\x'])('refuses %j', (value) => {
  expect(() => path`/rooms/${value}`).toThrow(/empty|part of a path|cannot have|not well-formed/);
});

describe('decoded paths', () => {
  const values = [
    ...['', ' ', '.', '..', ' ..', '.. ', '..;x', ';x', '.;', 'a', 'a%', '%', '%zz/'],
    ...['1/members', '../users/1', 'a/../../b', '/', '//', 'a/', '/a', './a', '/..', '/../a'],
    ...['..\\users', 'a\\b', 'a/..\\..\\b', 'a%00', 'a\n', '.\t.', '%0d%0aX: y', '.%0a./a'],
    ...['1%2fmembers', '..%2Fusers', '..%5cusers', '%2e%2e', '%2E.', '.%2e%2Fa', '..%3bx', '%3b'],
    ...['%252e%252e', 'a%252Fb', `a%${'25'.repeat(9)}2Fb`, '%%32%66a', '%2%35%32f', '%2%65%2e/a'],
  ];
  const ways: Record<string, (value: string) => string> = {
    'as it is': (value) => path`/rooms/${value}/members`,
    'after text': (value) => path`/rooms/.${value}/members`,
    'before text': (value) => path`/rooms/${value}./members`,
    'two of them': (value) => path`/rooms/${value}${value}/members`,
    'in a list': (value) => path`/rooms/${simple(['', value])}/members`,
    'alone in a list': (value) => path`/rooms/${simple([value])}/members`,
    'in an object': (value) => path`/rooms/${simple({ [value]: 1 }, { explode: true })}/members`,
    label: (value) => path`/rooms/x${label(['', value], { explode: true })}/members`,
    'label alone': (value) => path`/rooms/${label(value)}/members`,
    matrix: (value) => path`/rooms/..${matrix('ids', [value], { explode: true })}/members`,
    JSON: (value) => path`/rooms/${JSON.stringify({ value })}/members`,
    slashes: (value) => path`/rooms/${withSlashes(value)}/members`,
  };
  it.each(Object.entries(ways))(
    'whatever decodes the path, a value stays in its segment: %s',
    (way, pathOf) => {
      const inside = way === 'slashes' ? /^\/rooms\/.*\/members$/ : /^\/rooms\/[^/]+\/members$/;
      const sent = values.flatMap((value) => pathOr(undefined, () => pathOf(value)) ?? []);
      const seen = sent.flatMap((one) =>
        resolutions(one).map((resolved) => [one, resolved] as const),
      );
      expect(seen.filter(([, resolved]) => !inside.test(resolved))).toEqual([]);
      if (way !== 'matrix') expect(sent.length).toBeGreaterThan(2);
    },
  );
});

const pathOr = (none: undefined, make: () => string) => {
  try {
    return make();
  } catch {
    return none;
  }
};

/** What servers behind up to ten proxies make of a path: they decode it, cut it at NUL, drop `;x`, trim, take `\` for `/`. */
function resolutions(sent: string): string[] {
  const all: string[] = [];
  for (let text = sent, i = 0; i < 10; i++) {
    const parts = text.replace(/\0.*/s, '').split(/[/\\]/);
    all.push(new URL(`http://x${text.replace(/[?#]/g, '_')}`).pathname);
    all.push(
      new URL(
        `http://x${parts.map((part) => part.replace(/;.*/s, '').trim()).join('/')}`.replace(
          /[?#]/g,
          '_',
        ),
      ).pathname,
    );
    text = text.replace(/%([0-7][\da-f])/gi, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
  }
  return all;
}

it('refuses halves of surrogate pairs in the query', async () => {
  const request = { method: 'GET', path: '/rooms', query: { q: ['a', '\udc00'] } } as const;
  await expect(outgoingRequest('https://api.example.com', request)).rejects.toMatchObject({
    failure: 'arguments',
  });
});
