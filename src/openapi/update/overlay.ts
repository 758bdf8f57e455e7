import type { Document } from 'yaml';
import { boundedDocument } from '../../model/yaml.js';
import { isObj, type Obj, obj, text } from '../model.js';
import { decisionFault } from './decision-fault.js';

/** What people have decided about an operation. Absent keys mean what the document says. */
export interface Decision {
  /** Whether the operation is a tool. */
  enabled: boolean;
  /** Whether imports change its files. */
  update?: boolean;
  name?: string;
  title?: string;
  description?: string;
  annotations?: Obj;
  arguments?: Record<string, ArgumentDecision>;
  /** Further words that find it, where the provider has `surface: search`. */
  keywords?: string[];
  /** Fields of the response. */
  response?: { include?: string[]; exclude?: string[] };
}

export interface ArgumentDecision {
  /** For the model; the request has the name of the document. */
  name?: string;
  description?: string;
  default?: unknown;
  /** An optional argument that the tool does not have. */
  hidden?: boolean;
}

/** The overlay of a document: decisions of people, in YAML with their comments. */
export interface Overlay {
  /** Path from the root of the project; absent for stdin. */
  document?: string;
  decisions: ReadonlyMap<string, Decision>;
}

/** The overlay cannot be read; the message is a sentence about it. */
export class InvalidOverlay extends Error {}

/** @throws InvalidOverlay */
export function overlayOf(source: string): Overlay {
  const value = obj(parsed(source).toJS({ maxAliasCount: 100 }));
  const { document, operations = {}, ...others } = value;
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw new InvalidOverlay(`Unknown key "${other}". Known keys: document, operations.`);
  if (document !== undefined && !text(document))
    throw new InvalidOverlay('"document" is not a path.');
  if (!isObj(operations)) throw new InvalidOverlay('"operations" is not a mapping.');
  const decisions = Object.entries(operations).map(([key, entry]): [string, Decision] => {
    const fault = decisionFault(key, entry);
    if (fault !== undefined) throw new InvalidOverlay(fault);
    return [key, { enabled: true, ...obj(entry) }]; // Its shape was checked.
  });
  return {
    ...(typeof document === 'string' && { document }),
    decisions: new Map(decisions),
  };
}

function parsed(text: string): Document {
  const document = boundedDocument(text);
  const [error] = document.errors;
  if (error) throw new InvalidOverlay((error.message.split('\n')[0] ?? '').replace(/:$/, '.'));
  return document;
}
