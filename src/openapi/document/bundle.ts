import { mapValues } from '../../model/json-schema/subschemas.js';
import { isObj, type Obj } from '../model.js';
import { parsedDocument } from './read.js';

/** Their values are maps of names: what is called "example" there is no example. */
const MAPS = new Set(
  (
    '$defs callbacks definitions dependentSchemas headers parameters pathItems patternProperties properties ' +
    'requestBodies responses schemas securitySchemes'
  ).split(' '),
);
const isMap = (key: string, inMap: boolean) => !inMap && MAPS.has(key);

/** Examples and extensions, such as code samples, are data: references in them are ignored. */
const isData = (key: string, inMap: boolean) => !inMap && /^(examples?$|x-)/.test(key);

/** Whether a reference stands for the text of its file, such as that of a description: a custom of Redocly. */
export const isText = (reference: string): boolean => /^[^#]*\.(md|markdown|txt)$/i.test(reference);

/** All references to other documents. */
export function externalRefs(
  value: unknown,
  found = new Set<string>(),
  inMap = false,
): Set<string> {
  if (Array.isArray(value)) for (const item of value) externalRefs(item, found);
  else if (isObj(value)) {
    const ref = value.$ref;
    if (typeof ref === 'string' && !ref.startsWith('#')) found.add(ref);
    for (const [key, below] of Object.entries(value)) {
      if (!isData(key, inMap)) externalRefs(below, found, isMap(key, inMap));
    }
  }
  return found;
}

/**
 * One document with the content of all files that it refers to: each becomes `#/x-files/N`, and references are rewritten.
 * @param read returns the text of a file; throws `InvalidDocument` for locations that are not allowed
 */
export function bundle(document: Obj, location: URL, read: (file: URL) => string): Obj {
  const files: unknown[] = [];
  const indexByAddress = new Map<string, number>([[location.href, -1]]);
  const root = rewrite(document, location) as Obj;
  return files.length > 0 ? { ...root, 'x-files': files } : root;

  function rewrite(value: unknown, base: URL, inMap = false): unknown {
    if (Array.isArray(value)) return value.map((item) => rewrite(item, base));
    if (!isObj(value)) return value;
    const { $ref: ref } = value;
    if (typeof ref === 'string' && isText(ref)) return read(new URL(ref, base));
    return mapValues(value, (below, key) => {
      if (isData(key, inMap)) return below;
      return key === '$ref' && typeof below === 'string'
        ? reference(below, base)
        : rewrite(below, base, isMap(key, inMap));
    });
  }

  function reference(ref: string, base: URL): string {
    const target = new URL(ref, base);
    const fragment = target.hash.slice(1);
    target.hash = '';
    let index = indexByAddress.get(target.href);
    if (index === undefined) {
      index = files.length;
      indexByAddress.set(target.href, index);
      files.push(undefined);
      files[index] = rewrite(parsedDocument(read(target)), target);
    }
    return index < 0 ? `#${fragment}` : `#/x-files/${index}${fragment}`;
  }
}
