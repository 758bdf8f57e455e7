import type { Code } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { knownSecrets } from './find.js';

/** Methods and functions whose result is a text of parts, or a decoded one. */
const MAKES =
  /^(join|concat|toString|atob|decode|decodeURI(Component)?|unescape|fromC(harCode|odePoint)|parse|replace|replaceAll|slice|substring|trim)$/;

/** Secrets that the code composes of several texts, or decodes. */
export function composedSecrets(file: SourceFile, code: Code): { value: Value; what: string }[] {
  const { operations, texts, calls } = file.facts;
  const sums = operations.filter(({ operator }) => operator === '+');
  const inner = new Set(sums.flatMap(({ parts }) => parts));
  const composed: Value[] = [
    ...sums.filter((sum) => !inner.has(sum)),
    ...texts.filter(({ is }) => is === 'template'),
    ...calls.filter(({ callee }) => 'name' in callee && MAKES.test(callee.name)),
  ];
  const found = composed.flatMap((value) => {
    const text = code.constant({ file, value });
    const [known] = typeof text === 'string' ? knownSecrets(text) : [];
    return known ? [{ value, what: known.what }] : [];
  });
  const isIn = (inner: Value, outer: Value) =>
    inner !== outer && outer.start <= inner.start && inner.end <= outer.end;
  return found.filter(({ value }) => !found.some((other) => isIn(value, other.value)));
}
