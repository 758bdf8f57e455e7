import { distance } from 'fastest-levenshtein';
import type { LocatedFunction } from '../../model/code.js';
import type { Declaration } from '../../model/facts.js';
import { contains } from '../../flow/values/spans.js';
import { snakeCase } from '../../model/names.js';
import { defineRule } from '../define.js';
import { argumentsOf, givenIn } from './parts/tested-arguments.js';
import { textBefore } from '../text-before.js';

export default defineRule({
  severity: 'error',
  summary:
    'The function of a tool uses only arguments that the input schema of the tool has, by the names that it takes them out with.',
  why: 'The function never receives an argument that the schema does not have, so its request is incomplete.',
  limits:
    'Checked are arguments without a default that the function takes out of its first parameter by name, where it is that of one tool.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    for (const tool of provider.tools) {
      const { run } = tool;
      const names = argumentsOf(tool);
      if (!names || !run || run.file.test) continue;
      const users = provider.tools.filter((each) => each.run?.function === run.function);
      if (users.length > 1) continue; // what one has, another one may leave out
      const { file } = run;
      const taken = takenBy(run);
      const lost = taken.filter(
        ({ key, name }) => !names.includes(key) && !isOpen(key) && !name.init,
      );
      const unused = names.filter((name) => !taken.some(({ key }) => key === name));
      // Else one of the unused arguments may be new, and another one the renamed.
      const isPaired = lost.length === unused.length && !taken.some((each) => isOpen(each.key));
      for (const { name, argument } of formerNames(run, taken)) {
        report({
          at: file.at(name),
          message: `Nothing declares "${name.name}", and nothing uses the argument "${argument.name}".`,
          hint: `Write "${argument.name}".`,
          fix: [{ at: file.at(name), text: argument.name }],
        });
      }
      for (const { key, name } of lost) {
        const [near, another] = isPaired ? unused.filter((each) => isNear(each, key)) : [];
        const isTaken = lost.some((each) => each.key !== key && isNear(near ?? '', each.key));
        const meant = another === undefined && !isTaken ? near : undefined;
        report({
          at: file.at(name),
          message: `The input schema of the tool has no argument "${key}".`,
          hint:
            meant === undefined
              ? `Add "${key}" to the schema, or remove it here.`
              : `Use "${meant}".`,
          ...(meant !== undefined &&
            isShort(file.text, name) && {
              fix: [
                { at: file.at({ start: name.start, end: name.start }), text: `${meant}: ` },
                ...givenIn(provider, tool, ['arguments', 'invalid'])
                  .flat()
                  .filter((each) => each.key === key && each.value.start > each.at.end)
                  .map(({ at }) => ({ at, text: meant })),
              ],
            }),
        });
      }
    }
  },
});

/** What a function takes out of its first parameter. */
function takenBy({ file: { facts }, function: made }: LocatedFunction) {
  return facts.declarations.flatMap((name) => {
    const [key] = name.path;
    const isTaken = name.kind === 'parameter' && name.parameter === 0;
    return isTaken && facts.functions[name.within] === made && key !== undefined
      ? [{ key, name }]
      : [];
  });
}

/** Uses of an argument by the name that it had: the only argument that nothing uses, and a name like it. */
function formerNames(
  { file: { facts }, function: made }: LocatedFunction,
  taken: readonly { name: Declaration }[],
) {
  const [argument, another] = taken
    .map(({ name }) => name)
    .filter((name) => !facts.reads.some((read) => facts.declarations[read.declaration] === name));
  if (!argument || another) return [];
  return facts.undeclared
    .filter((each) => contains(made, each) && isNear(each.name, argument.name))
    .filter(({ name }) => !(name in globalThis))
    .map((name) => ({ name, argument }));
}

/** A rest, or a computed key. */
const isOpen = (key: string) => key === '...' || key === '*';

/** A slip, or the name without its first or last words: `room` and `room_id`, `id` and `room_id`. */
function isNear(one: string, other: string): boolean {
  const [a = '', b = ''] = [snakeCase(one), snakeCase(other)].toSorted(
    (x, y) => x.length - y.length,
  );
  if (a === '') return false;
  const [plain, longer] = [a.replaceAll('_', ''), b.replaceAll('_', '')];
  return longer.startsWith(plain) || b.endsWith(`_${a}`) || distance(plain, longer) <= 2;
}

/** `{ place }`, not `{ place: name }`. */
const isShort = (text: string, { name, path: [key, ...inner], start }: Declaration): boolean =>
  key === name && inner.length === 0 && textBefore(text, start, /(?<=(:\s*))/y) === undefined;
