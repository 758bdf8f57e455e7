import { isObject } from '../../runtime/src/utils/is-object.js';
import { invalidReleaseLock, laterReleaseLock, mergedReleaseLock } from '../model/errors/lock.js';
import type { FormerName } from '../model/former-name.js';
import { type Json, type JsonObject, parseJson } from '../model/json.js';
import { jsonText } from '../model/json-text.js';
import { parseVersion } from '../model/semver.js';
import type { Definition } from './definition-change.js';
import { canonicalJson } from './schema.js';

/** File with the definitions of the last release. */
export const LOCK_FILE = 'mcp.lock.json';

/** A tool in `tools/list`. */
export interface ReleasedTool extends Definition {
  [member: string]: unknown;
  name: string;
  execution?: { taskSupport?: string };
  /** The reason why calls of the tool fail; no list of a server contains it. */
  unavailable?: string;
  _meta?: Record<string, unknown>;
  /** Former names, which no list of a server contains. */
  formerly?: FormerName[];
}

/** A resource, a template of resources or a prompt in its list. */
export interface ListedPart {
  [member: string]: unknown;
  name: string;
  uri?: string;
  uriTemplate?: string;
  mimeType?: string;
  arguments?: { name: string; description?: string; required?: boolean }[];
}

/** The definitions on which clients of a provider can rely, in the form of the lists of MCP. */
export interface ProviderDefinitions {
  instructions?: string;
  capabilities: Record<string, Record<string, unknown> | undefined>;
  /** `search`: clients list tools that find the others. Locks of earlier versions do not state it. */
  surface?: string;
  tools: ReleasedTool[];
  resources: ListedPart[];
  resourceTemplates: ListedPart[];
  prompts: ListedPart[];
}

export interface ReleaseLock {
  /** Version of the released package. */
  version: string;
  providers: Record<string, ProviderDefinitions>;
}

const LOCK_VERSION = 1;

/** Returns the text of a lock. It does not depend on the order in which files are imported. */
export function releaseLockText({ version, providers }: ReleaseLock): string {
  const sortedProviders = Object.fromEntries(
    Object.entries(providers).map(([name, definitions]) => {
      const { tools, resources, resourceTemplates, prompts } = definitions;
      const lists = { tools, resources, resourceTemplates, prompts };
      const sortedLists = Object.fromEntries(
        Object.entries(lists).map(([list, parts]) => [list, parts.toSorted(byName)]),
      );
      return [name, { ...definitions, ...sortedLists }];
    }),
  );
  const sorted = JSON.parse(canonicalJson(sortedProviders)) as object;
  return jsonText({ lockVersion: LOCK_VERSION, version, providers: sorted });
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

/** @throws CliError `lock/merge`, `lock/later`, `lock/invalid` */
export function readReleaseLock(text: string): ReleaseLock {
  if (/^(<{7}|={7}|>{7}|\|{7})/m.test(text)) throw mergedReleaseLock(LOCK_FILE);
  const document = parseJson(text.replace(/^\uFEFF/, '')) as Json | undefined;
  if (!isObject(document)) throw invalidReleaseLock(LOCK_FILE);
  const { lockVersion, version, providers } = document;
  if (typeof lockVersion === 'number' && lockVersion > LOCK_VERSION)
    throw laterReleaseLock(LOCK_FILE);
  const isComplete =
    lockVersion === LOCK_VERSION &&
    typeof version === 'string' &&
    parseVersion(version)?.isPrerelease === false &&
    areDefinitions(providers);
  if (!isComplete) throw invalidReleaseLock(LOCK_FILE);
  return { version, providers: providers as unknown as ReleaseLock['providers'] };
}

const LISTS = ['tools', 'resources', 'resourceTemplates', 'prompts'] as const;

/** Returns whether JSON has the form of the definitions of providers, as far as `lockChanges` reads it. */
export const areDefinitions = (providers: Json | undefined): providers is JsonObject =>
  isObject(providers) &&
  Object.values(providers).every(
    (provider) =>
      isObject(provider) &&
      isObject(provider.capabilities) &&
      LISTS.every((list) => isListOf(isPart)(provider[list])),
  );

const isListOf = (isItem: (item: Json) => boolean) => (list: Json | undefined) =>
  Array.isArray(list) && list.every(isItem);

const isNamed = (part: Json): part is JsonObject => isObject(part) && typeof part.name === 'string';

function isPart(part: Json): boolean {
  if (!isNamed(part)) return false;
  const { inputSchema, outputSchema, annotations, _meta, formerly = [] } = part;
  const objects = [inputSchema, outputSchema, annotations, _meta];
  return (
    objects.every((member) => member === undefined || isObject(member)) &&
    isListOf(isNamed)(part.arguments ?? []) &&
    isListOf(
      (entry) =>
        isObject(entry) && isObject(entry.arguments ?? {}) && isObject(entry.constants ?? {}),
    )(formerly)
  );
}
