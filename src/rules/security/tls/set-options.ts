import { externalName } from '../../../flow/values/external-name.js';
import type { Code, Located } from '../../../model/code.js';
import type { Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** An option with its name, however it is set. */
export interface SetOption {
  at: Span;
  name: string;
  value: Located;
}

/** The texts that a name can be: one, or those of the list that a loop goes through. */
function textsOf(named: Located, code: Code): string[] {
  const text = code.constant(named);
  if (text !== undefined) return [String(text)];
  const origin = code.origin(named);
  if (origin.is !== 'declared' || origin.declaration.path.join() !== '*') return [];
  const { init } = origin.declaration;
  const items = (init && code.list({ file: origin.file, value: init })) ?? [];
  return items.map((item) => String(code.constant(item)));
}

/** Properties of objects, and assignments. */
export function setOptions(file: SourceFile, code: Code): SetOption[] {
  const { objects, assignments } = file.facts;
  const named = (at: Span, name: string, value: Value, computed?: Value): SetOption[] => {
    const names = name === '*' && computed ? textsOf({ file, value: computed }, code) : [name];
    return names.map((each) => ({ at, name: each, value: { file, value } }));
  };
  return [
    ...objects.flatMap(({ entries }) =>
      entries.flatMap((entry) =>
        entry.is === 'entry' ? named(entry, entry.key, entry.value, entry.computed) : [],
      ),
    ),
    ...assignments.flatMap(({ target, value }) =>
      target.is === 'member' && value ? named(target, target.name, value, target.computed) : [],
    ),
  ];
}

/**
 * `Reflect.set(target, name, value)`, `Object.defineProperty(target, name, { value })`, `JSON.parse('{ "name": false }')`,
 * `Object.fromEntries([[name, value]])`
 */
export const calledOptions = (file: SourceFile, code: Code): SetOption[] =>
  file.facts.calls.flatMap((call): SetOption[] => {
    const [, key, given] = call.arguments;
    const name = externalName(code, { file, value: call.callee }) ?? '';
    if (/^#(JSON\.parse|Object\.fromEntries)$/.test(name)) {
      const properties = code.object({ file, value: call })?.properties ?? [];
      return properties.map((each) => ({ at: call, name: each.key, value: each }));
    }
    if (!key || !given || !/^#(Reflect\.set|(Object|Reflect)\.defineProperty)$/.test(name))
      return [];
    const text = code.constant({ file, value: key });
    const described = code
      .object({ file, value: given })
      ?.properties.find((property) => property.key === 'value');
    return typeof text === 'string'
      ? [{ at: call, name: text, value: described ?? { file, value: given } }]
      : [];
  });
