import { isDeepStrictEqual } from 'node:util';
import { replaceToolRow } from '../edit/readme.js';
import { commentsIn, isSameCode } from '../edit/same-code.js';
import { testCaseVersions } from '../edit/test-case.js';
import type { Provider } from '../model/project.js';
import type { ToolSpec } from '../model/spec.js';
import { mergeTexts, type MergeConflict } from '../plan/merge.js';
import { toolTable } from '../render/context/provider.js';
import { renderParts, type RenderedPart } from '../render/part.js';
import { checkAdditions } from '../spec/check.js';
import { completeAdditions } from '../spec/defaults.js';
import { bareValue } from '../spec/source.js';
import type { Addition, Insertion } from '../extend/addition.js';
import { specContextOf, renderContextOf } from '../extend/provider-context.js';
import { partNamed } from '../project/provider-parts.js';
import { listInsertions, partsAddition, testPath } from '../extend/part-files.js';
import type { OpenProject } from '../extend/open-project.js';
import { README, readmeSubject } from '../extend/readme-rows.js';

/** Tools that a source has now, and those of them that it had in another version. */
interface SourceTools {
  added: readonly object[];
  changed: readonly { key: string; was: object; now: object }[];
}

/** What a newer version of a source makes of the tools of a provider. */
interface ToolChanges {
  addition: Addition;
  /** Merges into files that exist. They come last: a text with conflicts cannot be parsed. */
  merges: Insertion[];
  conflicts: FileConflict[];
  /** Changed tools that have no files of their own. */
  missing: { key: string; name: string }[];
}

/**
 * @param others versions of files that are no tools
 * @throws CliError `grow/…`
 */
export async function toolChanges(
  project: OpenProject,
  provider: Provider,
  { added, changed }: SourceTools,
  others: readonly Versions[] = [],
): Promise<ToolChanges> {
  const home = specContextOf(provider);
  const check = (tool: object) => checkAdditions({ tools: [tool] }, home, bareValue).spec.tools;
  const addition = await partsAddition(project, provider, {
    tools: added.flatMap(check),
    resources: [],
    prompts: [],
  });
  const versions: Versions[] = [];
  const missing: ToolChanges['missing'] = [];
  for (const { key, ...change } of changed) {
    const [was] = completeAdditions({ tools: [change.was as never] }, home.kind).tools;
    const [now] = check(change.now);
    if (!was || !now) continue;
    const own = await toolVersions(project, provider, key, [was, now]);
    versions.push(...(own ?? []));
    if (own) addition.insertions.push(...listInsertions(provider, [now]));
    else missing.push({ key, name: now.name });
  }
  const { insertions: merges, conflicts } = await mergeVersions(project, [...versions, ...others]);
  return { addition, merges, conflicts, missing };
}

/**
 * Both versions of the files of a tool, its test case and its row in the README.
 * @returns undefined where no file of the project defines the tool alone: lines of others would be taken for its own
 */
async function toolVersions(
  project: OpenProject,
  provider: Provider,
  key: string,
  [was, now]: readonly [ToolSpec, ToolSpec],
): Promise<Versions[] | undefined> {
  const [before, after] = [was, now].map((tool) => part(project, provider, tool));
  if (!before || !after || definesOthers(provider, before)) return undefined;
  const modules = moduleVersions(provider, before, after);
  for (const { path } of modules) if ((await project.read(path)) === null) return undefined;
  const versions = [
    ...modules,
    ...caseVersions(provider, before, after),
    rowVersions(provider, was, now),
  ];
  return versions.map((each) => ({ ...each, key }));
}

function part(project: OpenProject, provider: Provider, tool: ToolSpec): RenderedPart | undefined {
  const [rendered] = renderParts(renderContextOf(provider), {
    tools: [tool],
    resources: [],
    prompts: [],
  });
  return (
    rendered && {
      ...rendered,
      files: rendered.files.map(project.adapt),
    }
  );
}

type Unowned = Omit<Versions, 'key'>;

/** The module of the tool may have been moved; the other one is expected in its place. */
function moduleVersions(provider: Provider, before: RenderedPart, after: RenderedPart): Unowned[] {
  const own = partNamed(provider, 'tool', before.name)?.module;
  return before.files.map(({ path, text }, index) => ({
    path: (path === `${before.module}.ts` && own?.path) || path,
    isWhole: true,
    of: () => [text, after.files[index]?.text ?? text],
  }));
}

/** Whether the module of the tool has other parts, too. */
function definesOthers(provider: Provider, { name }: RenderedPart): boolean {
  const own = partNamed(provider, 'tool', name);
  return provider.definitions.some((each) => each !== own && each.module === own?.module);
}

/** A test case that was deleted stays deleted. */
function caseVersions(
  provider: Provider,
  { test: was }: RenderedPart,
  { test: now }: RenderedPart,
): Unowned[] {
  return was && now
    ? [
        {
          path: testPath(provider),
          of: (text) => testCaseVersions(text, provider.name, was, now.source),
        },
      ]
    : [];
}

/** A row that was edited stays as it is. */
function rowVersions(provider: Provider, was: ToolSpec, now: ToolSpec): Unowned {
  const subject = readmeSubject(provider);
  return {
    path: README,
    of(text) {
      const replaced = replaceToolRow(text, toolTable([was]), toolTable([now]), subject);
      return replaced === undefined ? undefined : [text, replaced];
    },
  };
}

export interface FileConflict extends MergeConflict {
  /** Of the operation or tool. */
  key: string;
  path: string;
}

/** What two versions of an operation, table or column make of a file. */
export interface Versions {
  /** Of the operation or tool. */
  key: string;
  path: string;
  /** Both versions of the whole file: the others replace a part of the text that is theirs. */
  isWhole?: boolean;
  /** The file with the one and with the other version; undefined where it has no such part. */
  of(text: string): readonly [was: string, now: string] | undefined;
}

/**
 * Merges new versions into files that exist. Where people have changed the same lines, the file shows both: what they
 * make of it is an edit of the new version.
 */
async function mergeVersions(
  { read }: OpenProject,
  versions: readonly Versions[],
): Promise<{ insertions: Insertion[]; conflicts: FileConflict[] }> {
  const insertions: Insertion[] = [];
  const conflicts: FileConflict[] = [];
  for (const path of new Set(versions.map((each) => each.path))) {
    const own = versions.filter((each) => each.path === path);
    const text = await read(path);
    if (text === null) continue;
    // A text with markers cannot be parsed, so all parts of a file are merged at once.
    const whole = own.filter(({ isWhole }) => isWhole);
    const parts = own.filter(({ isWhole }) => !isWhole);
    const first = merged(text, parts);
    const edit = (edited: string) => {
      const before = whole.reduce((last, each) => merged(last, [each]).text, edited);
      // A test module is parsed for each of its cases.
      return (before === text ? first : merged(before, parts)).text;
    };
    const isFormatted = whole.some(({ of }) => isLaidOutAnew(text, of(text)?.[0] ?? text));
    insertions.push({ path, where: 'for the import', lines: '', edit, isFormatted });
    if (first.conflicts.length + whole.length === 0) continue;
    for (const each of own)
      conflicts.push(
        ...merged(text, [each]).conflicts.map((conflict) => ({ ...conflict, key: each.key, path })),
      );
  }
  return { insertions, conflicts };
}

/** What a formatter has changed is no edit; a comment is one. */
function merged(text: string, versions: readonly Versions[]) {
  const [was, now] = ([0, 1] as const).map((side) =>
    versions.reduce((last, { of }) => of(last)?.[side] ?? last, text),
  ) as [string, string];
  if (was === now) return { text, conflicts: [] };
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return isUnedited(text, was)
    ? { text: now.replace(/\r?\n/g, lineEnd), conflicts: [] }
    : mergeTexts(was, text, now);
}

const isUnedited = (text: string, was: string): boolean =>
  isSameCode(text, was) && isDeepStrictEqual(commentsIn(text), commentsIn(was));

/** Whether somebody has changed nothing but the layout. */
const isLaidOutAnew = (text: string, was: string): boolean =>
  text.replaceAll('\r\n', '\n') !== was && isUnedited(text, was);
