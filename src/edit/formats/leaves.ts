import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, type JsonPath, valueAt } from '../../model/json.js';
import type { Format } from '../../model/client.js';
import { applySplices, type Editor } from './editor.js';
import { editors, parse } from './read.js';
import { Refusal } from './refusal.js';

/** More than any entry has leaves. */
const MOST_CHANGES = 500;

/**
 * Makes the value at a path the wanted one by the smallest changes; the text is parsed again after each.
 * @throws Refusal where a change is not possible
 */
export function leafByLeaf(format: Format, text: string, place: JsonPath, wanted: Json): string {
  let body = text;
  for (let count = 0; count < MOST_CHANGES; count++) {
    const change = nextChange(valueAt(parse(format, body), place), wanted, place);
    if (!change) return body;
    body = applySplices(body, splicesOf(editors[format], body, change));
  }
  throw new Refusal('verification', 'The entry has too many differences.');
}

interface Change {
  do: 'remove' | 'insert' | 'set';
  path: JsonPath;
  value: Json;
}

function splicesOf(editor: Editor, body: string, { do: kind, path, value }: Change) {
  const above = path.slice(0, -1);
  const key = path.at(-1) ?? '';
  if (kind === 'remove') return editor.remove(body, above, key);
  if (kind === 'insert') return editor.insert(body, above, String(key), value);
  return editor.set(body, path, value);
}

function nextChange(have: Json | undefined, want: Json, path: JsonPath): Change | undefined {
  if (isDeepStrictEqual(have, want)) return undefined;
  if (!isObject(have) || !isObject(want)) return { do: 'set', path, value: want };
  const keys = Object.keys(have);
  const shared = keys.filter((key) => Object.hasOwn(want, key));
  const [first, empty] = [Object.keys(want)[0], keys.length === 0];
  if (shared.length === 0 && (empty || first === undefined))
    return { do: 'set', path, value: want };
  // With one key of the new form in it, all of the old one can go, and comments stay.
  if (shared.length === 0 && first !== undefined)
    return { do: 'insert', path: [...path, first], value: want[first] ?? null };
  for (const key of shared) {
    const inner = nextChange(have[key], want[key] ?? null, [...path, key]);
    if (inner) return inner;
  }
  const dropped = keys.find((key) => !Object.hasOwn(want, key));
  if (dropped !== undefined) return { do: 'remove', path: [...path, dropped], value: null };
  const missing = Object.keys(want).find((key) => !Object.hasOwn(have, key));
  if (missing === undefined) return undefined;
  return { do: 'insert', path: [...path, missing], value: want[missing] ?? null };
}
