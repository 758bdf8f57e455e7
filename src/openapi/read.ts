import { parseDocument } from 'yaml';
import { isObj, type Obj } from './model.js';

export class Refused extends Error {}

/** JSON is read as JSON: 13 MB take 0.1 s, as YAML 4 s. */
export function readText(text: string): Obj {
  const value: unknown = /^\s*\{/.test(text) ? readJson(text) : readYaml(text);
  if (!isObj(value)) throw new Refused('is not an OpenAPI document: its root is no object');
  return value;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return readYaml(text);
  }
}

/** Aliases are bounded (a billion laughs); a key given twice is an error in a hand-written file, but readable. */
function readYaml(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: true });
  const [error] = document.errors;
  if (error) throw new Refused(error.message);
  return document.toJS({ maxAliasCount: 1000 });
}

export type Version = '2.0' | '3.0' | '3.1';

export function versionOf(document: Obj): Version {
  const said = document.swagger ?? document.openapi;
  const version = /^(2\.0|3\.0|3\.1)(\.|$)/.exec(String(said))?.[1];
  if (version !== undefined) return version as Version;
  throw new Refused(
    said === undefined
      ? 'has neither "openapi" nor "swagger": it is no OpenAPI document'
      : `is OpenAPI ${String(said)}; 2.0, 3.0 and 3.1 are read`,
  );
}

/** Every `$ref` that leads out of the document. Examples are data and are not looked into. */
export function externalRefs(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) externalRefs(item, found);
  else if (isObj(value)) {
    const ref = value.$ref;
    if (typeof ref === 'string' && !ref.startsWith('#')) found.add(ref);
    for (const [key, below] of Object.entries(value)) {
      if (key !== 'example' && key !== 'examples') externalRefs(below, found);
    }
  }
  return found;
}

/**
 * One document out of several: each further file becomes `#/x-files/N` and every reference is rewritten. `read` decides
 * what may be read; it is asked with the resolved location and throws `Refused` otherwise.
 */
export function bundle(document: Obj, location: URL, read: (file: URL) => string): Obj {
  const files: unknown[] = [];
  const known = new Map<string, number>([[location.href, -1]]);
  const root = rewrite(document, location) as Obj;
  return files.length > 0 ? { ...root, 'x-files': files } : root;

  function rewrite(value: unknown, base: URL): unknown {
    if (Array.isArray(value)) return value.map((item) => rewrite(item, base));
    if (!isObj(value)) return value;
    const copy: Obj = {};
    for (const [key, below] of Object.entries(value)) {
      copy[key] =
        key === '$ref' && typeof below === 'string' ? reference(below, base) : rewrite(below, base);
    }
    return copy;
  }

  function reference(ref: string, base: URL): string {
    const target = new URL(ref, base);
    const fragment = target.hash.slice(1);
    target.hash = '';
    let index = known.get(target.href);
    if (index === undefined) {
      index = files.length;
      known.set(target.href, index);
      files.push(undefined);
      files[index] = rewrite(readText(read(target)), target);
    }
    return index < 0 ? `#${fragment}` : `#/x-files/${index}${fragment}`;
  }
}
