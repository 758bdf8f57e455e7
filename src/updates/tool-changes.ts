import { isDeepStrictEqual } from 'node:util';
import { withLayoutOf } from '../edit/layout.js';
import { listedTools, withAllListed, withDescriber } from '../edit/listed.js';
import { replaceToolRows } from '../edit/readme.js';
import { commentsIn, isSameCode } from '../edit/same-code.js';
import { caseAtLine, type CaseChange, testCaseVersions } from '../edit/test-case.js';
import type { Addition, Insertion } from '../extend/addition.js';
import type { OpenProject } from '../extend/open-project.js';
import { listInsertions, partsAddition } from '../extend/part-files.js';
import { renderContextOf, specContextOf } from '../extend/provider-context.js';
import { README, readmeSubject } from '../extend/readme.js';
import { kindOf } from '../kinds/kind-of.js';
import type { RenderedFile } from '../model/plan.js';
import type { Provider } from '../model/project.js';
import type { ToolSpec } from '../model/spec.js';
import { type Merge, type MergeConflict, mergeTexts, withMarkers } from '../plan/merge.js';
import {
  displayName,
  kindNameOf,
  listedPath,
  partNamed,
  testPath,
} from '../project/provider-parts.js';
import { describerParagraph, listedParagraph } from '../render/listed.js';
import { toolTable } from '../render/markdown.js';
import {
  type RenderedPart,
  renderParts,
  renderShared,
  type Shared,
  sharedOf,
} from '../render/part.js';
import { checkAdditions } from '../spec/check.js';
import { completeAdditions } from '../spec/defaults.js';
import { bareValue } from '../spec/source.js';

/** Tools that a source has now, and those of them that it had in another version. */
interface SourceTools {
  added: readonly object[];
  changed: readonly { key: string; was: object; now: object }[];
  /** All that the source had, and has: what they share is in files of its own. */
  all: { was: readonly object[]; now: readonly object[] };
}

/** What a newer version of a source makes of the tools of a provider. */
export interface ToolChanges {
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
  { added, changed, all }: SourceTools,
  others: readonly Versions[] = [],
): Promise<ToolChanges> {
  const home = specContextOf(provider);
  const check = (tool: object) => checkAdditions({ tools: [tool] }, home, bareValue).spec.tools;
  const complete = (tools: readonly object[]) =>
    completeAdditions({ tools: tools as never }, home.kind).tools;
  const tools = added.flatMap(check);
  const pairs = changed.flatMap(({ key, ...change }) => {
    const [was] = complete([change.was]);
    const [now] = check(change.now);
    return was && now ? [{ key, was, now }] : [];
  });
  const [was, now] = [pairs.map((pair) => pair.was), pairs.map((pair) => pair.now)];
  const sharedBy = (...some: readonly ToolSpec[]) => sharedOf([...new Set(some)], home.kind);
  const sharedBefore = sharedBy(...complete(all.was), ...was);
  const sharedAfter = sharedBy(...complete(all.now), ...now, ...tools);
  const parts = { tools, resources: [], prompts: [] };
  const addition = await partsAddition(project, provider, parts, sharedAfter);
  const shared = sharedVersions(project, provider, sharedBefore, sharedAfter);
  // New files of what tools share are whole; those that exist are merged.
  addition.files = addition.files.filter(
    ({ path }) => !shared.paths.has(path) || !provider.project.paths.has(path),
  );
  const versions: Versions[] = [...shared.versions];
  const missing: ToolChanges['missing'] = [];
  const before = partsOf(project, provider, was, sharedBefore);
  const after = partsOf(project, provider, now, sharedAfter);
  const cases: KeyedCase[] = [];
  const present: typeof pairs = [];
  for (const [i, pair] of pairs.entries()) {
    const { key, now } = pair;
    const [old, fresh] = [before[i], after[i]];
    const toolModule = old && fresh && (await moduleVersions(project, provider, old, fresh));
    if (!toolModule) {
      missing.push({ key, name: now.name });
      continue;
    }
    versions.push({ ...toolModule, key });
    present.push(pair);
    if (old.test && fresh.test) cases.push({ key, was: old.test, now: fresh.test.source });
  }
  if (present.length > 0) versions.push(...sharedTexts(provider, present));
  addition.insertions.push(...listInsertions(provider, present.map(({ now }) => now))); // prettier-ignore
  if (cases.length > 0) versions.push(caseVersions(provider, cases));
  const paths = new Set<string>(addition.files.map(({ path }) => path));
  if (versions.length > shared.versions.length)
    addition.files.push(...shared.added.filter(({ path }) => !paths.has(path)));
  const merge = await mergeVersions(project, [...versions, ...others]);
  const { insertions: merges, conflicts, joined } = merge;
  if (joined.length > 0)
    addition.notes.push(`Changes are right beside your edits, review them: ${joined.join(', ')}.`);
  return { addition, merges, conflicts, missing };
}

/** Tools with the files of their own. @param shared what all tools of the source share in that version */
function partsOf(
  project: OpenProject,
  provider: Provider,
  tools: readonly ToolSpec[],
  shared: Shared,
): RenderedPart[] {
  const isOwn = (part: RenderedPart, { path }: RenderedFile) => path === `${part.module}.ts`;
  return renderParts(
    { ...renderContextOf(provider), shared },
    { tools: [...tools], resources: [], prompts: [] },
  ).map((part) => ({
    ...part,
    files: part.files.filter((file) => isOwn(part, file)).map(project.adapt),
  }));
}

/** A tool in two versions. */
type ToolPair = Readonly<Record<'was' | 'now', ToolSpec>>;

/**
 * Both versions of the module of a tool, which may have been moved.
 * @returns undefined where no file of the project defines the tool alone: lines of others would be taken for its own
 */
async function moduleVersions(
  project: OpenProject,
  provider: Provider,
  before: RenderedPart,
  after: RenderedPart,
): Promise<Omit<Versions, 'key'> | undefined> {
  if (definesOthers(provider, before)) return undefined;
  const path = partNamed(provider, 'tool', before.name)?.module.path ?? `${before.module}.ts`;
  const [was, now] = [before.files[0]?.text ?? '', after.files[0]?.text ?? ''];
  return (await project.read(path)) === null
    ? undefined
    : { path, isWhole: true, of: () => [was, now] };
}

/** What the tools of a source share: new files, and both versions of those that the project has. */
function sharedVersions(project: OpenProject, provider: Provider, was: Shared, now: Shared) {
  const filesOf = (shared: Shared) =>
    new Map(
      renderShared(provider.name, shared)
        .map(project.adapt)
        .map((file) => [file.path, file] as const),
    );
  const [before, after] = [filesOf(was), filesOf(now)];
  const isThere = (path: string) => provider.project.paths.has(path);
  return {
    paths: new Set(after.keys()),
    added: [...after.values()].filter(({ path }) => !isThere(path)),
    versions: [...before.values()].flatMap(({ path, text }): Versions[] => {
      const newText = after.get(path)?.text;
      return newText === undefined || !isThere(path)
        ? []
        : [{ key: path, path, isWhole: true, of: () => [text, newText] }];
    }),
  };
}

/** Both versions of the files that tell of all tools: each is read and written once, however many tools change. */
const sharedTexts = (provider: Provider, tools: readonly ToolPair[]): Versions[] => [
  listedVersions(provider, tools),
  rowVersions(provider, tools),
];

/** What clients are told; where a tool was edited, the tests of the project tell the difference. */
function listedVersions(provider: Provider, tools: readonly ToolPair[]): Versions {
  const kind = kindOf(kindNameOf(provider));
  const paragraphs = tools.map(({ was, now }) => ({
    name: was.name,
    was: listedParagraph(was, kind),
    now: listedParagraph(now, kind),
  }));
  const describer = describerParagraph(displayName(provider));
  const path = listedPath(provider);
  return {
    key: path,
    path,
    of(text) {
      const current = listedTools(text);
      const changes = paragraphs
        .filter(({ name, was }) => current.get(name) === was)
        .map(({ name, now }) => ({ subject: 'tool' as const, name, one: now }));
      if (changes.length === 0) return undefined;
      return [text, withDescriber(withAllListed(text, changes), describer)];
    },
  };
}

/** Whether the module of the tool has other parts, too. */
function definesOthers(provider: Provider, { name }: RenderedPart): boolean {
  const part = partNamed(provider, 'tool', name);
  return provider.definitions.some((each) => each !== part && each.module === part?.module);
}

type KeyedCase = CaseChange & { key: string };

/** The cases of all tools: their module is parsed once. A case that was deleted stays deleted. */
function caseVersions(provider: Provider, cases: readonly KeyedCase[]): Versions {
  const path = testPath(provider);
  return {
    key: path,
    keyAt(text, line) {
      const name = caseAtLine(text, provider.name, line);
      return cases.find(({ was }) => was.name === name)?.key;
    },
    path,
    of: (text) => testCaseVersions(text, provider.name, cases),
  };
}

/** A row that was edited stays as it is. */
function rowVersions(provider: Provider, tools: readonly ToolPair[]): Versions {
  const subject = readmeSubject(provider);
  const [was, now] = [toolTable(tools.map((each) => each.was)), toolTable(tools.map((each) => each.now))]; // prettier-ignore
  return {
    key: README,
    path: README,
    of: (text) => [text, replaceToolRows(text, was, now, subject)],
  };
}

export interface FileConflict extends MergeConflict {
  /** Key of the operation, or name of the tool. */
  key: string;
  path: string;
}

/**
 * Brings the list of what clients are told and the README to the texts of tools whose code says something else than the
 * source, where both still have the text of the source: people have resolved a conflict in the code.
 */
export function editedTexts(
  provider: Provider,
  tools: readonly { tool: object; title?: string | undefined; description: string }[],
): Insertion[] {
  const { kind } = specContextOf(provider);
  const pairs = tools.flatMap(({ tool, title, description }): ToolPair[] => {
    const [was] = completeAdditions({ tools: [tool] as never }, kind).tools;
    return was
      ? [{ was, now: { ...was, description, ...(title !== undefined && { title }) } }]
      : [];
  });
  return sharedTexts(provider, pairs).map(({ path, of }) => ({
    path,
    where: 'for the texts of edited tools',
    lines: '',
    edit: (text) => of(text)?.[1] ?? text,
  }));
}

/** What two versions of an operation, table or column make of a file. */
export interface Versions {
  /** Key of the operation, or name of the tool. */
  key: string;
  /** The key that a line of the file belongs to, where the file has several. */
  keyAt?(text: string, line: number): string | undefined;
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
  project: OpenProject,
  versions: readonly Versions[],
): Promise<{ insertions: Insertion[]; conflicts: FileConflict[]; joined: string[] }> {
  const insertions: Insertion[] = [];
  const conflicts: FileConflict[] = [];
  const joined: string[] = [];
  for (const path of new Set(versions.map((each) => each.path))) {
    const text = await project.read(path);
    if (text === null) continue;
    const distinct: Versions[] = [];
    for (const each of versions)
      if (each.path === path) distinct.push(await inLayoutOf(text, each, project));
    // A text with markers cannot be parsed, so all parts of a file are merged at once.
    const wholeFiles = distinct.filter(({ isWhole }) => isWhole);
    const parts = distinct.filter(({ isWhole }) => !isWhole);
    const first = merged(text, parts);
    const edit = (edited: string) => {
      const before = wholeFiles.reduce((last, each) => merged(last, [each]).text, edited);
      // A test module is parsed for each of its cases.
      return (before === text ? first : merged(before, parts)).text;
    };
    const all = [first, ...wholeFiles.map((each) => merged(text, [each]))];
    const isFormatted = all.some(({ isLaidOutAnew }) => isLaidOutAnew);
    joined.push(...all.flatMap((each) => each.joined.map((line) => `${path}:${line}`)));
    insertions.push({ path, where: 'for the import', lines: '', edit, isFormatted });
    if (first.conflicts.length + wholeFiles.length === 0) continue;
    for (const each of distinct)
      for (const conflict of merged(text, [each]).conflicts)
        conflicts.push({ ...conflict, key: each.keyAt?.(text, conflict.line) ?? each.key, path });
  }
  return { insertions, conflicts, joined };
}

/** Versions of an edited module as the formatter of the project lays them out, where it has laid out the module. */
async function inLayoutOf(
  text: string,
  versions: Versions,
  { laidOut }: OpenProject,
): Promise<Versions> {
  const { path, isWhole, of } = versions;
  const both = isWhole && path.endsWith('.ts') ? of(text) : undefined;
  if (!both || isUnedited(text, both[0])) return versions;
  const [was, now] = [await laidOut(path, both[0]), await laidOut(path, both[1])];
  if (was === undefined || now === undefined) return versions;
  const isNearer = linesShared(text, was) > linesShared(text, both[0]);
  return isNearer ? { ...versions, of: () => [was, now] } : versions;
}

/** How many lines of a text another one has. */
function linesShared(text: string, other: string): number {
  const lines = new Set(other.split(/\r?\n/));
  return text.split(/\r?\n/).filter((line) => lines.has(line)).length;
}

interface Merged extends Merge {
  /** Whether somebody has changed the layout. */
  isLaidOutAnew?: boolean;
}

/** What a formatter has changed is no edit; a comment is one. */
function merged(text: string, versions: readonly Versions[]): Merged {
  const [was, now] = versions.reduce<readonly [was: string, now: string]>(
    ([before, after], { of }) => {
      const both = of(before);
      return [both?.[0] ?? before, (before === after ? both : of(after))?.[1] ?? after];
    },
    [text, text],
  );
  if (was === now) return { text, conflicts: [], joined: [] };
  const lines = text.replaceAll('\r\n', '\n');
  const inLineEnds = (result: string) =>
    text === lines ? result : result.replace(/\r?\n/g, '\r\n');
  const isCode = versions.every(({ path }) => path.endsWith('.ts'));
  if (isUnedited(text, was)) {
    const isLaidOutAnew = lines !== was;
    const result = isLaidOutAnew && isCode ? withLayoutOf(now, lines) : now;
    return { text: inLineEnds(result), conflicts: [], joined: [], isLaidOutAnew };
  }
  const mine = isCode ? withLayoutOf(lines, was) : lines;
  return mine === lines ? mergeTexts(was, text, now) : mergedInLayout({ was, lines, mine, now });

  /** The merge of code that somebody has edited and laid out anew, in that layout. */
  function mergedInLayout(code: { was: string; lines: string; mine: string; now: string }): Merged {
    const merge = (side?: 'mine' | 'theirs') => mergeTexts(code.was, code.mine, code.now, side);
    const sides = (['mine', 'theirs'] as const).map((side) =>
      withLayoutOf(merge(side).text, code.lines),
    ) as [string, string];
    const marked = withMarkers(...sides);
    const { text: whole, joined } = merge();
    const bareLines = (each: string) => each.split('\n').map((line) => line.replaceAll(/\W/g, ''));
    const [before, after] = [bareLines(whole), bareLines(marked.text)];
    return {
      text: inLineEnds(marked.text),
      conflicts: marked.conflicts,
      joined: joined.map((line) => Math.max(after.indexOf(before[line - 1] ?? ''), 0) + 1),
      isLaidOutAnew: true,
    };
  }
}

/** Whether a text differs from another one by its layout at most. */
export const isUnedited = (text: string, was: string): boolean =>
  text === was || (isSameCode(text, was) && isDeepStrictEqual(commentsIn(text), commentsIn(was)));
