import { lastName } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import { possibleValues } from '../../../flow/values/possible.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located } from '../../../model/code.js';
import type { SourceFile } from '../../../model/project.js';
import { isLoading, isNothing } from './replaced-errors.js';

const OUTRUNS = /^#Promise\.(any|race)$/;

/** `Promise.allSettled([getCredentials(user)])` in a function that does not look at the reason. */
export function* settledLoads(file: SourceFile, code: Code): Generator<Located> {
  if (!file.text.includes('allSettled')) return;
  const { calls, functions, members } = file.facts;
  for (const value of calls) {
    if (externalName(code, { file, value: value.callee }) !== '#Promise.allSettled') continue;
    const outer = functions[value.within];
    const read = members.filter((each) => !outer || contains(outer, each)).map(({ name }) => name);
    const isReplaced = read.includes('value') && !read.includes('reason');
    const [list] = value.arguments;
    const items = list?.is === 'array' && isReplaced ? list.items : [];
    for (const item of items)
      if (item && isLoading({ file, value: item }, code)) yield { file, value: item };
  }
}

/** `Promise.any([getCredentials(user), Promise.resolve(null)])`, and the same with `race` */
export function* outrunLoads(file: SourceFile, code: Code): Generator<Located> {
  if (!/\bPromise\s*\.\s*(any|race)\b/.test(file.text)) return;
  for (const value of file.facts.calls) {
    if (!OUTRUNS.test(externalName(code, { file, value: value.callee }) ?? '')) continue;
    const [list] = value.arguments;
    const items = list?.is === 'array' ? list.items.flatMap((item) => item ?? []) : [];
    const load = items.find((item) => isLoading({ file, value: item }, code));
    const isReplaced = items.some(
      (item) => item !== load && resolvesToNothing({ file, value: item }, code),
    );
    if (load && isReplaced) yield { file, value: load };
  }
}

/** `Promise.resolve(null)`, and `late()` that resolves with null. */
const resolvesToNothing = (item: Located, code: Code): boolean =>
  possibleValues(item, code).every(({ file, value }) => {
    if (value.is !== 'call') return isNothing(value, file, code);
    const name = externalName(code, { file, value: value.callee }) ?? '';
    const [given] = value.arguments;
    if (name === '#Promise.resolve') return !given || isNothing(given, file, code);
    if (name !== '#Promise' || given?.is !== 'function') return false;
    const resolved = file.facts.calls.filter(
      (call) => lastName(call.callee) === 'resolve' && contains(value, call),
    );
    return (
      resolved.length > 0 &&
      resolved.every(({ arguments: [each] }) => !each || isNothing(each, file, code))
    );
  });
