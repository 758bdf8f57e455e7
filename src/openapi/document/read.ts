import { parseDocument } from 'yaml';
import { isObj, type Obj } from '../model.js';

/** The document cannot be imported; the message is a sentence about it. */
export class InvalidDocument extends Error {}

/**
 * The document of a JSON or YAML text. JSON is not read as YAML: 13 MB take 0.1 s instead of 4 s.
 * @throws InvalidDocument
 */
export function readText(text: string): Obj {
  const value: unknown = /^\s*\{/.test(text) ? readJson(text) : readYaml(text);
  if (!isObj(value)) throw new InvalidDocument('The document is not an object.');
  requireDepth(value);
  return value;
}

/** Published documents have up to 50 levels; the import descends recursively, and deeper ones would exhaust the stack. */
const MOST_LEVELS = 300;

function requireDepth(value: Obj): void {
  const seen = new Set<unknown>();
  for (let level: unknown[] = [value], depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS)
      throw new InvalidDocument(`The document has more than ${MOST_LEVELS} levels.`);
    const next: unknown[] = [];
    for (const one of level)
      for (const part of Object.values(one as object))
        if (typeof part === 'object' && part !== null && !seen.has(part)) {
          seen.add(part);
          next.push(part);
        }
    level = next;
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return readYaml(text);
  }
}

/** The number of aliases is limited ("billion laughs"). Published documents have duplicate keys: the last one counts. */
function readYaml(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: true });
  const [error] = document.errors;
  if (error) throw new InvalidDocument(error.message);
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch (error) {
    if (error instanceof ReferenceError) throw new InvalidDocument('It has too many aliases.');
    throw error;
  }
}

export type Version = '2.0' | '3.0' | '3.1' | '3.2';

export function versionOf(document: Obj): Version {
  const { swagger, openapi: stated = swagger } = document;
  const version = /^(2\.0|3\.0|3\.1|3\.2)(\.|$)/.exec(String(stated))?.[1];
  if (version !== undefined) return version as Version;
  throw new InvalidDocument(
    stated === undefined
      ? 'The document has neither "openapi" nor "swagger".'
      : `OpenAPI ${JSON.stringify(stated)} is not supported. Supported versions: 2.0, 3.0, 3.1 and 3.2.`,
  );
}
