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
import { printers } from '../../render/printers.js';
import { renderParts, type RenderedPart } from '../../render/part.js';
import { definitionsOf, namesOf, toolNamed } from '../grow/definitions.js';
import { kindNameOf } from '../grow/home.js';
import type { Insertion } from '../grow/insertions.js';
import type { OpenProject } from '../grow/project.js';
import { displayName } from '../grow/readme-rows.js';
import { testCasePlace } from '../grow/test-cases.js';

export interface FileConflict extends MergeConflict {
  path: string;
}

/** What a changed operation, table or column changes in the project. */
export interface FilesUpdate {
  insertions: Insertion[];
  /** Where people have changed the same lines: then there are no insertions. */
  conflicts: FileConflict[];
  /** The project has neither the file of the tool nor another one that defines it. */
  isMissing: boolean;
}

/** One file, as a function of its text, with what both versions make of it; undefined where it has no such part. */
export interface Versions {
  path: string;
  of(text: string): readonly [was: string, now: string] | undefined;
}

/** Merges the new version of a tool into its files, its test case and its row in the README. */
export async function changedTool(
  project: OpenProject,
  provider: ProviderModel,
  style: CodeStyle | undefined,
  was: ToolSpec,
  now: ToolSpec,
): Promise<FilesUpdate> {
  const [before, after] = [was, now].map((tool) => part(project, provider, style, tool));
  if (!before || !after) return { insertions: [], conflicts: [], isMissing: true };
  const versions = [
    ...moduleVersions(provider, before, after),
    ...caseVersions(provider, before, after),
    rowVersions(provider, was, now),
  ];
  return mergeVersions(project, versions, `in the tool "${now.name}"`);
}

/** Merges new versions into files. All of them are merged, or none. */
export async function mergeVersions(
  project: OpenProject,
  versions: readonly Versions[],
  where: string,
): Promise<FilesUpdate> {
  const conflicts: FileConflict[] = [];
  let isMissing = false;
  for (const { path, of } of versions) {
    const text = await project.read(path);
    if (text === null) isMissing ||= path.startsWith('src/');
    else conflicts.push(...merged(text, of(text)).conflicts.map((each) => ({ ...each, path })));
  }
  const insertions = versions.map(({ path, of }): Insertion => ({
    path,
    where,
    lines: '',
    edit: (text) => merged(text, of(text)).text,
  }));
  const isApplied = !isMissing && conflicts.length === 0;
  return { insertions: isApplied ? insertions : [], conflicts, isMissing };
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

/** The module of the tool may have been moved; the other one is expected in its place. */
function moduleVersions(
  provider: ProviderModel,
  before: RenderedPart,
  after: RenderedPart,
): Versions[] {
  const own = toolNamed(provider, before.name);
  return before.files.map(({ path, text }, index) => ({
    path: (path === `${before.module}.ts` && own?.file.logicalPath) || path,
    of: () => [text, after.files[index]?.text ?? text],
  }));
}

/** A test case that was deleted stays deleted. */
function caseVersions(
  provider: ProviderModel,
  { test: was }: RenderedPart,
  { test: now }: RenderedPart,
): Versions[] {
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
function rowVersions(provider: ProviderModel, was: ToolSpec, now: ToolSpec): Versions {
  const subject = {
    title: printers.md(displayName(provider)),
    tools: namesOf(definitionsOf(provider).tools),
  };
  return {
    path: 'README.md',
    of(text) {
      const replaced = replaceToolRow(text, toolTable([was]), toolTable([now]), subject);
      return replaced === undefined ? undefined : [text, replaced];
    },
  };
}

/** What a formatter has changed is no edit; a comment is one. */
function merged(text: string, versions: ReturnType<Versions['of']>) {
  if (!versions) return { text, conflicts: [] };
  const [was, now] = versions;
  if (was === now) return { text, conflicts: [] };
  const isUnedited = isSameCode(text, was) && isDeepStrictEqual(commentsIn(text), commentsIn(was));
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return isUnedited
    ? { text: now.replace(/\r?\n/g, lineEnd), conflicts: [] }
    : mergeTexts(was, text, now);
}
