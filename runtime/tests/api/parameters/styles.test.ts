import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { form } from '../../../src/api/body.js';
import {
  cookies,
  deepObject,
  headerJson,
  headerList,
  json,
  label,
  list,
  matrix,
  members,
  reserved,
  simple,
} from '../../../src/api/parameters.js';
import { type ApiRequest, outgoingRequest, path } from '../../../src/api/request.js';

const string = 'blue';
const array = ['blue', 'black', 'brown'];
const object = { R: 100, G: 200, B: 150 };

const urlOf = async (request: Pick<ApiRequest, 'path' | 'query'>) =>
  (await outgoingRequest('https://api.example.com', { method: 'GET', ...request })).url;
const searchOf = async (query: ApiRequest['query']) => (await urlOf({ path: '/', query })).search;

/** OpenAPI 3.1.1, section 4.8.12.6 "Style Examples", and Swagger 2.0, "collectionFormat". */
describe('the style table of OpenAPI', () => {
  it.each([
    { style: 'matrix', value: matrix('color', string), text: ';color=blue' },
    { style: 'matrix array', value: matrix('color', array), text: ';color=blue,black,brown' },
    {
      style: 'matrix object',
      value: matrix('color', object),
      text: ';color=R,100,G,200,B,150',
    },
    {
      style: 'matrix explode array',
      value: matrix('color', array, { explode: true }),
      text: ';color=blue;color=black;color=brown',
    },
    {
      style: 'matrix explode object',
      value: matrix('color', object, { explode: true }),
      text: ';R=100;G=200;B=150',
    },
    { style: 'label', value: label(string), text: '.blue' },
    { style: 'label array', value: label(array), text: '.blue,black,brown' },
    { style: 'label object', value: label(object), text: '.R,100,G,200,B,150' },
    {
      style: 'label explode array',
      value: label(array, { explode: true }),
      text: '.blue.black.brown',
    },
    {
      style: 'label explode object',
      value: label(object, { explode: true }),
      text: '.R=100.G=200.B=150',
    },
    { style: 'simple array', value: simple(array), text: 'blue,black,brown' },
    { style: 'simple object', value: simple(object), text: 'R,100,G,200,B,150' },
    {
      style: 'simple explode object',
      value: simple(object, { explode: true }),
      text: 'R=100,G=200,B=150',
    },
  ])('path: $style', async ({ value, text }) => {
    const { pathname } = await urlOf({ path: path`/x/${value}` });
    expect(pathname).toBe(`/x/${text}`);
  });

  it.each<{ style: string; query: ApiRequest['query']; text: string }>([
    { style: 'form', query: { color: string }, text: 'color=blue' },
    { style: 'form, empty', query: { color: '' }, text: 'color=' },
    { style: 'form array', query: { color: list(array) }, text: 'color=blue,black,brown' },
    { style: 'form object', query: { color: list(object) }, text: 'color=R,100,G,200,B,150' },
    {
      style: 'form explode array',
      query: { color: array },
      text: 'color=blue&color=black&color=brown',
    },
    { style: 'form explode object', query: { color: members(object) }, text: 'R=100&G=200&B=150' },
    {
      style: 'form explode object of lists',
      query: { color: members({ a: [1, 2], b: undefined }) },
      text: 'a=1&a=2',
    },
    {
      style: 'spaceDelimited array',
      query: { color: list(array, 'spaces') },
      text: 'color=blue%20black%20brown',
    },
    {
      style: 'spaceDelimited object',
      query: { color: list(object, 'spaces') },
      text: 'color=R%20100%20G%20200%20B%20150',
    },
    {
      style: 'pipeDelimited array',
      query: { color: list(array, 'pipes') },
      text: 'color=blue%7Cblack%7Cbrown',
    },
    { style: 'tsv', query: { color: list(array, 'tabs') }, text: 'color=blue%09black%09brown' },
    {
      style: 'deepObject',
      query: { color: deepObject(object) },
      text: 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150',
    },
    {
      style: 'deepObject array',
      query: { color: deepObject(array, { lists: 'brackets' }) },
      text: 'color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown',
    },
    { style: 'deepObject of a number', query: { created: deepObject(5) }, text: 'created=5' },
    {
      style: 'deepObject array, repeated',
      query: { color: deepObject(['a', 'b']) },
      text: 'color=a&color=b',
    },
    {
      style: 'allowReserved',
      query: { p: reserved('/a?b=c&d#e+f g') },
      text: 'p=/a?b=c%26d%23e%2Bf%20g',
    },
    { style: 'JSON', query: { f: json({ a: [1] }) }, text: 'f=%7B%22a%22%3A%5B1%5D%7D' },
  ])('query: $style', async ({ query, text }) => {
    expect(await searchOf(query)).toBe(`?${text}`);
  });

  it.each([
    { what: 'array', text: headerList(array), header: 'blue,black,brown' },
    { what: 'object', text: headerList(object), header: 'R,100,G,200,B,150' },
    {
      what: 'explode object',
      text: headerList(object, { explode: true }),
      header: 'R=100,G=200,B=150',
    },
    {
      what: 'JSON',
      text: headerJson({ a: 'Ä😀\u007f' }),
      header: String.raw`{"a":"\u00c4\ud83d\ude00\u007f"}`,
    },
    { what: 'cookies', text: cookies({ a: 'x;y', b: undefined, c: 1 }), header: 'a=x%3By; c=1' },
  ])('header: $what', ({ text, header }) => {
    expect(text).toBe(header);
  });
});

it('leaves out what has no value', async () => {
  expect(
    await searchOf({
      a: list([]),
      b: list(undefined),
      c: deepObject({ x: undefined, y: null }),
      d: json(undefined),
      e: reserved(undefined),
      f: undefined,
    }),
  ).toBe('');
  const { headers } = await outgoingRequest('https://api.example.com', {
    method: 'GET',
    path: '/',
    headers: { 'x-ids': headerList([]), cookie: cookies({}), Accept: 'text/csv' },
  });
  expect([...headers]).toEqual([['accept', 'text/csv']]);
});

const scalar = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
const words = fc.array(scalar, { minLength: 1, maxLength: 5 });
const key = fc.string({ minLength: 1, maxLength: 5 }).filter((name) => name !== '__proto__');

/** Node's own parser is the independent implementation. */
describe('every value comes back from another parser', () => {
  it('as a repeated parameter, and with reserved characters', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (values) => {
        for (const value of [values, reserved(values)]) {
          const { searchParams } = await urlOf({ path: '/', query: { 'ids[]': value } });
          expect(searchParams.getAll('ids[]')).toEqual(values.map(String));
          expect([...searchParams.keys()].every((name) => name === 'ids[]')).toBe(true);
        }
      }),
    );
  });

  it('as one parameter', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (values) => {
        for (const [separator, char] of [
          ['commas', ','],
          ['spaces', '%20'],
          ['tabs', '%09'],
          ['pipes', '%7C'],
        ] as const) {
          // An encoded separator looks like the separator; commas are sent as they are (OpenAPI 3.1.1, appendix E).
          const plain =
            char === ',' ? values : values.filter((value) => !/[ \t|]/.test(String(value)));
          if (plain.length === 0) continue;
          const search = await searchOf({ ids: list(plain, separator) });
          const items = search.slice('?ids='.length).split(char).map(decodeURIComponent);
          expect(items).toEqual(plain.map(String));
        }
      }),
    );
  });

  it('as a deep object and as JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, scalar, { minKeys: 1 }), async (fields) => {
        const query = { f: deepObject(fields), j: json(fields) };
        const { searchParams } = await urlOf({ path: '/', query });
        expect(JSON.parse(searchParams.get('j') ?? '')).toEqual({ ...fields });
        for (const [name, value] of Object.entries(fields)) {
          expect(searchParams.get(`f[${name}]`)).toBe(String(value));
        }
      }),
    );
  });

  it('as a segment that stays within the API', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (values) => {
        for (const style of [simple, label, (all: typeof values) => matrix('a', all)]) {
          let segment;
          try {
            segment = path`/base/${style(values)}/end`;
          } catch (error) {
            expect(error).toMatchObject({ failure: 'arguments' });
            continue;
          }
          const { pathname, search, hash } = await urlOf({ path: segment });
          expect([pathname.split('/').length, search, hash]).toEqual([4, '', '']);
          expect(decodeURIComponent(pathname)).toContain(values.map(String).join(','));
        }
      }),
    );
  });
});

it.each([
  ['.', simple(['.'])],
  ['..', simple('..')],
  ['.', label('.')],
  ['nothing', label('')],
  ['nothing', matrix('id', [])],
  ['nothing', simple(['', ''].slice(0, 1))],
])('refuses %s in a path', (_what, value) => {
  expect(() => path`/rooms/${value}`).toThrow(/cannot be part of a path|path is empty/);
});

it.each(['a\r\nx-admin: 1', 'a\nb', 'ключ', 'a\0b'])('sends no header %j', async (value) => {
  const request = {
    method: 'GET',
    path: '/',
    headers: { 'x-name': headerList([value, 'b']) },
  } as const;
  await expect(outgoingRequest('https://api.example.com', request)).rejects.toMatchObject({
    failure: 'arguments',
  });
});

it('refuses arguments that are nested too deeply', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`) as object;
  expect(() => deepObject(deep)('f')).toThrow('nested too deeply');
});

describe('a name that two parameters would send', () => {
  const open = { 'page size': 5, state: 'open' };
  const message =
    '"filter" contains "page size", which is also another parameter of this request. Leave it out of "filter".';

  it.each<[string, send: () => unknown]>([
    ['behind it', () => urlOf({ path: '/', query: { filter: members(open), 'page size': 1 } })],
    ['before it', () => urlOf({ path: '/', query: { 'page size': 1, filter: members(open) } })],
    ['in both', () => urlOf({ path: '/', query: { filter: members(open), sort: members(open) } })],
    ['in a cookie', () => cookies({ filter: members(open), 'page size': 1 })],
    ['in a form', () => form({ filter: members(open), 'page size': [1] })],
  ])('is refused %s', async (_, send) => {
    await expect(async () => send()).rejects.toThrow(message);
  });

  it('is sent where only one has a value', async () => {
    expect(await searchOf({ filter: members(open), 'page size': undefined })).toBe(
      '?page%20size=5&state=open',
    );
  });
});
