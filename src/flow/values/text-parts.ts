import type { Code } from '../../model/code.js';
import type { CompoundValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { descendants } from './children.js';

/** A value in a text that is put together of several. */
export interface TextPart {
  value: Value;
  /** Fixed text right before and right behind it; empty where that is no fixed text. */
  before: string;
  after: string;
  /** Fixed text that all begins with. */
  start: string;
}

/** What templates and sums put into texts. */
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
  return [...templates, ...sumsIn(file).flatMap((sum) => piecesOf(file, sum, code))];
}

function piecesOf(file: SourceFile, sum: Value, code: Code): TextPart[] {
  const terms = termsOf(sum);
  const texts = terms.map((value) => {
    const text = code.constant({ file, value });
    return typeof text === 'string' ? text : '';
  });
  return terms.flatMap((value, index) =>
    texts[index] === ''
      ? {
          value,
          before: texts[index - 1] ?? '',
          after: texts[index + 1] ?? '',
          start: texts[0] ?? '',
        }
      : [],
  );
}

/** `a + b + c` as one list. */
const termsOf = (value: Value): readonly Value[] =>
  isSum(value) ? value.parts.flatMap(termsOf) : [value];

const isSum = (value: Value): value is CompoundValue =>
  value.is === 'compound' && value.operator === '+';

/** Whole sums that begin with, or go on with, a text; their parts are not listed again. */
export function sumsIn({ text, facts }: SourceFile): readonly Value[] {
  if (!/['"`]\s*\+|\+\s*['"`]|\w\s*\+\s*\w/.test(text)) return [];
  const roots = [
    ...facts.calls.flatMap((call) => call.arguments),
    ...facts.declarations.flatMap(({ init, fallback }) => [init, fallback]),
    ...facts.functions.flatMap(({ returned, thrown }) => [...returned, ...thrown]),
    ...facts.assignments.map(({ value }) => value),
    ...facts.exports.map(({ value }) => value),
  ];
  const sums = new Set<Value>();
  for (const root of roots) {
    for (const value of root ? descendants(root, (each) => !isSum(each)) : []) {
      if (isSum(value)) sums.add(value);
    }
  }
  return [...sums];
}
