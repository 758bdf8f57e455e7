import { applyEdits, modify, parse } from 'jsonc-parser';
import { isObject, objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { insertion, json } from '../edit/formats/json.js';
import { placeAmong } from '../edit/place-among.js';
import { type Json, sameJson, valueAt } from '../model/json.js';
import { compareVersions } from '../model/semver.js';

const SECTION = /^(dev|peer|optional)?dependencies$/i;

/**
 * Returns the changes from one JSON text to another, made in an edited one member by member, so
 * that comments and layout stay. Where both sides have changed a member, the edited value stays.
 * @returns the text, and sentences about members that were not changed
 */
export function mergeJson(
  base: string,
  edited: string,
  next: string,
): { text: string; notes: string[] } {
  const notes: string[] = [];
  let text = edited;
  const [previous, now] = [parse(base) as Json, parse(next) as Json];
  const current = parse(edited) as Json;
  mergeMember(previous, current, now, []);
  return { text, notes };

  function mergeMember(
    before: Json | undefined,
    editedValue: Json | undefined,
    after: Json | undefined,
    path: readonly string[],
  ): void {
    if (sameJson(before, after) || sameJson(editedValue, after)) return;
    const [section = ''] = path;
    const keys = new Set([before, after].flatMap((value) => Object.keys(objectOrEmpty(value))));
    if (path.length === 1 && SECTION.test(section))
      for (const name of keys) mergeDependency(section, name);
    else if (isObject(after) && isObject(editedValue) && (before === undefined || isObject(before)))
      for (const key of keys)
        mergeMember(ownMember(before, key), ownMember(editedValue, key), ownMember(after, key), [
          ...path,
          key,
        ]);
    else if (sameJson(before, editedValue)) set(path, after);
    else if (Array.isArray(before) && Array.isArray(editedValue) && Array.isArray(after))
      set(path, mergeList(before, editedValue, after));
    else notes.push(keptNote(path.join('.'), editedValue, after));
  }

  /** Changes a dependency in the sections in which it is now; removed ones stay removed. */
  function mergeDependency(section: string, name: string): void {
    const after = valueAt(now, [section, name]);
    const before = [section, ...sectionsWith(previous, name)]
      .map((key) => valueAt(previous, [key, name]))
      .find((range) => range !== undefined);
    const isMoved = after === undefined && sectionsWith(now, name).length > 0;
    if (isMoved || (before !== undefined && sameJson(before, after))) return;
    const homes = sectionsWith(current, name);
    if (homes.length === 0) {
      if (before === undefined) set([section, name], after);
      else if (after !== undefined) notes.push(keptNote(`${section}.${name}`, undefined, after));
    }
    // The range of a peer is wide on purpose, unless it is the only one.
    for (const home of homes.filter((key) => homes.length === 1 || key !== 'peerDependencies')) {
      const editedValue = valueAt(current, [home, name]);
      const range = sameJson(editedValue, before) ? after : mergeRange(before, editedValue, after);
      if (range === undefined && (after !== undefined || !sameJson(editedValue, before)))
        notes.push(keptNote(`${home}.${name}`, editedValue, after));
      else if (!sameJson(range, editedValue)) set([home, name], range);
    }
  }

  function set(path: readonly string[], value: Json | undefined): void {
    const edits = modify(text, [...path], value, {
      ...insertion(text),
      getInsertionIndex: (keys) => placeAmong(keys, path.at(-1) ?? ''),
    });
    text = value === undefined ? json(true).remove(text, path) : applyEdits(text, edits);
  }
}

const rangeParts = (range: Json | undefined) =>
  /^([~^]?)(\d.*)$/.exec(typeof range === 'string' ? range : '') ?? [];

/**
 * Returns the higher one of an edited range and a new one; undefined if the user has lowered it, or
 * if they cannot be compared.
 */
function mergeRange(
  before: Json | undefined,
  editedValue: Json | undefined,
  after: Json | undefined,
): Json | undefined {
  const [, , oldVersion = ''] = rangeParts(before);
  const [, prefix = '', version = ''] = rangeParts(editedValue);
  const [, , newVersion = ''] = rangeParts(after);
  const raised = compareVersions(newVersion, version);
  if (raised === undefined) return undefined;
  if (raised <= 0) return editedValue;
  const isLowered = (compareVersions(version, oldVersion) ?? -1) < 0;
  return isLowered ? undefined : `${prefix}${newVersion}`;
}

const sectionsWith = (manifest: Json, name: string): string[] =>
  Object.keys(objectOrEmpty(manifest)).filter(
    (key) => SECTION.test(key) && valueAt(manifest, [key, name]) !== undefined,
  );

const ownMember = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** Returns a list without the items that were removed from the other one, and with those that were added. */
function mergeList(
  before: readonly Json[],
  editedValue: readonly Json[],
  after: readonly Json[],
): Json[] {
  const has = (list: readonly Json[], item: Json) => list.some((other) => sameJson(item, other));
  return [
    ...editedValue.filter((item) => has(after, item) || !has(before, item)),
    ...after.filter((item) => !has(before, item) && !has(editedValue, item)),
  ];
}

const keptNote = (member: string, editedValue: Json | undefined, after: Json | undefined) =>
  `"${member}" stays ${editedValue === undefined ? 'removed' : JSON.stringify(editedValue)}; new projects have ${after === undefined ? 'no such member' : JSON.stringify(after)}.`;
