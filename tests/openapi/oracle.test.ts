import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestBinding } from '../../src/kinds/api/binding.js';
import { toolCases } from '../../src/kinds/api/cases/tool-cases.js';
import type { BoundApiTool } from '../../src/kinds/api/spec.js';
import { kinds } from '../../src/kinds/register.gen.js';
import { CliError } from '../../src/model/errors/cli-error.js';
import { placeholders } from '../../src/model/text/placeholders.js';
import { readOperations } from '../../src/openapi/document/operations.js';
import { documentVersion, parseJsonOrYaml } from '../../src/openapi/document/read.js';
import { upgradeDocument } from '../../src/openapi/document/upgrade.js';
import { toolsOfDocument } from '../../src/openapi/import.js';
import { type Operation, type RawObject } from '../../src/openapi/model.js';
import { documentSpec } from '../../src/openapi/spec.js';
import { checkAdditions } from '../../src/spec/check.js';
import { bareValue } from '../../src/spec/located-problems.js';
import { requestOf } from '../kinds/api/rendered-call.js';
import { caseCount } from '../support/mutated.js';
import { one } from './documents.js';
import { normalized, urlByOracle } from './oracle.js';

const examples = createRequire(import.meta.url).resolve('@readme/oas-examples/package.json');
const documents = ['2.0', '3.0', '3.1'].flatMap((version) => {
  const folder = join(dirname(examples), version, 'json');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !name.startsWith('webhook'))
    .map((name) => join(folder, name));
});

/** Tools of a document with their operations. */
function toolsOf(source: RawObject): { operation: Operation; tool: BoundApiTool }[] {
  const document = documentVersion(source) === '2.0' ? upgradeDocument(source) : source;
  const { operations } = readOperations(document, () => undefined);
  const all = toolsOfDocument(source, { deprecated: true });
  return documentSpec(all, all.tools).tools.map(({ key, tool }) => ({
    operation: operations.find((operation) => operation.key === key)!,
    tool: tool as unknown as BoundApiTool, // a draft; it is checked elsewhere
  }));
}

/** The values of the parameters, by location and name. */
function valuesOf({ path }: Operation, tool: BoundApiTool, args: RawObject): RawObject {
  // Paths of specs have the names of arguments.
  const names = placeholders(path);
  const renamed = new Map(
    placeholders(tool.request.path).map((argument, i) => [argument, names[i]]),
  );
  return Object.fromEntries(
    requestBinding(tool).slots.map(({ place, name, argument, constant }) => [
      `${place} ${place === 'path' ? renamed.get(name) : name}`,
      argument === undefined ? constant : args[argument],
    ]),
  );
}

/** The arguments of a test case, which has base64 where files are sent. */
function argumentsOf(tool: BoundApiTool): RawObject | undefined {
  const [found] = toolCases(tool);
  return found && { ...(found.arguments as RawObject | undefined) };
}

function isSound(tool: BoundApiTool): boolean {
  try {
    checkAdditions({ tools: [tool] }, { name: 'a', kind: kinds.api }, bareValue);
    return true;
  } catch (error) {
    if (error instanceof CliError) return false;
    throw error;
  }
}

describe.each(documents)('%s', (file) => {
  const tools = toolsOf(parseJsonOrYaml(readFileSync(file, 'utf8'))).filter(({ tool }) =>
    isSound(tool),
  );

  it('every tool sends the URL that openapi-fetch sends', async () => {
    for (const { operation, tool } of tools) {
      const args = argumentsOf(tool);
      if (!args) continue;
      const expected = urlByOracle(
        operation.path,
        operation.parameters,
        valuesOf(operation, tool, args),
      );
      if (expected === undefined) continue;
      const { url } = await requestOf(tool, args);
      const constants = fixedQuery(tool);
      expect([
        operation.key,
        normalized(url.pathname + withoutFixed(url.search, constants)),
      ]).toEqual([operation.key, withoutFixed(expected, constants)]);
    }
  });

  it('every JSON body is the one of the document', async () => {
    for (const { operation, tool } of tools) {
      const args = argumentsOf(tool);
      const { body, slots } = requestBinding(tool);
      if (!args || body?.as !== 'json') continue;
      const sent = await requestOf(tool, args);
      const names = slots.flatMap(({ place, name, argument = '' }) =>
        place === 'body' && argument in args ? [[name, args[argument]] as const] : [],
      );
      const expected =
        body.argument === undefined ? Object.fromEntries(names) : args[body.argument];
      expect([operation.key, sent.body]).toEqual([
        operation.key,
        expected === undefined ? undefined : expect.anything(),
      ]);
      if (expected !== undefined) expect(JSON.parse(String(sent.body))).toEqual(expected);
    }
  });
});

/** OpenAPI 3.1, "Style Examples". */
const isDefined = (style: string, shape: string) =>
  style === 'deepObject' ? shape === 'object' : shape !== 'object' || !style.endsWith('Delimited');

describe('sampled arguments', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    .filter((value) => !/^\.{1,2}$|\p{Surrogate}/u.test(value));
  const SHAPES = {
    scalar: { schema: { type: 'string' }, values: text },
    list: {
      schema: { type: 'array', items: { type: 'string' } },
      values: fc.array(text, { minLength: 1, maxLength: 3 }),
    },
    object: {
      schema: { type: 'object', additionalProperties: { type: 'string' } },
      values: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), text, {
        minKeys: 1,
        maxKeys: 3,
        noNullPrototype: true,
      }),
    },
  } as const;
  const rows = (
    [
      ['path', 'simple'],
      ['path', 'label'],
      ['path', 'matrix'],
      ['query', 'form'],
      ['query', 'spaceDelimited'],
      ['query', 'pipeDelimited'],
      ['query', 'deepObject'],
    ] as const
  ).flatMap(([place, style]) =>
    [true, false].flatMap((explode) =>
      (Object.keys(SHAPES) as (keyof typeof SHAPES)[])
        .filter((shape) => isDefined(style, shape))
        .map((shape) => ({ place, style, explode, shape })),
    ),
  );

  it.each(rows)(
    '$place $style, explode $explode: $shape',
    async ({ place, style, explode, shape }) => {
      const { schema, values } = SHAPES[shape];
      const parameter = { name: 'value', in: place, required: true, style, explode, schema };
      const path = place === 'path' ? '/things/{value}' : '/things';
      const [found] = toolsOf(one({ parameters: [parameter] }, {}, path));
      const { operation, tool } = found!;
      await fc.assert(
        fc.asyncProperty(values as fc.Arbitrary<unknown>, async (value) => {
          const expected = urlByOracle(path, operation.parameters, { [`${place} value`]: value });
          fc.pre(expected !== undefined);
          const { url } = await requestOf(tool, { value });
          expect(normalized(url.pathname + url.search)).toBe(expected);
        }),
        { numRuns: caseCount(30), maxSkipsPerRun: 1000 },
      );
    },
  );
});

/** What a tool sends whatever its arguments are: constants, and the size of a page. */
const fixedQuery = ({ request }: BoundApiTool) => [
  ...(request.parameters ?? []).flatMap(({ name, constant }) =>
    constant === undefined ? [] : [name],
  ),
  request.pagination?.sizeParam,
];

const withoutFixed = (url: string, names: readonly (string | undefined)[]) => {
  const [path = '', query] = url.split('?');
  const rest = (query ?? '')
    .split('&')
    .filter((part) => part !== '' && !names.includes(part.split('=')[0]));
  return rest.length > 0 ? `${path}?${rest.join('&')}` : path;
};
