import { type Document, parseDocument, Scalar } from 'yaml';
import { withKey, withNode, yaml } from '../../edit/formats/yaml.js';
import { pageUrl } from '../../model/documentation.js';
import { isObj, obj, text, type Obj } from '../model.js';
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

/** What an import changes in an overlay. */
export interface OverlayChanges {
  /** Absent: the overlay has none. */
  document?: string | undefined;
  /** Operations that are tools now. */
  added: readonly string[];
  /** Operations with another method or path. */
  moved: readonly { from: string; to: string }[];
}

/** The text of an overlay with changes; every other byte stays. @throws Refusal where an alias would change with it */
export function changedOverlay(text: string, { document, added, moved }: OverlayChanges): string {
  const { document: was, operations } = obj(parsed(text).toJS({ maxAliasCount: 100 }));
  let changed = text;
  if (document === undefined) changed = yaml.remove(changed, ['document']);
  else if (was !== document) changed = withNode(changed, ['document'], plain(document));
  for (const { from, to } of moved)
    // A decision for the new path that is there already counts.
    if (!Object.hasOwn(obj(operations), to))
      changed = withKey(changed, ['operations', from], plain(to));
  for (const key of added)
    if (parsed(changed).getIn(['operations', key, 'enabled']) !== true)
      changed = withNode(changed, ['operations', key, 'enabled'], new Scalar(true));
  return changed;
}

function plain(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.PLAIN;
  return scalar;
}

const HEAD = `# Tools of an OpenAPI document, and your changes to them: see
# ${pageUrl('openapi.md')}
# "mcp-provider import openapi" reads this file. It adds operations that you select, and changes nothing else here.
`;

export const newOverlay = (changes: Omit<OverlayChanges, 'moved'>): string =>
  `${HEAD}${changedOverlay('', { ...changes, moved: [] })}`;

function parsed(text: string): Document {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new InvalidOverlay((error.message.split('\n')[0] ?? '').replace(/:$/, '.'));
  return document;
}
