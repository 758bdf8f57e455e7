import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Declaration } from '../../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';
import { words } from '../../../model/secret-names.js';
import { reachesOutside } from './outlasting.js';
import { type KnownRecord, recordsIn } from './records.js';

const WORDS =
  /(?<![a-z])(samples?|demo|mock(ed|s)?|dummy|fakes?|stub|canned|hard-?coded|placeholders?|fixtures?|for now|not (on|in|available|ready|there|yet|deployed)|staging|temporar(y|ily))(?![a-z])/i;
const ID = /^(id|\w+_id|\w+Id|key)$/;
/** `m-17`, `usr_001`: keys of a database, unlike the keys of a table that the code knows. */
const NUMBERED = /^([a-z]{1,8})[-_]\d+$/i;
/** Texts that stand for any other: `Example issue`, not `for example 7` and not `https://example.com`. */
const EXAMPLE =
  /^(an? )?(examples?|samples?|demo|dummy|lorem ipsum|jane doe|john doe)(\s.{0,30})?$/i;
const EMAIL = /^[^@\s]+@[^@\s]+\.[a-z]+$/i;

/** It returns records that are written in the code and look like those of the API, and does nothing that could ask for any. */
export function returnsSamples(located: LocatedFunction, code: Code): boolean {
  if (reachesOutside(located, code)) return false;
  const { file, function: made } = located;
  const records = made.returned
    .flatMap((value) => recordsIn({ file, value }, code))
    .filter(({ listed }) => listed);
  return records.length > 0 && areInvented(records, code);
}

function areInvented(records: readonly KnownRecord[], code: Code): boolean {
  const texts = records.map((record) => textsOf(record, code));
  if (texts.some((each) => each.some(({ text }) => EMAIL.test(text)))) return true;
  const prefixes = texts.flatMap((each) =>
    each.flatMap(({ key, text }) => (ID.test(key) ? (NUMBERED.exec(text)?.[1] ?? []) : [])),
  );
  if (prefixes.length > 1 && new Set(prefixes).size < prefixes.length) return true;
  return texts.some((each) => each.length > 1) && records.some(isCalledSample);
}

const textsOf = ({ file, value }: KnownRecord, code: Code) =>
  value.entries.flatMap((entry) => {
    const text = entry.is === 'entry' ? code.constant({ file, value: entry.value }) : undefined;
    return entry.is === 'entry' && typeof text === 'string' ? [{ key: entry.key, text }] : [];
  });

/** A record with two fixed values or more that is called a sample, or has the text of one. */
export function isSample(record: KnownRecord, code: Code): boolean {
  const texts = textsOf(record, code);
  return (
    hasFixed(record, code) &&
    (isNamedSample(record) || texts.some(({ text }) => EXAMPLE.test(text)))
  );
}

/** A record with two fixed values or more that has an id as a database gives it: `order-17`. */
export const isNumbered = (record: KnownRecord, code: Code): boolean =>
  hasFixed(record, code) &&
  textsOf(record, code).some(({ key, text }) => ID.test(key) && NUMBERED.test(text));

const HOLDING = new WeakMap<ProjectModel, boolean>();

/** Whether the project has any such record: mostly it has none, and no result needs to be followed. */
export function hasSamples(project: ProjectModel): boolean {
  const known = HOLDING.get(project);
  if (known !== undefined) return known;
  const found = [...project.files.values()].some(
    (file) =>
      !file.test &&
      file.facts.objects.some((value) => {
        const record = { file, value, listed: false };
        return isSample(record, project.code) || isNumbered(record, project.code);
      }),
  );
  HOLDING.set(project, found);
  return found;
}

const hasFixed = ({ file, value }: KnownRecord, code: Code): boolean =>
  value.entries.filter(
    (entry) => entry.is === 'entry' && code.constant({ file, value: entry.value }) !== undefined,
  ).length > 1;

/** The file has a comment that says so, or the name of the variable does. */
const isCalledSample = (record: Located): boolean =>
  record.file.facts.comments.some(({ text }) => WORDS.test(text)) || isNamedSample(record);

const NAMED = new WeakMap<SourceFile, readonly Declaration[]>();

const isNamedSample = ({ file, value }: Located): boolean => {
  const named =
    NAMED.get(file) ??
    file.facts.declarations.filter(({ name }) => WORDS.test(words(name).replaceAll('_', ' ')));
  NAMED.set(file, named);
  return named.some(({ init }) => init !== undefined && contains(init, value));
};
