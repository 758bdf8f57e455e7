import { contains } from '../../../flow/values/spans.js';
import type { Located } from '../../../model/code.js';
import type { ObjectEntry, Span } from '../../../model/facts.js';
import type { Place, SourceFile } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { removedItem, removedStatement } from '../../removal.js';

/**
 * The code without an option: without the statement that sets it, or the property. Only where its value is written
 * there and has no names: nothing else becomes unused.
 */
export function withoutOption(
  file: SourceFile,
  at: Span,
  { file: source, value }: Located,
): Change | undefined {
  const { assignments, objects, functions } = file.facts;
  const isPlain =
    value.is === 'literal' ||
    value.is === 'string' ||
    (value.is === 'function' && functions[value.function]?.parameters.length === 0);
  if (!isPlain || source !== file) return undefined;
  const entry = objects
    .flatMap(({ entries }) => entries)
    .find((each) => each.is === 'entry' && each.start === at.start && each.value === value);
  if (entry?.is === 'entry')
    return entry.computed || isNeeded(entry, file)
      ? undefined
      : removedItem(file, { start: at.start, end: value.end }, '}');
  const set = assignments.find((each) => each.target.start === at.start && each.value === value);
  const isNamed = set?.target.is === 'member' && !set.target.computed;
  return isNamed ? removedStatement(file, set) : undefined;
}

/** Code reads it, or a type of the project may ask for it. */
function isNeeded({ key, start, end }: ObjectEntry, { text, facts }: SourceFile): boolean {
  const { declarations, members } = facts;
  const isOwn = (type: string) =>
    declarations.some(
      ({ name, import: from }) => name === type && /^[.#]/.test(from?.specifier ?? '.'),
    );
  const types = declarations.flatMap(({ init, type }) =>
    init && contains(init, { start, end }) ? (type?.match(/\w+/g) ?? []) : [],
  );
  return (
    types.some(isOwn) ||
    members.some(({ name }) => name === key) ||
    new RegExp(String.raw`\b${key}\??\s*:\s*boolean`).test(text)
  );
}

/** A line of .env.example or .npmrc without others, or a variable before the command of a script in package.json. */
export function withoutSetting({ file, start, end }: Place): Change | undefined {
  const { text, path } = file;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(from, start);
  if (/(^|\/)\.(env\.example|npmrc)$/.test(path)) {
    const [rest] = /^[ \t]*=[^\n]*\n/.exec(text.slice(end)) ?? [];
    return before.trim() === '' && rest !== undefined
      ? { at: file.at({ start: from, end: end + rest.length }), text: '' }
      : undefined;
  }
  const [value] = /^=0 +(?=[\w.])/.exec(text.slice(end)) ?? [];
  const isBefore = /"(?:[\w-]+=\S* |cross-env |[^"]*&& )*$/.test(before);
  return /(^|\/)package\.json$/.test(path) && isBefore && value !== undefined
    ? { at: file.at({ start, end: end + value.length }), text: '' }
    : undefined;
}
