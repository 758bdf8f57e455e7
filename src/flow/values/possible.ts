import type { Code, Located } from '../../model/code.js';
import type { Declaration } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { classAt, fieldsOf, instanceOf } from '../fields.js';
import { writesIn } from '../writes.js';
import { callbackOf } from './functions.js';
import { passedTo } from './passed.js';

/** Operators whose result is one of their parts; of `?:` not the first. */
const CHOOSES = /^(\?:|\?\?|\|\||&&|await|,|(\?\?|\|\|)?=)$/;

/**
 * Every expression that a value may come from: through choices, variables and all that is assigned to them, parameters and
 * what their callers pass, fields, tables with an open key, and results of the project's own functions. Nothing is looked
 * for behind an `end`.
 */
export function possibleValues(
  located: Located,
  code: Code,
  isEnd: (value: Located) => boolean = () => false,
): readonly Located[] {
  const found: Located[] = [];
  // Each expression once: all of them, however many they are.
  const seen = new Set([located.value]);
  const open = [located];
  for (let each = open.pop(); each; each = open.pop()) {
    const behind = isEnd(each) ? [] : sourcesOf(each, code);
    if (behind.length === 0) found.push(each);
    for (const source of behind.toReversed()) {
      if (seen.has(source.value)) continue;
      seen.add(source.value);
      open.push(source);
    }
  }
  return found;
}

/** The fixed texts among them. */
export const possibleTexts = (located: Located, code: Code): readonly string[] =>
  possibleValues(located, code).flatMap((each) => {
    const text = code.constant(each);
    return typeof text === 'string' ? [text] : [];
  });

/** The texts of a list whose item the value is; undefined where anything else can be passed. */
export function listedTexts(located: Located, code: Code): readonly string[] | undefined {
  const origin = code.origin(located);
  if (origin.is !== 'declared') return undefined;
  const { kind, within, init, fallback } = origin.declaration;
  const isItem =
    kind !== 'parameter' || (!init && callbackOf(code, origin.file, within) !== undefined);
  if (fallback || !isItem) return undefined;
  const texts = possibleTexts(located, code);
  return texts.length === possibleValues(located, code).length ? texts : undefined;
}

/** What a value is taken from, one step back; empty where that is no other expression of the project. */
export function sourcesOf({ file, value }: Located, code: Code): readonly Located[] {
  if (value.is === 'compound') {
    if (!CHOOSES.test(value.operator)) return [];
    const parts = value.operator === '?:' ? value.parts.slice(1) : value.parts;
    return parts.map((part) => ({ file, value: part }));
  }
  if (value.is === 'call') {
    const runs = value.construct ? [] : code.implementations({ file, value });
    return runs.flatMap((run) =>
      run.function.returned.map((each) => ({ file: run.file, value: each })),
    );
  }
  if (value.is !== 'name' && value.is !== 'member') return [];
  const owner = value.is === 'member' ? ownerOf({ file, value: value.object }, code) : undefined;
  if (owner && value.is === 'member')
    return (fieldsOf(code, owner).get(value.name) ?? []).filter(({ keys }) => keys.length === 0);
  const origin = code.origin({ file, value });
  if (origin.is === 'value') {
    if (origin.path === '') return origin.value === value ? [] : [origin];
    return origin.path === '*' ? (code.object(origin)?.properties ?? []) : [];
  }
  if (origin.is !== 'declared') return [];
  const { declaration, path } = origin;
  if (path === '*' && declaration.init)
    return code.object({ file: origin.file, value: declaration.init })?.properties ?? [];
  const passed = passedTo({ file, value }, code);
  return [...passed, ...setTo(origin.file, declaration, path, code)];
}

const ownerOf = (object: Located, code: Code) => classAt(code, object) ?? instanceOf(code, object);

/** The initial value or default of a variable, and what is assigned to it; of a property, the latter alone. */
function setTo(
  file: SourceFile,
  declaration: Declaration,
  property: string,
  code: Code,
): readonly Located[] {
  const { init, fallback, path, kind } = declaration;
  const isWhole = kind === 'parameter' || path.length === 0;
  const items =
    path.length === 1 && path[0] === '*' && init ? (code.list({ file, value: init }) ?? []) : [];
  const written = (writesIn(file).get(declaration) ?? [])
    .filter(({ keys }) => keys.join('.') === property)
    .map((write) => ({ file, value: write.value }));
  if (property !== '') return written;
  const first = [isWhole ? init : undefined, fallback].flatMap((value) =>
    value ? [{ file, value }] : [],
  );
  return [...first, ...items, ...written];
}
