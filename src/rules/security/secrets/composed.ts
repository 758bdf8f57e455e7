import type { Code } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import type { KnownSecret } from './find.js';
import { contains } from '../../../flow/values/spans.js';

/** Methods and functions whose result is a text of parts, or a decoded one. */
const MAKES =
  /^(join|reduce|reduceRight|concat|toString|atob|decode|decodeURI(Component)?|unescape|fromC(harCode|odePoint)|parse|replace|replaceAll|slice|substring|trim)$/;

interface ComposedSecret {
  value: Value;
  what: string;
}

type Find = (text: string) => readonly KnownSecret[];

/** Secrets that the code composes of several texts, or decodes. */
export function composedSecrets(file: SourceFile, code: Code, find: Find): ComposedSecret[] {
  const { operations, texts, calls } = file.facts;
  const sums = operations.filter(({ operator }) => operator === '+');
  const inner = new Set(sums.flatMap(({ parts }) => parts));
  const composed: Value[] = [
    ...sums.filter((sum) => !inner.has(sum)),
    ...texts.filter(
      ({ is, start, end }) => is === 'template' || file.text.slice(start, end).includes('\\'),
    ),
    ...calls.filter(
      (value) =>
        ('name' in value.callee && MAKES.test(value.callee.name)) ||
        code.target({ file, value }).is === 'function',
    ),
  ];
  const found = composed.flatMap((value) => {
    const text = code.constant({ file, value });
    const [known] = typeof text === 'string' ? find(text) : [];
    return known ? [{ value, what: known.what }] : [];
  });
  found.push(...extended(file, code, find));
  const isIn = (inner: Value, outer: Value) => inner !== outer && contains(outer, inner);
  return found.filter(({ value }) => !found.some((other) => isIn(value, other.value)));
}

/** `let text = 'a'; text += 'b';` */
function extended(file: SourceFile, code: Code, find: Find): ComposedSecret[] {
  const { assignments, declarations } = file.facts;
  const text = (value: Value | undefined) => {
    const known = value && code.constant({ file, value });
    return typeof known === 'string' ? known : '';
  };
  const texts = new Map<number, string>();
  return assignments.flatMap(({ operator, target, value }) => {
    if (operator !== '+=' || target.is !== 'name' || !value) return [];
    const { declaration } = target;
    const before = texts.get(declaration) ?? text(declarations[declaration]?.init);
    const known = find(before);
    texts.set(declaration, before + text(value));
    const [added] = find(before + text(value)).slice(known.length);
    return added ? [{ value, what: added.what }] : [];
  });
}
