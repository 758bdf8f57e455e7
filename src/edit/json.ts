import { applyEdits, modify } from 'jsonc-parser';
import { isObject, type Json, type JsonPath, parsedJson, valueAt } from '../model/json.js';
import { insertion, json } from './formats/json.js';
import { placeAmong } from './order.js';

/**
 * Adds members to the object at `path`, in the order it is in; those whose key is there already are left out. Undefined
 * where the text is not JSON, or has no such object.
 */
export function addJsonMembers(
  text: string,
  path: JsonPath,
  members: Readonly<Record<string, unknown>>,
): string | undefined {
  let changed = text;
  for (const [key, value] of Object.entries(members)) {
    const object = objectAt(changed, path);
    if (!object) return undefined;
    if (Object.hasOwn(object, key)) continue;
    const edits = modify(changed, [...path, key], value, {
      ...insertion(changed),
      getInsertionIndex: (keys) => placeAmong(keys, key),
    });
    changed = applyEdits(changed, edits);
  }
  return changed;
}

/** The same for an object at the top of a document; it is made where there is none. */
export function addToSection(
  text: string,
  section: string,
  members: Readonly<Record<string, unknown>>,
): string | undefined {
  const changed =
    Object.keys(members).length > 0 ? addJsonMembers(text, [], { [section]: {} }) : text;
  return changed && addJsonMembers(changed, [section], members);
}

/** A JSON text without a member of the object at `path`; the same text where there is no such member. */
export function removeJsonMember(text: string, path: JsonPath, key: string): string {
  const object = objectAt(text, path);
  return object && Object.hasOwn(object, key) ? json(false).remove(text, [...path, key]) : text;
}

function objectAt(text: string, path: JsonPath) {
  const value = valueAt(parsedJson(text) as Json | undefined, path);
  return isObject(value) ? value : undefined;
}
