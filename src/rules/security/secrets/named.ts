import type { FileFacts, ObjectEntry, Value } from '../../../model/facts.js';

export interface NamedValue {
  name: string;
  value: Value;
}

/** Operators whose result is one of their parts. */
const CHOICE = /^(\?\?|\|\||&&|\?:)$/;

/** Everything in a file that is stored under a name: declarations, properties, fields, assignments, entries of maps. */
export function namedValues(facts: FileFacts): NamedValue[] {
  const { declarations, objects, assignments, calls } = facts;
  return [
    ...declarations.flatMap(({ kind, name, init, path, fallback, members = [] }) => [
      ...(init && path.length === 0 ? [{ name, value: init }, ...pairsIn(init)] : []),
      ...(fallback ? [{ name: path.at(-1) ?? name, value: fallback }] : []),
      ...members.flatMap((member) =>
        member.init ? [{ name: member.name, value: member.init }] : [],
      ),
      ...(kind === 'enum' && init?.is === 'object' ? entriesOf(init.entries) : []),
    ]),
    ...objects.flatMap(({ entries }) => entriesOf(entries)),
    ...assignments.flatMap(({ target, value }) =>
      value && (target.is === 'name' || target.is === 'member')
        ? [{ name: target.name, value }]
        : [],
    ),
    ...calls.flatMap(({ callee, construct, arguments: [first, second] }) => {
      const isSet = callee.is === 'member' && /^(set|append|setHeader)$/.test(callee.name);
      if (isSet) return pair(first, second);
      return construct && first ? pairsIn(first) : [];
    }),
  ].flatMap(({ name, value }) => choices(value).map((each) => ({ name, value: each })));
}

const entriesOf = (entries: readonly (ObjectEntry | { is: 'spread' })[]): NamedValue[] =>
  entries.flatMap((entry) =>
    entry.is === 'entry' ? [{ name: entry.key, value: entry.value }] : [],
  );

/** `[['api_key', value]]` */
const pairsIn = (list: Value): NamedValue[] =>
  list.is === 'array'
    ? list.items.flatMap((item) => (item?.is === 'array' ? pair(...item.items) : []))
    : [];

/** `['api_key', value]` */
const pair = (key?: Value | null, value?: Value | null): NamedValue[] =>
  key?.is === 'string' && value ? [{ name: key.value, value }] : [];

/** What the value may be: the parts of `a ?? b`. */
function choices(value: Value): readonly Value[] {
  if (value.is !== 'compound' || !CHOICE.test(value.operator)) return [value];
  const parts = value.operator === '?:' ? value.parts.slice(1) : value.parts;
  return parts.flatMap(choices);
}
