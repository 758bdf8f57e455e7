import { describe, expect, it } from 'vitest';
import type { OrderedFlag } from '../../src/model/command.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { readProvider } from '../../src/spec/flags.js';
import { flagsOf, fromFlags, refusal } from './reading.js';

const PROVIDER: OrderedFlag[] = flagsOf(
  '--name acme_chat',
  '--description Rooms and messages.',
  '--base-url https://api.acme.dev/v1/',
  '--auth none',
);

describe('what is refused', () => {
  const A: OrderedFlag = ['--tool', 'a: A'];
  it.each<[string, OrderedFlag[], string]>([
    ['a flag of no tool', [['--param', 'a:string'], A], '"--param" must follow "--tool".'],
    ['a flag twice', flagsOf('--name a', '--name b'), '"--name" is repeated with the value "b".'],
    [
      'an argument twice',
      [A, ...flagsOf('--param x:string', '--param x:integer')],
      '"--param" is repeated with the value "x:integer".',
    ],
    [
      'a constant that would lose digits',
      [A, ...flagsOf('--request GET /x', '--param n==9007199254740993')],
      '--param "n==9007199254740993": The integer 9007199254740993 is beyond 2^53, and would lose digits: put it in double quotes, as text.\n  n==9007199254740993\n     ^',
    ],
    [
      'a default that would lose digits',
      [A, ...flagsOf('--param n:integer=9007199254740993')],
      '--param "n:integer=9007199254740993": The integer 9007199254740993 is beyond 2^53, and would lose digits: put it in double quotes, as text.\n  n:integer=9007199254740993\n            ^',
    ],
    ['a blank title', [A, ['--title', ' ']], '--title " " must not be blank.'],
    ['tools with one name', [A, A], '--tool "a: A": The name "a" is used twice.'],
    [
      'an object in the path',
      [A, ...flagsOf('--request GET /{x}', '--param x:string[]')],
      '--request "GET /{x}": The path names "x", which is not a string, number, integer or boolean.',
    ],
    [
      'a query that names no argument',
      [A, ...flagsOf('--request POST /?x', '--param xx:string')],
      '--request "POST /?x": The query names "x", which is not an argument; did you mean "xx"?',
    ],
    ['a body without a request', [A, ['--body', 'form']], '"--body" requires "--request".'],
    [
      'a body that does not fit the method',
      [A, ...flagsOf('--request GET /x', '--body form')],
      '--body "form" is not allowed for GET.',
    ],
    [
      'a header that sign-in sets',
      [A, ...flagsOf('--request GET /x', '--header Authorization: a')],
      '--header "Authorization: a" must be a header such as "Acme-Version", and none of authorization, connection, content-length, content-type, cookie, host, transfer-encoding.',
    ],
    [
      'a setting of another style',
      [['--auth-in', 'header']],
      '--auth-in goes with the style "api-key", not with "none".',
    ],
    [
      'a secret that is no argument',
      [A, ['--result', '__proto__:string']],
      '--result "__proto__:string" is a key that JavaScript keeps for itself.',
    ],
  ])('%s', (_, flags, message) => {
    const all =
      flags[0]?.[0] === '--name' ? [...flags, ...PROVIDER.slice(1)] : [...PROVIDER, ...flags];
    expect(refusal(() => fromFlags(all)).message).toBe(message);
  });

  it('invalid values are reported before missing ones, with a hint about options', () => {
    const flags: OrderedFlag[] = flagsOf('--base-url http://a.dev', '--auth-in head');
    expect(refusal(() => readProvider(flags, kindsAndStyles))).toMatchObject({
      message:
        '--base-url must begin with "https://"; plain http is for loopback addresses only.\n' +
        '--auth-in must be "header", "query", "cookie" or "body", not "head"; did you mean "header"?',
      hint: expect.stringContaining('--help') as string,
    });
  });

  it('where settings belong to different styles', () => {
    const flags: OrderedFlag[] = flagsOf('--auth-in header', '--auth-issuer https://a.dev');
    expect(refusal(() => readProvider(flags, kindsAndStyles)).message).toBe(
      '--auth-issuer goes with the style "client-credentials", "oauth2" or "token-exchange", not with "api-key".',
    );
  });
});

describe('what is missing is named by its flags', () => {
  const oauth2: OrderedFlag[] = [...PROVIDER.slice(0, 3), ['--auth', 'oauth2']];
  it.each<[string, OrderedFlag[], ...string[]]>([
    [
      'a name, settings and descriptions of tools',
      flagsOf('--auth api-key', '--tool send', '--auth-in header'),
      '--name',
      '--base-url',
      '--auth-name',
      '--tool "send: …"',
    ],
    [
      'one of several ways',
      oauth2,
      '--preset (or --auth-issuer, or --auth-authorization-url and --auth-token-url)',
    ],
    [
      'the rest of a way that is begun',
      [...oauth2, ['--auth-token-url', 'https://a.dev/t']],
      '--auth-authorization-url',
    ],
    ['nothing of a way that is taken', [...oauth2, ['--auth-issuer', 'https://a.dev']]],
    ['nothing where all is said', PROVIDER],
  ])('%s', (_, flags, ...missing) => {
    expect(readProvider(flags, kindsAndStyles).missing).toEqual(missing);
  });

  it.each<[string, OrderedFlag[], object, ...string[]]>([
    [
      'the place of a key',
      flagsOf('--name acme_chat', '--base-url https://a.dev', '--auth api-key'),
      { auth: { style: 'api-key', in: 'header', name: 'X-Api-Key' } },
    ],
    [
      'what fits the stated place',
      flagsOf('--name acme', '--description Rooms.', '--auth api-key', '--auth-in query'),
      { description: 'Rooms.', auth: { style: 'api-key', in: 'query', name: 'api_key' } },
      '--base-url',
    ],
    [
      'nothing where there is no such answer',
      oauth2,
      {},
      '--preset (or --auth-issuer, or --auth-authorization-url and --auth-token-url)',
    ],
    [
      'nothing for tools',
      [['--tool', 'send']],
      {},
      '--name',
      '--base-url',
      '--auth',
      '--tool "send: …"',
    ],
  ])('with --yes takes %s', (_, flags, taken, ...missing) => {
    const reading = readProvider(flags, kindsAndStyles, true);
    expect(reading.draft).toMatchObject(taken);
    expect(reading.missing).toEqual(missing);
  });
});
