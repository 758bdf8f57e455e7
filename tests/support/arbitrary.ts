import fc from 'fast-check';
import type { ApiProvider, ApiResource } from '../../src/kinds/api/spec.js';
import { kinds } from '../../src/kinds/register.gen.js';
import { type AuthStyles, kindStyles } from '../../src/model/kinds-and-styles.js';
import { kebabCase } from '../../src/model/names.js';
import type { PromptSpec, ProviderSpec } from '../../src/model/spec.js';
import { collisions } from '../../src/spec/check/collisions.js';
import { completeProvider } from '../../src/spec/defaults.js';
import { providerNameRule, toolNameRule } from '../../src/spec/text-rules.js';
import { boundTools, fixedHeaders, graphqlTools } from '../spec/arbitrary-binding.js';
import {
  argumentNames,
  nestedSchemas,
  scalarListSchemas,
  scalarSchemas,
  texts,
} from '../spec/arbitrary-schema.js';
import { optional, pagedTools, tools } from '../spec/arbitrary-tool.js';

const providerNames = fc
  .stringMatching(/^[a-z][a-z0-9_]{0,15}$/)
  .filter((name) => providerNameRule(name) === undefined);

const itemNames = fc
  .oneof(
    fc.stringMatching(/^[a-z]{1,8}(_[a-z]{1,8}){0,2}$/),
    fc.stringMatching(/^[A-Za-z][\w-]{0,20}$/),
  )
  .filter((name) => toolNameRule('x'.repeat(16), kinds.api)(name) === undefined);

/** Items with names that can stand together. */
const named = <T>(item: (name: string) => fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> =>
  fc
    .uniqueArray(itemNames, { selector: kebabCase, maxLength })
    .filter((names) => collisions(names).length === 0)
    .chain((names) => fc.tuple<T[]>(...names.map(item)));

const resources = (name: string) =>
  fc
    .record({
      more: optional({ title: texts(), description: texts() }),
      mimeType: fc.constantFrom('application/json', 'text/csv', 'image/png'),
      request: fc.constantFrom(undefined, ...RESOURCE_REQUESTS),
    })
    .map(({ more, mimeType, request }): ApiResource => ({
      name,
      uri: `acme://${name}${request ? '/{id}' : ''}`,
      mimeType,
      ...more,
      ...(request && { request }),
    }));

const RESOURCE_REQUESTS: NonNullable<ApiResource['request']>[] = [
  { path: '/things/{id}' },
  { baseUrl: 'https://cdn.acme.dev', path: '/things', headers: { 'Acme-Version': '2' } },
  { path: '/things', parameters: [{ in: 'header', name: 'X-Id', argument: 'id' }] },
];

const prompts = (name: string) =>
  fc
    .record({
      more: optional({ title: texts(), description: texts() }),
      text: texts(),
      args: fc.uniqueArray(
        argumentNames.filter((argument) => !(argument in {})),
        { maxLength: 3 },
      ),
      required: fc.boolean(),
    })
    .map(({ more, text, args, required }): PromptSpec => ({
      name,
      arguments: args.map((argument) => ({ name: argument, required })),
      text: [text, ...args.map((argument) => `{${argument}}`)].join(' '),
      ...more,
    }));

/** Keys in every place. */
export const KEYS = {
  style: 'api-key',
  ...{ in: 'header', name: 'Authorization', prefix: 'Token ' },
  furtherKeys: {
    appKey: { in: 'header', name: 'X-App-Key' },
    token: { in: 'query', name: 'token' },
    session2: { in: 'cookie', name: 'sid' },
    secret: { in: 'body', name: 'secret' },
  },
};

const providers = (
  styles: AuthStyles,
  items: fc.Arbitrary<Pick<ProviderSpec, 'tools' | 'resources' | 'prompts'>>,
): fc.Arbitrary<ApiProvider> =>
  fc
    .record({
      name: providerNames,
      displayName: texts(),
      description: texts(5_000),
      baseUrl: fc.constantFrom(
        'https://api.acme.dev/v1',
        'http://127.0.0.1:8080',
        "https://[::1]/a'b",
      ),
      auth: fc.constantFrom(
        ...Object.values(kindStyles(kinds.api, styles)).map(({ sample }) => sample),
      ),
      surface: fc.constantFrom('tools' as const, 'search' as const),
      items,
    })
    .map(
      ({ items: own, ...provider }) =>
        completeProvider({ ...provider, ...own }, { kinds, styles }) as ApiProvider,
    );

/** Any checked spec. */
export const providerSpecs = (styles: AuthStyles) =>
  fc
    .tuple(
      plainSpecs(styles),
      fc.option(fixedHeaders),
      fc.option(fc.constantFrom('/me', '/a?b=c')),
      fc.option(fc.constantFrom('ok', { path: 'a.b', values: ['OK', 0, true] })),
      fc.option(fc.constant(KEYS)),
    )
    .map(([spec, headers, checkPath, success, auth]): ApiProvider => ({
      ...spec,
      ...(auth && { auth }),
      ...(headers && { headers }),
      ...(checkPath && { checkPath }),
      ...(success && { success }),
    }));

const plainSpecs = (styles: AuthStyles) =>
  providers(
    styles,
    fc.record({
      tools: named(
        (name) =>
          fc.oneof(
            tools(nestedSchemas, nestedSchemas)(name),
            pagedTools(name),
            boundTools(name),
            graphqlTools(name),
          ),
        4,
      ),
      resources: named(resources, 2),
      prompts: named(prompts, 2),
    }),
  );

/** Checked specs that flags can say. */
export const flagSpecs = (styles: AuthStyles) => {
  const sayable = fc.oneof(scalarSchemas, scalarListSchemas);
  return providers(
    styles,
    named(tools(sayable, sayable), 4).map((own) => ({ tools: own, resources: [], prompts: [] })),
  );
};
