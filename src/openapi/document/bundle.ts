import { isObject } from '../../../runtime/src/utils/is-object.js';
import { mapValues } from '../../model/json-schema/subschemas.js';
import { type RawObject } from '../model.js';
import { parseJsonOrYaml } from './read.js';

/** Keywords whose values are maps by name, where a key "example" is only a name. */
const MAPS = new Set(
  (
    '$defs callbacks definitions dependentSchemas headers parameters pathItems patternProperties properties ' +
    'requestBodies responses schemas securitySchemes'
  ).split(' '),
);
const isMap = (key: string, inMap: boolean) => !inMap && MAPS.has(key);

/** Returns whether a value is data, such as examples and code samples, in which references are ignored. */
const isData = (key: string, inMap: boolean) => !inMap && /^(examples?$|x-)/.test(key);

/**
 * Returns whether a reference stands for the text of its file, such as a description in Markdown;
 * Redocly defines this.
 */
export const isText = (reference: string): boolean => /^[^#]*\.(md|markdown|txt)$/i.test(reference);

/** Returns all references to other documents. */
export function externalRefs(
  value: unknown,
  references = new Set<string>(),
  inMap = false,
): Set<string> {
  if (Array.isArray(value)) for (const item of value) externalRefs(item, references);
  else if (isObject(value)) {
    const ref = value.$ref;
    if (typeof ref === 'string' && !ref.startsWith('#')) references.add(ref);
    for (const [key, member] of Object.entries(value)) {
      if (!isData(key, inMap)) externalRefs(member, references, isMap(key, inMap));
    }
  }
  return references;
}

/**
 * Returns one document with the content of all files that it refers to. Each file becomes `#/x-files/N`,
 * and references are rewritten.
 * @param read returns the text of a file; throws `InvalidDocument` for locations that are not
 * allowed
 */
export function bundle(document: RawObject, location: URL, read: (file: URL) => string): RawObject {
  const files: unknown[] = [];
  const indexByAddress = new Map<string, number>([[location.href, -1]]);
  const root = rewrite(document, location) as RawObject;
  return files.length > 0 ? { ...root, 'x-files': files } : root;

  function rewrite(value: unknown, base: URL, inMap = false): unknown {
    if (Array.isArray(value)) return value.map((item) => rewrite(item, base));
    if (!isObject(value)) return value;
    const { $ref: ref } = value;
    if (typeof ref === 'string' && isText(ref)) return read(new URL(ref, base));
    return mapValues(value, (member, key) => {
      if (isData(key, inMap)) return member;
      return key === '$ref' && typeof member === 'string'
        ? reference(member, base)
        : rewrite(member, base, isMap(key, inMap));
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
      files[index] = rewrite(parseJsonOrYaml(read(target)), target);
    }
    return index < 0 ? `#${fragment}` : `#/x-files/${index}${fragment}`;
  }
}
