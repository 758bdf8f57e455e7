import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/commands/eval/read-table.js';
import { fileFault } from '../../src/edit/file-fault.js';
import { yaml } from '../../src/edit/formats/yaml.js';
import { addConfigEntry } from '../../src/edit/provider-config.js';
import { hasMoreValues } from '../../src/model/yaml.js';
import { parseJsonOrYaml } from '../../src/openapi/document/read.js';
import { parseOverlay } from '../../src/openapi/update/overlay.js';
import { parseDocument } from '../../src/project/document.js';
import { readListing } from '../../src/project/listing.js';

/** What would fill the memory, or exhaust the stack, where a parser saw it. */
const texts = {
  'many items': '- \n'.repeat(6_000_000),
  'items in items': '- '.repeat(10_000_000),
  'items in brackets': `a: [${'1,'.repeat(8_000_000)}1]`,
  'keys without values': `a:\n${' ? \n'.repeat(4_000_000)}`,
  'a JSON text that is cut': `{"a":[${'{},'.repeat(5_000_000)}`,
  'deep brackets': `a: ${'['.repeat(100_000)}`,
  'deep brackets on many lines': `a: ${'[\n'.repeat(50_000)}`,
  'deep maps': `a: ${'{a: '.repeat(50_000)}`,
  'deep lists': '- '.repeat(100_000),
  'deep keys': Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
};
const BOUND = /nested too deeply|more values than|is not YAML|too many values/;

/** Each says what is wrong, or finds nothing in such a text. */
const readers: Record<string, (text: string) => unknown> = {
  'an OpenAPI document': parseJsonOrYaml,
  'decisions about one': parseOverlay,
  'a table of questions': (text) => readTable(text, 'a.yaml'),
  'a file of a client': (text) => yaml.parse(text),
  'a file that is changed': (text) => fileFault('a.yaml', text)?.predicate,
  'a file of a project': (text) => parseDocument({ path: 'a.yaml', text }).errors[0]?.message,
  'a listing': (text) => (Object.keys(readListing(text)).length === 0 ? 'is not YAML' : ''),
  'a configuration': (text) => addConfigEntry(text, 'a', 'a: 1') ?? 'is not YAML',
};

describe.each(Object.entries(texts))('YAML is bounded before it is parsed: %s', (_, text) => {
  it.each(Object.entries(readers))('%s', (_reader, read) => {
    const before = performance.now();
    let said;
    try {
      said = read(text);
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).toMatch(BOUND);
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});

it.each([
  ['a: 1\nb: 2\n', 4, 3],
  ['[1, 2]', 2, 1],
  ['- - 1', 2, 1],
])('%j has no more than %i values, but more than %i', (text, enough, few) => {
  expect([hasMoreValues(text, enough), hasMoreValues(text, few)]).toEqual([false, true]);
});
