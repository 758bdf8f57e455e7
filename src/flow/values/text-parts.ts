import type { Code, Located } from '../../model/code.js';
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
}

/** What templates, sums, `concat` and `join` put into texts. */
export function textPartsIn(file: SourceFile, code: Code): TextPart[] {
  const templates = file.facts.texts.flatMap((text) =>
    text.is === 'template'
      ? text.values.map((value, index) => ({
          value,
          before: text.chunks[index] ?? '',
          after: text.chunks[index + 1] ?? '',
          start: text.chunks[0] ?? '',
        }))
      : [],
  );
  const sums = [
    ...sumsIn(file).map(termsOf),
    ...file.facts.calls.flatMap((call) => {
      const joined = joinedBy({ file, value: call }, code);
      return joined ? [joined] : [];
    }),
  ];
  return [...templates, ...sums.flatMap((terms) => piecesOf(file, terms, code))];
}

/** The terms of `'a'.concat(b)` and of `['a', b].join('=')`, where these are literals. */
function joinedBy({ file, value }: Located<CallValue>, code: Code): readonly Value[] | undefined {
  const { callee, arguments: given } = value;
  if (callee.is !== 'member') return undefined;
  const { object, name } = callee;
  if (name === 'concat') return [...termsOf(object), ...given];
  if (name !== 'join' || object.is !== 'array') return undefined;
  const between = given[0] && code.constant({ file, value: given[0] });
  const { start, end } = value;
  const separator: Value = { is: 'string', start, end, value: String(between ?? ',') };
  return object.items.flatMap((item, index) =>
    item ? (index === 0 ? [item] : [separator, item]) : [],
  );
}

function piecesOf(file: SourceFile, terms: readonly Value[], code: Code): TextPart[] {
  const texts = terms.map((value) => {
    const text = code.constant({ file, value });
    return typeof text === 'string' ? text : '';
  });
  return terms.flatMap((value, index) =>
    texts[index] === ''
      ? {
          value,
          before: textsBefore(texts, index),
          after: texts[index + 1] ?? '',
          start: texts[0] ?? '',
        }
      : [],
  );
}

/** All fixed texts right in front, as one. */
function textsBefore(texts: readonly string[], index: number): string {
  const start = texts.findLastIndex((text, at) => at < index && text === '');
  return texts.slice(start + 1, index).join('');
}

/** `a + b + c` as one list. */
const termsOf = (value: Value): readonly Value[] =>
  isSum(value) ? value.parts.flatMap(termsOf) : [value];

const isSum = (value: Value): value is CompoundValue =>
  value.is === 'compound' && value.operator === '+';

/** Whole sums; their parts are not listed again. */
export function sumsIn({ facts: { operations } }: SourceFile): readonly CompoundValue[] {
  const sums = operations.filter(isSum);
  const parts = new Set(sums.flatMap((sum) => sum.parts));
  return sums.filter((sum) => !parts.has(sum));
}
