import type { JsonPath } from '../model/json.js';
import { isObject } from '../model/json.js';
import { applySplices } from './formats/editor.js';
import { jsonEditor } from './formats/json/editor.js';

const editor = jsonEditor(false);

/** A JSON text without a member of the object at `path`; the same text where there is no such member. */
export function removeJsonMember(text: string, path: JsonPath, key: string): string {
  let value = editor.parse(text);
  for (const name of path) value = isObject(value) ? value[String(name)] : undefined;
  const isThere = isObject(value) && Object.hasOwn(value, key);
  return isThere ? applySplices(text, editor.remove(text, path, key)) : text;
}
