import { applyEdits, modify } from 'jsonc-parser';
import { isObject } from '../../runtime/src/utils/is-object.js';
import { type Json, type JsonPath, parseJson, valueAt } from '../model/json.js';
import { insertion, json } from './formats/json.js';
import { placeAmong } from './place-among.js';

/**
 * Adds members to the object at `path`, in the order of its keys; existing keys are skipped.
 * Undefined if the text is not JSON, or has no such object.
 */
export function addJsonMembers(
  text: string,
  path: JsonPath,
  members: Readonly<Record<string, unknown>>,
): string | undefined {
  let changedText = text;
  for (const [key, value] of Object.entries(members)) {
    const object = objectAt(changedText, path);
    if (!object) return undefined;
    if (Object.hasOwn(object, key)) continue;
    const edits = modify(changedText, [...path, key], value, {
      ...insertion(changedText),
      getInsertionIndex: (keys) => placeAmong(keys, key),
    });
    changedText = applyEdits(changedText, edits);
  }
  return changedText;
}

/** Adds members to an object at the top of a document, which is created if it is missing. */
export function addToSection(
  text: string,
  section: string,
  members: Readonly<Record<string, unknown>>,
): string | undefined {
  const changedText =
    Object.keys(members).length > 0 ? addJsonMembers(text, [], { [section]: {} }) : text;
  return changedText && addJsonMembers(changedText, [section], members);
}

/**
 * Returns a JSON text without a member of the object at the top or in a section, which its last
 * member takes with it; the same text if the member does not exist.
 */
export function removeJsonMember(
  text: string,
  path: readonly [] | readonly [section: string],
  key: string,
): string {
  const object = objectAt(text, path);
  if (!object || !Object.hasOwn(object, key)) return text;
  const isLast = path.length > 0 && Object.keys(object).length === 1;
  return json(false).remove(text, isLast ? path : [...path, key]);
}

function objectAt(text: string, path: JsonPath) {
  const value = valueAt(parseJson(text) as Json | undefined, path);
  return isObject(value) ? value : undefined;
}
