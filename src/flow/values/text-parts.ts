import type { Code } from '../../model/code.js';
import type { CallValue, CompoundValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

/** A value in a text that is put together of several. */
export interface TextPart {
  value: Value;
  /** Fixed text right before and right behind it; empty where that is no fixed text. */
  before: string;
  after: string;
  /** Fixed text that all begins with. */
  start: string;
  /** All fixed text, in one. */
  written: string;
}

const KNOWN = new WeakMap<SourceFile, readonly TextPart[]>();

/** What templates, sums, `concat` and `join` put into texts. */
export function textPartsIn(file: SourceFile, code: Code): readonly TextPart[] {
  const known = KNOWN.get(file) ?? partsIn(file, code);
  KNOWN.set(file, known);
  return known;
}

function partsIn(file: SourceFile, code: Code): TextPart[] {
  const templates = file.facts.texts.flatMap((text) =>
    text.is === 'template'
      ? text.values.map((value, index) => ({
          value,
          before: text.chunks[index] ?? '',
          after: text.chunks[index + 1] ?? '',
          start: text.chunks[0] ?? '',
          written: text.chunks.join(''),
        }))
      : [],
  );
  const sums = [
    ...sumsIn(file).map(termsOf),
    ...file.facts.calls.flatMap((call) => {
      const joined = joinedBy(call);
      return joined ? [joined] : [];
    }),
  ];
  return [...templates, ...sums.flatMap((terms) => piecesOf(file, terms, code))];
}

/** The terms of `'a'.concat(b)` and of `['a', b].join('=')`, where these are literals. */
function joinedBy(call: CallValue): readonly Value[] | undefined {
  const { callee, arguments: given, start, end } = call;
  if (callee.is !== 'member') return undefined;
  const { object, name } = callee;
  if (name === 'concat') return [...termsOf(object), ...given];
  if (name !== 'join' || object.is !== 'array') return undefined;
  const [separator = { is: 'string', start, end, value: ',' } satisfies Value] = given;
  return object.items.flatMap((item, index) =>
    item ? (index === 0 ? [item] : [separator, item]) : [],
  );
}

function piecesOf(file: SourceFile, terms: readonly Value[], code: Code): TextPart[] {
  const texts = terms.map((value) => {
    const text = code.constant({ file, value });
    return typeof text === 'string' ? text : undefined;
  });
  const start = fixed(texts);
  const written = texts.join('');
  return terms.flatMap((value, index) => {
    if (texts[index] !== undefined) return [];
    const before = texts.slice(0, index);
    return {
      value,
      before: fixed(before.slice(before.lastIndexOf(undefined) + 1)),
      after: fixed(texts.slice(index + 1)),
      start,
      written,
    };
  });
}

/** All fixed texts that a list begins with, as one. */
function fixed(texts: readonly (string | undefined)[]): string {
  const end = texts.indexOf(undefined);
  return texts.slice(0, end < 0 ? texts.length : end).join('');
}

/** `a + b + c` as one list. */
export function termsOf(value: Value): readonly Value[] {
  const terms: Value[] = [];
  const open = [value];
  for (let last = open.pop(); last; last = open.pop()) {
    if (isSum(last)) open.push(...last.parts.toReversed());
    else terms.push(last);
  }
  return terms;
}

const isSum = (value: Value): value is CompoundValue =>
  value.is === 'compound' && value.operator === '+';

/** Whole sums; their parts are not listed again. */
export function sumsIn({ facts: { operations } }: SourceFile): readonly CompoundValue[] {
  const sums = operations.filter(isSum);
  const parts = new Set(sums.flatMap((sum) => sum.parts));
  return sums.filter((sum) => !parts.has(sum));
}
