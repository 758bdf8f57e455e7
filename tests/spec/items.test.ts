import { describe, expect, it } from 'vitest';
import { HEAD, readFile } from './reading.js';

const listed = (kind: string, items: readonly string[]) =>
  `${HEAD}${kind}:\n${items.map((item) => `  - { ${item} }\n`).join('')}`;
describe('what a spec leaves out', () => {
  it('is filled in', async () => {
    const { spec } = await readFile(
      `${HEAD.replace('a.dev', 'a.dev/v1//')}prompts: [{ name: a, text: b }]`,
    );
    expect(spec).toEqual({
      name: 'acme',
      kind: 'api',
      displayName: 'Acme',
      description: 'Rooms.',
      baseUrl: 'https://a.dev/v1',
      auth: { style: 'none' },
      tools: [],
      resources: [],
      prompts: [{ name: 'a', text: 'b', arguments: [] }],
    });
  });

  it('URLs of the sign-in are kept as they are', async () => {
    const oauth = (token: string) =>
      HEAD.replace(
        'style: none',
        `style: oauth2, authorizationUrl: https://a.dev/?x=1, tokenUrl: "${token}"`,
      );
    expect((await readFile(oauth('https://a.dev/token/'))).spec.auth).toMatchObject({
      tokenUrl: 'https://a.dev/token/',
    });
  });
});

describe('annotations follow from the method where they are not stated', () => {
  const stated = async (method: string, annotations = '{}', path = '/') => {
    const { spec } = await readFile(
      listed('tools', [
        `name: a, description: d, inputSchema: { type: object }, annotations: ${annotations}, request: { method: ${method}, path: ${path} }`,
      ]),
    );
    return spec.tools[0]?.annotations;
  };
  it.each<[string, string | undefined, object | undefined]>([
    ['GET', undefined, { readOnlyHint: true }],
    ['HEAD', undefined, { readOnlyHint: true }],
    ['POST', undefined, { destructiveHint: true }],
    ['PUT', undefined, { destructiveHint: true, idempotentHint: true }],
    ['PATCH', undefined, { destructiveHint: true }],
    ['DELETE', undefined, { destructiveHint: true, idempotentHint: true }],
    ['GET', '{ readOnlyHint: false, title: A }', { readOnlyHint: false, title: 'A' }],
    ['DELETE', '{ destructiveHint: false }', { destructiveHint: false, idempotentHint: true }],
    ['DELETE', '{ readOnlyHint: true }', { readOnlyHint: true }],
    ['POST', '{ openWorldHint: true }', { destructiveHint: true, openWorldHint: true }],
    ['POST', '{ readOnlyHint: true }', { readOnlyHint: true }],
  ])('%s %s', async (method, annotations, expected) => {
    expect(await stated(method, annotations)).toEqual(expected);
  });

  it('a POST of a tool that is called so only adds', async () => {
    const named = (name: string) =>
      readFile(
        listed('tools', [
          `name: ${name}, description: d, inputSchema: { type: object }, request: { method: POST, path: / }`,
        ]),
      );
    const hints = async (name: string) => (await named(name)).spec.tools[0]?.annotations;
    expect(await hints('create_order')).toEqual({ destructiveHint: false });
    expect(await hints('created')).toEqual({ destructiveHint: true });
  });

  it.each([
    ['/contacts/search', true],
    ['/v1/customers:search', true],
    ['/users.find', true],
    ['/searches', undefined],
    ['/database/query', undefined],
    ['/messages/read', undefined],
  ])('a POST to %s only reads: %s', async (path, isRead) => {
    expect((await stated('POST', '{}', `'${path}'`))?.readOnlyHint).toBe(isRead);
  });
});
