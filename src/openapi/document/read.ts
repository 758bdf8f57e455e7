import { visit } from 'jsonc-parser';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import { parseJson } from '../../model/json.js';
import { boundedDocument, hasMoreValues, MAX_VALUES } from '../../model/yaml.js';
import { type RawObject } from '../model.js';

/** Maximum size of a text in UTF-16 code units or bytes; GitHub's document has 13 million. */
export const MAX_DOCUMENT_SIZE = 32_000_000;

/** The document cannot be imported. The message is a sentence about it. */
export class InvalidDocumentError extends Error {}

/**
 * Parses a document in JSON or YAML. JSON has a parser of its own: 13 MB take 0.1 s instead of 4 s.
 * @throws InvalidDocumentError
 */
export function parseJsonOrYaml(text: string): RawObject {
  if (text.trim() === '') throw new InvalidDocumentError('It is empty.');
  if (/^\s*</.test(text)) throw new InvalidDocumentError('It is a page in HTML or XML.');
  if (hasMoreValues(text, MAX_VALUES.json))
    throw new InvalidDocumentError('It has too many values.');
  const value = (/^\s*\{/.test(text) ? parseJson(text) : undefined) ?? readYaml(text);
  if (!isObject(value)) throw new InvalidDocumentError('The document is not an object.');
  requireDepth(value);
  return value;
}

/**
 * Maximum nesting depth. Published documents have up to 50 levels; the import is recursive, so
 * deeper ones would exhaust the stack.
 */
const MAX_LEVELS = 300;

function requireDepth(value: RawObject): void {
  const visitedValues = new Set<unknown>();
  for (let level: unknown[] = [value], depth = 0; level.length > 0; depth++) {
    if (depth > MAX_LEVELS)
      throw new InvalidDocumentError(`The document has more than ${MAX_LEVELS} levels.`);
    const nextLevel: unknown[] = [];
    for (const container of level)
      for (const part of Object.values(container as object))
        if (typeof part === 'object' && part !== null && !visitedValues.has(part)) {
          visitedValues.add(part);
          nextLevel.push(part);
        }
    level = nextLevel;
  }
}

/** Returns repeated keys and their lines. Published documents contain such keys; the last one counts. */
export function repeatedKeys(text: string): { key: string; line: number }[] {
  const duplicates: { key: string; line: number }[] = [];
  const objects: Set<string>[] = [];
  const isJson = /^\s*\{/.test(text) && parseJson(text) !== undefined;
  if (isJson) {
    visit(text, {
      onObjectBegin: () => void objects.push(new Set()),
      onObjectEnd: () => void objects.pop(),
      onObjectProperty(key, _offset, _length, line) {
        if (objects.at(-1)?.has(key)) duplicates.push({ key, line: line + 1 });
        objects.at(-1)?.add(key);
      },
    });
    return duplicates;
  }
  const { errors } = boundedDocument(text, { prettyErrors: true });
  for (const { code, pos, linePos } of errors)
    if (code === 'DUPLICATE_KEY') {
      const [key = ''] = /[^:\n]*/.exec(text.slice(pos[0])) ?? [];
      duplicates.push({ key, line: linePos?.[0].line ?? 0 });
    }
  return duplicates;
}

/** Parses YAML. The number of aliases is limited ("billion laughs"), and the last of repeated keys counts. */
function readYaml(text: string): unknown {
  const document = boundedDocument(text, { uniqueKeys: false, prettyErrors: true });
  const [error] = document.errors;
  // The message continues with an excerpt of the text.
  if (error) throw new InvalidDocumentError(error.message.split('\n')[0]?.replace(/:$/, '.'));
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch (error) {
    if (error instanceof ReferenceError) throw new InvalidDocumentError('It has too many aliases.');
    throw error;
  }
}

export type Version = '2.0' | '3.0' | '3.1' | '3.2';

export function documentVersion(document: RawObject): Version {
  const { swagger, openapi: statedVersion = swagger } = document;
  // In YAML, 2.0 and 3.0 without quotes are numbers.
  const versionText = Number.isInteger(statedVersion)
    ? `${String(statedVersion)}.0`
    : String(statedVersion);
  const version = /^(2\.0|3\.0|3\.1|3\.2)(\.|$)/.exec(versionText)?.[1];
  if (version !== undefined) return version as Version;
  if (statedVersion !== undefined)
    throw new InvalidDocumentError(`OpenAPI ${JSON.stringify(statedVersion)} is not supported.`);
  const otherFormat = OTHER_FORMATS.find(([, isIt]) => isIt(document))?.[0];
  throw new InvalidDocumentError(
    otherFormat === undefined
      ? 'The document has neither "openapi" nor "swagger".'
      : `It is ${otherFormat}, not an OpenAPI document.`,
  );
}

/** Other formats that users often have besides an OpenAPI document. */
const OTHER_FORMATS: readonly [name: string, isIt: (document: RawObject) => boolean][] = [
  ['a Postman collection', ({ info, item }) => Array.isArray(item) && isObject(info)],
  ['an AsyncAPI document', ({ asyncapi }) => asyncapi !== undefined],
  ['an OpenRPC document', ({ openrpc }) => openrpc !== undefined],
  ['a GraphQL schema', ({ data }) => isObject(data) && isObject(data.__schema)],
  ['a Google API discovery document', ({ discoveryVersion }) => discoveryVersion !== undefined],
  ['an Arazzo document', ({ arazzo }) => arazzo !== undefined],
  ['an overlay', ({ overlay }) => overlay !== undefined],
  ['an Insomnia export', ({ _type }) => _type === 'export'],
  ['a Swagger 1 document', ({ swaggerVersion }) => swaggerVersion !== undefined],
];
