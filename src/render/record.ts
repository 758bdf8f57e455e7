import { createHash } from 'node:crypto';
import { isObject } from '../../runtime/src/utils/is-object.js';
import { invalidRecord } from '../model/errors/upgrade.js';
import { type Json, type JsonObject, parseJson } from '../model/json.js';
import { relPath } from '../model/path.js';
import type { RenderedFile } from '../model/plan.js';
import type { ProjectSpec, ProviderSpec } from '../model/spec.js';
import { version } from '../model/version.gen.js';

/** The file in which commands record what they have rendered, so that `upgrade` can merge newer templates. */
export const RECORD_FILE = relPath('.mcp-provider.files.json');

/**
 * Values from which files were rendered, by what they describe: `project`, `provider acme`,
 * `tool acme list_rooms`, `feature docker`, `agent`. They contain no secrets, because all of them
 * are in files that the author commits. Lists of names in `project` and in a provider state what was
 * rendered into files that several parts share; parts that were added later have only files of
 * their own.
 */
export type Answers = Readonly<Record<string, Json>>;

export interface ProjectRecord {
  answers: Answers;
  /** Ids of the rendered texts by path; null: a command has removed the file. */
  files: Readonly<Record<string, string | null>>;
  /** Version of create-mcp-provider that rendered the files. */
  version: string;
}

/** Kinds of parts, of which a provider can have any number. */
export const PARTS = ['tool', 'resource', 'prompt'] as const;

/** Returns the id of a text, which does not depend on line ends and a byte order mark. */
export const textId = (text: string): string =>
  createHash('sha256')
    .update(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'))
    .digest('hex')
    .slice(0, 32);

/** Returns the text of a record: one line for each value, sorted, so that Git can merge branches. */
export function recordText({ answers, files, version: recordedVersion }: ProjectRecord): string {
  const lines = (values: object) =>
    Object.entries(values)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, value]) => `\n    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(',');
  return `{\n  "answers": {${lines(answers)}\n  },\n  "files": {${lines(files)}\n  },\n  "version": ${JSON.stringify(recordedVersion)}\n}\n`;
}

/** Returns the record of a new project. */
export function createRecord(
  project: ProjectSpec,
  vendoredPaths: readonly string[],
  files: readonly RenderedFile[],
): RenderedFile {
  const { providers, repository, ...settings } = project;
  const answers: Answers = {
    project: asJson({
      ...settings,
      // Its path is only valid on this computer.
      ...(repository && { repository: { ...repository, root: '' } }),
      providers: providers.map(({ name }) => name),
      ...(vendoredPaths.length > 0 && { vendor: vendoredPaths }),
    }),
    ...(Object.assign({}, ...providers.map((spec) => providerAnswers(spec))) as Answers),
  };
  const ids = Object.fromEntries(files.map(({ path, text }) => [path, textId(text)]));
  return { path: RECORD_FILE, text: recordText({ answers, files: ids, version }) };
}

/** @param port of the local sign-in server, for a provider that is added to a project */
export const providerAnswers = (spec: ProviderSpec, port?: number): Answers => ({
  [`provider ${spec.name}`]: asJson({
    ...spec,
    ...(port !== undefined && { port }),
    ...Object.fromEntries(PARTS.map((part) => [`${part}s`, spec[`${part}s`].map(itemName)])),
  }),
  ...partAnswers(spec.name, spec),
});

export const partAnswers = (
  provider: string,
  parts: Pick<ProviderSpec, 'tools' | 'resources' | 'prompts'>,
): Answers =>
  Object.fromEntries(
    PARTS.flatMap((part) =>
      parts[`${part}s`].map((spec) => [`${part} ${provider} ${spec.name}`, asJson(spec)]),
    ),
  );

export const itemName = ({ name }: { name: string }) => name;
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Json;

/**
 * @throws CliError `upgrade/record` if no command can have written the text, `path/unsafe` if a path
 * leaves the project
 */
export function readRecord(text: string): ProjectRecord {
  const { answers, files, version: recordedVersion } = objectIn(parseJson(text), 'it is no object');
  const ids = Object.entries(objectIn(files, '"files" is no object'));
  const badId = ids.find(([, id]) => id !== null && typeof id !== 'string');
  if (badId) throw invalidRecord(RECORD_FILE, `the id of "${badId[0]}" is no text`);
  for (const [path] of ids) relPath(path);
  // The version becomes a word of a command line.
  if (typeof recordedVersion !== 'string' || !EXACT_VERSION.test(recordedVersion))
    throw invalidRecord(RECORD_FILE, '"version" is not the version of a release');
  const values = objectIn(answers, '"answers" is no object');
  const { vendor = [] } = objectIn(values.project, '"project" is no object');
  const isArchive = (path: Json) => typeof path === 'string' && /^vendor\/[\w.-]+\.tgz$/.test(path);
  if (!Array.isArray(vendor) || !vendor.every(isArchive))
    throw invalidRecord(RECORD_FILE, '"vendor" is no list of archives');
  return {
    answers: values,
    files: Object.fromEntries(ids) as ProjectRecord['files'],
    version: recordedVersion,
  };
}

const EXACT_VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

function objectIn(value: unknown, fault: string): JsonObject {
  if (!isObject(value)) throw invalidRecord(RECORD_FILE, fault);
  return value as JsonObject;
}

/** Returns a record whose files at `paths` are removed, so that no upgrade brings them back. */
export function withoutFiles(text: string, paths: readonly string[]): string {
  const record = readRecord(text);
  const recordedPaths = paths.filter((path) => Object.hasOwn(record.files, path));
  const removedFiles = Object.fromEntries(recordedPaths.map((path) => [path, null]));
  return recordText({ ...record, files: { ...record.files, ...removedFiles } });
}
