import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { printers } from '../../src/render/printers.js';
import { hostileTexts } from '../support/hostile.js';

const unicode = fc.string({ unit: 'binary', maxLength: 40 });

/** What a JavaScript engine reads. */
const evaluated = (source: string): unknown => new Function(`"use strict"; return (${source});`)(); // eslint-disable-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- printed literals are what is tested

describe('str', () => {
  it.each(hostileTexts)('reads back: %j', (text) => {
    expect(evaluated(printers.str(text))).toBe(text);
    expect(printers.str(text)).not.toMatch(/[\n\r\u2028\u2029\u202e\u200b\ufeff]/);
  });

  it('reads back whatever it is given', () => {
    fc.assert(fc.property(unicode, (text) => evaluated(printers.str(text)) === text));
  });
});

describe('yaml', () => {
  const readBack = (text: string): unknown =>
    (parse(`key: ${printers.yaml(text)}\n`) as { key: unknown }).key;

  it.each(hostileTexts)('reads back: %j', (text) => {
    expect(readBack(text)).toBe(text);
    expect(printers.yaml(text)).not.toMatch(/[\u202e\u2066\u200b\u200f\ufeff]/);
  });

  it('escapes format characters beyond 16 bits', () => {
    expect(printers.yaml('a\u{e0041}')).toBe('"a\\U000e0041"');
    expect(readBack('a\u{e0041}')).toBe('a\u{e0041}');
  });

  it.each(['yes', 'null', '1', '1e3', '~', '', ' padded ', 'a: b', '- a', '0x1f', '2026-01-31'])(
    'stays a text: %j',
    (text) => {
      expect(readBack(text)).toBe(text);
    },
  );

  it('reads back whatever a spec may hold', () => {
    const allowed = unicode.filter((text) => !/\0|\p{Surrogate}/u.test(text));
    fc.assert(
      fc.property(allowed, (text) => {
        const document = parseDocument(`key: ${printers.yaml(text)}\nnext: 1\n`);
        expect(document.errors).toEqual([]);
        expect(document.toJS()).toEqual({ key: text, next: 1 });
      }),
    );
  });
});

describe.each(['comment', 'md'] as const)('%s', (printer) => {
  it.each(hostileTexts)('stays on one line: %j', (text) => {
    expect(printers[printer](text)).not.toMatch(/[\n\r\u2028\u2029\u202e\u2066]/);
  });
});

describe('json', () => {
  it.each(hostileTexts)('reads back: %j', (text) => {
    const source = printers.json({ [text]: [text] });
    expect(JSON.parse(source)).toEqual({ [text]: [text] });
    expect(source).not.toMatch(/[\u2028\u202e\u2066\u200b\u200f\ufeff]/);
  });
});

it.each([
  ['1. Create a room', '1\\. Create a room'],
  ['2) Leave it', '2\\) Leave it'],
  ['# Rooms', '\\# Rooms'],
  ['Have `pull_request`, a_b', 'Have `pull_request`, a\\_b'],
  ['&lt;b&gt; & more', '\\&lt;b\\&gt; & more'],
])('writes %j in Markdown', (text, source) => {
  expect(printers.md(text)).toBe(source);
});

it('keeps cells of a Markdown table apart', () => {
  const table = printers.mdTable(
    ['a', 'b'],
    [
      ['x | y', 'longer than the head'],
      ['', '日本'],
    ],
  );
  expect(table).toBe(
    [
      '| a      | b                    |',
      '| ------ | -------------------- |',
      '| x \\| y | longer than the head |',
      '|        | 日本                 |',
    ].join('\n'),
  );
});

it('puts a text that does not fit on a line of its own', () => {
  expect(printers.property('title', 'Short', 4)).toBe("title: 'Short',");
  expect(printers.property('title', 'x'.repeat(90), 4)).toBe(`title:\n      '${'x'.repeat(90)}',`);
});
