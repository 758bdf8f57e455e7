import { isDeepStrictEqual } from 'node:util';
import type { CodeStyle } from '../../edit/code-style.js';
import { replaceToolRow } from '../../edit/readme.js';
import { inStyle } from '../../edit/restyle.js';
import { isSameCode } from '../../edit/same-code.js';
import { commentsIn } from '../../edit/syntax.js';
import { testCaseVersions } from '../../edit/test-case.js';
import type { ProviderModel } from '../../model/project.js';
import type { ToolSpec } from '../../model/spec.js';
import { mergeTexts, type MergeConflict } from '../../plan/merge.js';
import { toolTable } from '../../render/context/provider.js';
import { renderParts, type RenderedPart } from '../../render/part.js';
import { toolNamed } from '../grow/definitions.js';
import { kindNameOf } from '../grow/home.js';
import type { Insertion } from '../grow/insertions.js';
import type { OpenProject } from '../grow/project.js';
import { README, readmeSubject } from '../grow/readme-rows.js';
import { testCasePlace } from '../grow/test-cases.js';

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
 * Both versions of the files of a tool, its test case and its row in the README.
 * @returns undefined where the project has neither the file of the tool nor another one that defines it
 */
export async function toolVersions(
  project: OpenProject,
  provider: ProviderModel,
  style: CodeStyle | undefined,
  key: string,
  [was, now]: readonly [ToolSpec, ToolSpec],
): Promise<Versions[] | undefined> {
  const [before, after] = [was, now].map((tool) => part(project, provider, style, tool));
  if (!before || !after) return undefined;
  const modules = moduleVersions(provider, before, after);
  for (const { path } of modules) if ((await project.read(path)) === null) return undefined;
  const versions = [
    ...modules,
    ...caseVersions(provider, before, after),
    rowVersions(provider, was, now),
  ];
  return versions.map((each) => ({ ...each, key }));
}

/**
 * Merges new versions into files that exist. Where people have changed the same lines, the file shows both: what they
 * make of it is an edit of the new version.
 */
export async function mergeVersions(
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
    insertions.push({ path, where: 'for the import', lines: '', edit });
    if (first.conflicts.length + whole.length === 0) continue;
    for (const each of own)
      conflicts.push(
        ...merged(text, [each]).conflicts.map((conflict) => ({ ...conflict, key: each.key, path })),
      );
  }
  return { insertions, conflicts };
}

function part(
  project: OpenProject,
  provider: ProviderModel,
  style: CodeStyle | undefined,
  tool: ToolSpec,
): RenderedPart | undefined {
  const [rendered] = renderParts(
    { name: provider.name, kind: kindNameOf(provider) },
    { tools: [tool], resources: [], prompts: [] },
  );
  return (
    rendered && {
      ...rendered,
      files: rendered.files
        .map(project.adapt)
        .map((file) => (style ? { ...file, text: inStyle(file.text, style) } : file)),
    }
  );
}

type Unowned = Omit<Versions, 'key'>;

/** The module of the tool may have been moved; the other one is expected in its place. */
function moduleVersions(
  provider: ProviderModel,
  before: RenderedPart,
  after: RenderedPart,
): Unowned[] {
  const own = toolNamed(provider, before.name);
  return before.files.map(({ path, text }, index) => ({
    path: (path === `${before.module}.ts` && own?.file.logicalPath) || path,
    isWhole: true,
    of: () => [text, after.files[index]?.text ?? text],
  }));
}

/** A test case that was deleted stays deleted. */
function caseVersions(
  provider: ProviderModel,
  { test: was }: RenderedPart,
  { test: now }: RenderedPart,
): Unowned[] {
  const place = was && testCasePlace(provider, was.section);
  if (!place || !now) return [];
  return [
    {
      path: place.path,
      of: (text) => testCaseVersions(text, place.root, was, now.source),
    },
  ];
}

/** A row that was edited stays as it is. */
function rowVersions(provider: ProviderModel, was: ToolSpec, now: ToolSpec): Unowned {
  const subject = readmeSubject(provider);
  return {
    path: README,
    of(text) {
      const replaced = replaceToolRow(text, toolTable([was]), toolTable([now]), subject);
      return replaced === undefined ? undefined : [text, replaced];
    },
  };
}

/** What a formatter has changed is no edit; a comment is one. */
function merged(text: string, versions: readonly Versions[]) {
  const [was, now] = ([0, 1] as const).map((side) =>
    versions.reduce((last, { of }) => of(last)?.[side] ?? last, text),
  ) as [string, string];
  if (was === now) return { text, conflicts: [] };
  const isUnedited = isSameCode(text, was) && isDeepStrictEqual(commentsIn(text), commentsIn(was));
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return isUnedited
    ? { text: now.replace(/\r?\n/g, lineEnd), conflicts: [] }
    : mergeTexts(was, text, now);
}
