import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isObject } from '../../runtime/src/utils/is-object.js';
import { zodSource } from '../../src/codegen/print/zod.js';
import { argumentsSentByDefault, requestBinding } from '../../src/kinds/api/binding.js';
import type { BoundApiTool } from '../../src/kinds/api/spec.js';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import type { Preset, PresetTool } from '../../src/model/preset.js';
import { presets } from '../../src/presets/register.gen.js';
import { presetTool } from '../../src/sources/api/service.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { checkProvider } from '../../src/spec/check.js';
import { loadPresets } from '../../src/styles/oauth2/section.js';

await loadPresets();

const known: [string, Preset][] = Object.entries(presets);

interface Documented {
  required?: true;
  default?: unknown;
  values?: string[];
  /** Items on the largest page. */
  most?: number;
}

/** The parameters of requests, by service and request. */
const documented = parse(
  readFileSync(join(import.meta.dirname, 'documented.yaml'), 'utf8'),
) as Record<string, Record<string, Record<string, Documented> | null>>;

/** As the reader of specs reads it. */
const boundTool = (prepared: PresetTool) => presetTool(prepared) as BoundApiTool;

/** The items of its lists. */
const listed = ({ properties = {} }: JsonSchemaObject) =>
  Object.values(properties).flatMap((each) =>
    isObject(each) && isObject(each.items) ? [each.items] : [],
  );

const isString = (value: unknown): value is string => typeof value === 'string';

const specWith = (auth: object) => ({
  name: 'acme',
  description: 'Rooms of Acme.',
  baseUrl: 'https://api.acme.dev',
  auth: { style: 'oauth2', ...auth },
});
const check = (auth: object) => checkProvider(specWith(auth), kindsAndStyles);

it('supplies the base URL of a spec that names it', () => {
  const spec = { ...specWith({ preset: 'github' }), baseUrl: undefined };
  expect(checkProvider(JSON.parse(JSON.stringify(spec)), kindsAndStyles).spec).toMatchObject({
    baseUrl: presets.github.baseUrl,
  });
});

describe.each(known)('%s', (name, preset) => {
  it('sends what the service documents, and the defaults that its tools state', () => {
    for (const prepared of preset.tools ?? []) {
      const line = `${prepared.request.method} ${prepared.request.path}`;
      expect(documented[name], line).toHaveProperty([line]);
      const parameters = documented[name]?.[line] ?? {};
      const tool: BoundApiTool = boundTool(prepared);
      const { properties = {}, required = [] } = tool.inputSchema;
      const { pagination } = tool.request;
      const { sizeParam, maxSize, cursorParam, pageParam, offsetParam } = pagination ?? {};
      expect('limit' in properties).toBe(sizeParam !== undefined);
      const slots = requestBinding(tool).slots.filter(({ place }) => place !== 'path');
      const paging = [sizeParam, cursorParam, pageParam, offsetParam].filter(isString);
      const sent = [...slots.map((slot) => slot.name), ...paging];
      expect(Object.keys(parameters), line).toEqual(expect.arrayContaining(sent));
      for (const { name, argument = '' } of slots) {
        const schema = properties[argument];
        const { enum: values = [], ...others } = typeof schema === 'object' ? schema : {};
        const { required: isRequired, values: known = values } = parameters[name] ?? {};
        expect(known, argument).toEqual(expect.arrayContaining(values));
        if (isRequired) expect(required).toContain(argument);
        if ('default' in others) expect(argumentsSentByDefault(tool)).toContain(argument);
      }
      const isLinear = tool.request.graphql !== undefined; // all of its documents are one request
      const mandatory = Object.keys(parameters).filter((each) => parameters[each]?.required);
      if (!isLinear) expect(sent).toEqual(expect.arrayContaining(mandatory));
      const { most = Infinity } = parameters[sizeParam ?? ''] ?? {};
      expect(maxSize ?? 0).toBeLessThanOrEqual(most);
    }
  });

  it('has results with the members that people need, but for files and what has no content', () => {
    const without = (preset.tools ?? []).filter(
      ({ outputSchema, request: { method, response } }) =>
        !outputSchema && !response && !['DELETE', 'PUT'].includes(method),
    );
    expect(without).toEqual([]);
  });

  it('is all that a spec needs to say', () => {
    expect(() => check({ preset: name, scopes: preset.exampleScopes })).not.toThrow();
  });

  it('supplies the base URL, unless it differs by customer', () => {
    const {
      name: own,
      description,
      auth,
    } = specWith({ preset: name, scopes: preset.exampleScopes });
    const read = () => checkProvider({ name: own, description, auth }, kindsAndStyles).spec;
    if (preset.baseUrl === undefined) expect(read).toThrow('baseUrl is missing');
    else expect(read()).toMatchObject({ baseUrl: preset.baseUrl });
  });

  it('says what a spec could say itself', () => {
    const endpoints = { authorizationUrl: 'https://a.dev/a', tokenUrl: 'https://a.dev/t' };
    expect(() => check({ ...endpoints, ...preset.auth })).not.toThrow();
    const { authorizationUrl, tokenUrl, clientAuthentication } = preset.auth;
    expect([authorizationUrl, tokenUrl].map((url) => new URL(String(url)).protocol)).toEqual([
      'https:',
      'https:',
    ]);
    expect(clientAuthentication).toBeTypeOf('string');
  });

  it('warns of missing scopes, unless the service sets scopes itself', () => {
    const says = ({ warnings }: ReturnType<typeof check>) =>
      warnings.map(({ message }) => message).filter((message) => message.includes('scopes'));
    const [scope] = preset.exampleScopes;
    const expected = `auth.preset is "${name}", which sets no scopes; add "scopes" (--auth-scopes), such as "${scope}".`;
    expect(says(check({ preset: name }))).toEqual(scope === undefined ? [] : [expected]);
    expect(says(check({ preset: name, scopes: ['a'] }))).toEqual([]);
  });

  it('has tools that a provider can have', () => {
    const tools = (preset.tools ?? []).map(presetTool);
    const { settings, style } = preset.token ?? { style: 'bearer' };
    const spec = { ...specWith({}), auth: { ...settings, style }, tools };
    expect(() => checkProvider(spec, kindsAndStyles)).not.toThrow();
    if (tools.length > 0) expect(tools.length).toBeGreaterThanOrEqual(8);
  });

  it('returns what its answers state, and nothing else', () => {
    for (const { name, outputSchema = {} } of (preset.tools ?? []).map(presetTool)) {
      const { code } = zodSource(outputSchema, { io: 'output' });
      const isOpen = JSON.stringify(outputSchema).includes('"additionalProperties":true');
      expect(/fromApi|looseObject/.test(code), name).toBe(isOpen);
    }
  });

  it('has a request that checks a token, unless its API is GraphQL alone', () => {
    const { token, tools = [] } = preset;
    const isGraphql = tools.some(({ request }) => 'graphql' in request);
    const isChecked = tools.some(
      ({ request: { method, path } }) => method === 'GET' && path === token?.checkPath,
    );
    expect(isChecked).toBe(token !== undefined && !isGraphql);
  });

  it('names its sources', () => {
    const { sources, register, mcpServer, tools = [] } = preset;
    const addresses = [
      ...[...Object.values(sources), register.url, ...tools.map(({ source }) => source)],
      ...(mcpServer ? [mcpServer.url, mcpServer.source] : []),
    ];
    expect(Object.keys(sources)).toContain('endpoints');
    for (const address of addresses) expect(new URL(address).protocol).toBe('https:');
  });
});

it.each([
  ['github', 'body', ['get_issue', 'list_comments', 'add_comment']],
  ['google', 'description', ['list_calendars', 'get_event']],
])('%s returns "%s" where it is wanted', (name, member, expected) => {
  const tools = known.find(([each]) => each === name)?.[1].tools ?? [];
  const having = tools.filter(({ outputSchema = {} }) =>
    [outputSchema, ...listed(outputSchema)].some(({ properties = {} }) => member in properties),
  );
  expect(having.map((tool) => tool.name)).toEqual(expected);
});

it('github reads files at paths with slashes', () => {
  const tools = presets.github.tools.filter(({ request }) => request.path.includes('/contents/'));
  expect(tools.map(({ name }) => name)).toEqual(['get_file']);
  for (const tool of tools.map(boundTool))
    expect(requestBinding(tool).slots.filter(({ slashes }) => slashes)).toHaveLength(1);
});

it.each([
  ['slack', {}, { success: 'ok' }],
  ['notion', {}, { headers: { 'Notion-Version': '2026-03-11' } }],
  ['github', {}, { headers: { 'X-GitHub-Api-Version': '2022-11-28' } }],
  [
    'github',
    { headers: { a: 'b' } },
    { headers: { 'X-GitHub-Api-Version': '2022-11-28', a: 'b' } },
  ],
  ['notion', { headers: { 'notion-version': '1' } }, { headers: { 'notion-version': '1' } }],
  ['github', { kind: 'mcp', server: 'https://a.dev/mcp' }, {}],
])('%s with %j sets what its API requires', (preset, more, expected) => {
  const { baseUrl, ...others } = specWith({ preset });
  const provider = 'kind' in more ? others : { ...others, baseUrl };
  const { spec } = checkProvider({ ...provider, ...more }, kindsAndStyles);
  const { headers, success } = spec as { headers?: object; success?: string };
  expect({ ...(headers && { headers }), ...(success && { success }) }).toEqual(expected);
});

describe('a spec without a preset', () => {
  it.each([
    ['an issuer', { issuer: 'https://auth.acme.dev' }],
    ['both endpoints', { authorizationUrl: 'https://a.dev/a', tokenUrl: 'https://a.dev/t' }],
  ])('is complete with %s', (_what, auth) => {
    expect(() => check(auth)).not.toThrow();
  });

  it.each([
    ['nothing', {}],
    ['one endpoint', { authorizationUrl: 'https://a.dev/a' }],
    ['a plain address', { issuer: 'http://auth.acme.dev' }],
    ['a scope with a space', { issuer: 'https://auth.acme.dev', scopes: ['a b'] }],
    ['a preset nobody knows', { preset: 'acme' }],
  ])('is not complete with %s', (_what, auth) => {
    expect(() => check(auth)).toThrow();
  });
});
