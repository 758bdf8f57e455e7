import type { Code } from '../../model/code.js';
import type { CompoundValue, Value } from '../../model/facts.js';
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

/** Whole sums; their parts are not listed again. */
export function sumsIn({ facts: { operations } }: SourceFile): readonly CompoundValue[] {
  const sums = operations.filter(isSum);
  const parts = new Set(sums.flatMap((sum) => sum.parts));
  return sums.filter((sum) => !parts.has(sum));
}
