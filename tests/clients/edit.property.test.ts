import fc from 'fast-check';
import { load as loadYaml } from 'js-yaml';
import { parse as parseToml } from 'smol-toml';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { entries } from '../../src/edit/formats/container.js';
import { remove, type Target, upsert } from '../../src/edit/formats/entry.js';
import { withoutMark } from '../../src/edit/formats/mark.js';
import { parse } from '../../src/edit/formats/read.js';
import { Refusal } from '../../src/edit/formats/refusal.js';
import type { Format } from '../../src/model/client.js';
import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { jsonSample } from './random/json.js';
import type { Sample } from './random/random.js';
import { tomlSample } from './random/toml.js';
import { yamlSample } from './random/yaml.js';

/** RUNS=10000 for all of them. */
const numRuns = Number(process.env.RUNS ?? 300);

const stdio = { command: 'npx', args: ['-y', 'acme#1'], env: { KEY: '${KEY}' } };
const http = {
  url: 'https://a.example/mcp',
  args: ['-y'],
  headers: { Authorization: 'Bearer ${KEY}' },
};

interface Kind {
  title: string;
  target: Target;
  sample(seed: number): Sample;
}

const target = (format: Format, path: string[], idKey?: string): Target => ({
  format,
  path,
  idKey,
  name: 'acme',
});

const kinds: Kind[] = [
  {
    title: 'JSON',
    target: target('json', ['mcpServers']),
    sample: (seed) => jsonSample(seed, false, ['mcpServers']),
  },
  {
    title: 'JSON with comments',
    target: target('jsonc', ['mcp', 'servers']),
    sample: (seed) => jsonSample(seed, true, ['mcp', 'servers']),
  },
  {
    title: 'a YAML mapping',
    target: target('yaml', ['extensions']),
    sample: (seed) => yamlSample(seed, 'extensions', 'map'),
  },
  {
    title: 'a YAML list',
    target: target('yaml', ['mcpServers'], 'name'),
    sample: (seed) => yamlSample(seed, 'mcpServers', 'array'),
  },
  { title: 'TOML', target: target('toml', ['mcp_servers']), sample: tomlSample },
];

/** Parsers other than those that edit. */
const OTHER_PARSERS: Readonly<Record<Format, (text: string) => unknown>> = {
  json: (text) => JSON.parse(text) as unknown,
  jsonc: (text) => ts.parseConfigFileTextToJson('a.json', text).config as unknown,
  yaml: (text) => loadYaml(text) ?? null,
  toml: (text) => parseToml(text),
};

const body = (text: string) => withoutMark(text)[1];
/** A line ending in a long TOML string is what the parser makes of it. */
const comparable = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? {}).replaceAll('\\r\\n', '\\n'));

function expectSameToBoth(format: Format, text: string) {
  expect(comparable(OTHER_PARSERS[format](body(text)))).toEqual(
    comparable(parse(format, body(text))),
  );
}

/** `after` is `before` with one insertion. */
function isInsertion(before: string, after: string): boolean {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return head + tail >= before.length;
}

/** Undefined where the edit is refused; any other failure is thrown. */
function attempt<T>(edit: () => T): T | undefined {
  try {
    return edit();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

describe.each(kinds)('$title', ({ target, sample }) => {
  const value = (entry: JsonObject) =>
    target.idKey === undefined ? entry : { [target.idKey]: 'acme', ...entry };
  const read = (text: string) => entries(text, target).get('acme');

  it('changes nothing but the entry', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { text, outside, names, filled } = sample(seed);
        const before = parse(target.format, body(text));
        const added = upsert(text, target, value(stdio));
        expect(read(added)).toEqual(value(stdio));
        expectSameToBoth(target.format, added);
        for (const word of outside) expect(added).toContain(word);
        const hadNull = before === null || JSON.stringify(before ?? {}).includes('null');
        expect(hadNull || isInsertion(text, added)).toBe(true);
        expect(upsert(added, target, value(stdio))).toBe(added);
        if (filled) expect(remove(added, target)).toBe(text);

        const replaced = upsert(added, target, value(http));
        expect(read(replaced)).toEqual(value(http));
        for (const word of outside) expect(replaced).toContain(word);
        expect(read(upsert(replaced, target, value(stdio)))).toEqual(value(stdio));

        for (const name of names) {
          const gone = attempt(() => remove(text, { ...target, name }));
          if (gone === undefined) continue;
          const left = names.filter((other) => other !== name);
          expect([...entries(gone, target).keys()].toSorted()).toEqual(left.toSorted());
          for (const word of outside) expect(gone).toContain(word);
          expectSameToBoth(target.format, gone);
        }
      }),
      { numRuns },
    );
  });

  it('leaves a damaged file alone, or changes nothing but the entry', () => {
    const junk = fc.constantFrom('', '{', '}', '[', ']', '"', ',', ':', '#', '\0', '\uD800');
    fc.assert(
      fc.property(fc.integer(), fc.nat(), junk, (seed, position, inserted) => {
        const { text } = sample(seed);
        const at = position % (text.length + 1);
        const damaged = text.slice(0, at) + inserted + (inserted && text.slice(at));
        const after = attempt(() => upsert(damaged, target, value(stdio)));
        if (after === undefined) return;
        const others = (of: string): [string, Json][] =>
          [...entries(of, target)].filter(([name]) => name !== 'acme').sort();
        expect(read(after)).toEqual(value(stdio));
        expect(others(after)).toEqual(others(damaged));
        const before = parse(target.format, body(damaged));
        const keys = Object.keys(isObject(before) ? before : {});
        expect(Object.keys(parse(target.format, body(after)) as JsonObject)).toEqual(
          expect.arrayContaining(keys),
        );
      }),
      { numRuns },
    );
  });
});
