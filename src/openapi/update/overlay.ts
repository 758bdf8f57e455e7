import type { Document } from 'yaml';
import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import type { ToolOptions } from '../../model/tool-options.js';
import { boundedDocument } from '../../model/yaml.js';
import { nonBlankText, type RawObject } from '../model.js';
import { decisionFault } from './decision-fault.js';

/** A person's decisions about an operation. Absent keys mean that the document decides. */
export interface Decision extends ToolOptions {
  /** Whether the operation is a tool. */
  enabled: boolean;
  /** Whether imports change its files. */
  update?: boolean;
  name?: string;
  title?: string;
  description?: string;
  annotations?: RawObject;
  arguments?: Record<string, ArgumentDecision>;
  /** Question to the user before each call. */
  confirm?: string;
  /** Further search terms, for a provider with `surface: search`. */
  keywords?: string[];
  /** Fields of the response to keep or to omit. */
  response?: { include?: string[]; exclude?: string[] };
}

export interface ArgumentDecision {
  /** Name for the model; the request has the name of the document. */
  name?: string;
  description?: string;
  default?: unknown;
  /** Whether the tool does not have this optional argument. */
  hidden?: boolean;
}

/** The overlay of a document: decisions of the author, in YAML with their comments. */
export interface Overlay {
  /** Path relative to the root of the project; absent for stdin. */
  document?: string;
  decisions: ReadonlyMap<string, Decision>;
}

/** The overlay is invalid. The message is a sentence about it. */
export class InvalidOverlayError extends Error {}

/** Parses an overlay. @throws InvalidOverlayError */
export function parseOverlay(source: string): Overlay {
  const value = objectOrEmpty(parseYaml(source).toJS({ maxAliasCount: 100 }));
  const { document, operations = {}, ...otherKeys } = value;
  const [unknownKey] = Object.keys(otherKeys);
  if (unknownKey !== undefined)
    throw new InvalidOverlayError(`Unknown key "${unknownKey}". Known keys: document, operations.`);
  if (document !== undefined && !nonBlankText(document))
    throw new InvalidOverlayError('"document" is not a path.');
  if (!isObject(operations)) throw new InvalidOverlayError('"operations" is not a mapping.');
  const decisions = Object.entries(operations).map(([key, entry]): [string, Decision] => {
    const fault = decisionFault(key, entry);
    if (fault !== undefined) throw new InvalidOverlayError(fault);
    return [key, { enabled: true, ...objectOrEmpty(entry) }]; // The check above proves this type.
  });
  return {
    ...(typeof document === 'string' && { document }),
    decisions: new Map(decisions),
  };
}

function parseYaml(text: string): Document {
  const document = boundedDocument(text);
  const [error] = document.errors;
  if (error) throw new InvalidOverlayError((error.message.split('\n')[0] ?? '').replace(/:$/, '.'));
  return document;
}
