import { isDeepStrictEqual } from 'node:util';
import { withoutMark } from '../edit/lines.js';
import { toolParagraphs, withDescriber, withParagraphs } from '../edit/listing.js';
import { editedRows, replaceInSection, replaceToolRows } from '../edit/readme.js';
import { isUnedited } from '../edit/same-code.js';
import { caseAtLine, type CaseChange, testCaseVersions } from '../edit/test-case.js';
import type { Addition, Insertion } from '../extend/addition.js';
import { type FileConflict, type FileVersions, mergeVersions } from '../extend/merge-versions.js';
import type { OpenProject } from '../extend/open-project.js';
import { listInsertions, partsAddition } from '../extend/parts-addition.js';
import { renderContextOf, specContextOf } from '../extend/provider-context.js';
import { README, readmeSubject } from '../extend/readme.js';
import { toolExample } from '../extend/readme-rows.js';
import { kindOf } from '../kinds/kind-of.js';
import type { ToolCase } from '../model/kind.js';
import type { RenderedFile } from '../model/plan.js';
import type { Provider } from '../model/project.js';
import type { ToolSpec } from '../model/spec.js';
import {
  displayName,
  kindNameOf,
  listingPath,
  partNamed,
  testPath,
} from '../project/provider-parts.js';
import { statedCases } from '../project/stated-cases.js';
import { statedToolCases } from '../render/fixture/cases.js';
import { toolCaseLines } from '../render/fixture/tool-entries.js';
import { describerParagraph, listingParagraph } from '../render/listing.js';
import { toolTable } from '../render/markdown.js';
import {
  findSharedCode,
  type RenderedPart,
  renderParts,
  renderShared,
  type Shared,
} from '../render/provider-parts.js';
import { checkAdditions } from '../spec/check.js';
import { completeAdditions } from '../spec/defaults.js';
import { bareValue } from '../spec/located-problems.js';

interface ToolVersions {
  addedTools: readonly object[];
  changedTools: readonly { key: string; previous: object; current: object }[];
  /** All previous and current tools of the source, because their shared schemas are in files of their own. */
  allVersions: { previous: readonly object[]; current: readonly object[] };
}

/** The changes of a provider's tools by a newer version of its source. */
export interface ToolChanges {
  addition: Addition;
  /** Merges into existing files. They are applied last, because a text with conflicts cannot be parsed. */
  merges: Insertion[];
  conflicts: FileConflict[];
  /** Changed tools without files of their own. */
  missing: { key: string; name: string }[];
}

/**
 * Returns what a newer version of its source changes in a provider: tools to add, and merges into the files
 * of the changed ones.
 * @param otherVersions versions of files that are not tools
 * @throws CliError `extend/…`
 */
export async function toolChanges(
  project: OpenProject,
  provider: Provider,
  { addedTools, changedTools, allVersions }: ToolVersions,
  otherVersions: readonly FileVersions[] = [],
): Promise<ToolChanges> {
  const context = specContextOf(provider);
  const check = (tool: object) => checkAdditions({ tools: [tool] }, context, bareValue).spec.tools;
  const completeTools = (tools: readonly object[]) =>
    completeAdditions({ tools: tools as never }, context.kind).tools;
  const tools = addedTools.flatMap(check);
  const pairs = changedTools.flatMap(({ key, ...change }) => {
    const [previousTool] = completeTools([change.previous]);
    const [currentTool] = check(change.current);
    return previousTool && currentTool
      ? [{ key, previous: previousTool, current: currentTool }]
      : [];
  });
  const [previous, current] = [
    pairs.map((pair) => pair.previous),
    pairs.map((pair) => pair.current),
  ];
  const toolsByVersion = {
    previous: completeTools(allVersions.previous),
    current: completeTools(allVersions.current),
  };
  const previousTools = [...new Set([...toolsByVersion.previous, ...previous])];
  const { shared: previousShared, keptFiles } = await previouslyShared(
    project,
    provider,
    previousTools,
  );
  const currentTools = [...new Set([...toolsByVersion.current, ...current, ...tools])];
  const currentShared = findSharedCode(currentTools, context.kind, keptFiles);
  const parts = { tools, resources: [], prompts: [] };
  const addition: Addition =
    tools.length > 0
      ? await partsAddition(project, provider, parts, currentShared)
      : { files: [], insertions: [], notes: [] };
  const shared = sharedVersions(project, provider, previousShared, currentShared);
  // New shared files are written as a whole; existing ones are merged.
  addition.files = addition.files.filter(
    ({ path }) => !shared.paths.has(path) || !provider.project.paths.has(path),
  );
  const versions: FileVersions[] = [...shared.versions];
  const missingTools: ToolChanges['missing'] = [];
  const previousParts = renderTools(project, provider, previous, previousShared);
  const currentParts = renderTools(project, provider, current, currentShared);
  const cases: KeyedCase[] = [];
  const presentPairs: typeof pairs = [];
  for (const [i, pair] of pairs.entries()) {
    const { key, current: currentTool } = pair;
    const [previousPart, currentPart] = [previousParts[i], currentParts[i]];
    const toolModule =
      previousPart &&
      currentPart &&
      (await moduleVersions(project, provider, previousPart, currentPart));
    if (!toolModule) {
      missingTools.push({ key, name: currentTool.name });
      continue;
    }
    versions.push({ ...toolModule, key });
    presentPairs.push(pair);
    if (previousPart.test && currentPart.test)
      cases.push({ key, previous: previousPart.test, current: currentPart.test.source });
  }
  versions.push(
    ...(await movedArguments(project, provider, {
      tools: toolsByVersion.previous.filter(
        (tool) => !previous.some(({ name }) => name === tool.name),
      ),
      stay: new Set(toolsByVersion.current.map(({ name }) => name)),
      shared: [previousShared, currentShared],
    })),
  );
  if (presentPairs.length > 0)
    versions.push(
      ...sharedTexts(provider, presentPairs),
      exampleVersions(project, provider, presentPairs),
    );
  addition.notes.push(...(await editedNotes(project, provider, presentPairs)));
  const presentTools = presentPairs.map((pair) => pair.current);
  addition.insertions.push(...listInsertions(provider, presentTools));
  if (cases.length > 0) {
    const currentByName = new Map(presentPairs.map((pair) => [pair.previous.name, pair.current]));
    const after = toolsByVersion.previous.map((tool) => currentByName.get(tool.name) ?? tool);
    versions.push(caseVersions(provider, cases, [toolsByVersion.previous, after]));
  }
  const paths = new Set<string>(addition.files.map(({ path }) => path));
  if (versions.length > shared.versions.length)
    addition.files.push(...shared.added.filter(({ path }) => !paths.has(path)));
  const merge = await mergeVersions(project, [...versions, ...otherVersions]);
  const { insertions: merges, conflicts, joined: joinedLines } = merge;
  if (joinedLines.length > 0)
    addition.notes.push(
      `Changes are right beside your edits, review them: ${joinedLines.join(', ')}.`,
    );
  return { addition, merges, conflicts, missing: missingTools };
}

/**
 * Returns what the previous tools share. `keptFiles` are files of schemas that are still as they were
 * rendered, and that fewer tools use than share one, because the author has removed the others.
 */
async function previouslyShared(
  project: OpenProject,
  provider: Provider,
  tools: readonly ToolSpec[],
): Promise<{ shared: Shared; keptFiles: ReadonlySet<string> }> {
  const { kind } = specContextOf(provider);
  const folder = `src/providers/${provider.name}/schemas/`;
  const moduleName = (path: string) => path.slice(folder.length, -'.ts'.length);
  const shared = findSharedCode(tools, kind);
  const { files } = shared.schemas;
  const otherFiles = [...provider.project.paths]
    .filter(
      (path) => path.startsWith(folder) && path.endsWith('.ts') && !files.has(moduleName(path)),
    )
    .map(moduleName);
  const keptFiles = new Set<string>();
  if (otherFiles.length === 0) return { shared, keptFiles };
  const rendered = renderShared(provider.name, findSharedCode(tools, kind, new Set(otherFiles)));
  for (const { path, text } of rendered.map(project.adapt)) {
    const current = otherFiles.includes(moduleName(path)) ? await project.read(path) : null;
    if (current !== null && isUnedited(current, text)) keptFiles.add(moduleName(path));
  }
  return {
    shared: keptFiles.size === 0 ? shared : findSharedCode(tools, kind, keptFiles),
    keptFiles,
  };
}

/** Returns tools with the files of their own. @param shared what all tools of the source share in that version */
function renderTools(
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

/**
 * Returns the modules of tools that have not changed, but whose arguments move into a shared
 * constant or out of one, because those of other tools have changed.
 */
async function movedArguments(
  project: OpenProject,
  provider: Provider,
  {
    tools,
    stay,
    shared: [previousShared, currentShared],
  }: {
    tools: readonly ToolSpec[];
    /** Names of the tools that the source still has. */
    stay: ReadonlySet<string>;
    shared: readonly [previous: Shared, current: Shared];
  },
): Promise<FileVersions[]> {
  const [previousGroups, currentGroups] = [previousShared, currentShared].map(
    ({ schemas }) => schemas.groups,
  );
  if (isDeepStrictEqual(previousGroups, currentGroups)) return [];
  const stayingTools = tools.filter(({ name }) => stay.has(name));
  const previousParts = renderTools(project, provider, stayingTools, previousShared);
  const currentParts = renderTools(project, provider, stayingTools, currentShared);
  const versions: FileVersions[] = [];
  for (const [index, previousPart] of previousParts.entries()) {
    const currentPart = currentParts[index];
    if (!currentPart || previousPart.files[0]?.text === currentPart.files[0]?.text) continue;
    const moduleVersion = await moduleVersions(project, provider, previousPart, currentPart);
    if (moduleVersion) versions.push({ ...moduleVersion, key: currentPart.name });
  }
  return versions;
}

type ToolPair = Readonly<Record<'previous' | 'current', ToolSpec>>;

/**
 * Returns both versions of the module of a tool, which may have been moved.
 * @returns undefined where no file of the project defines the tool alone: lines of others would be taken for its own
 */
async function moduleVersions(
  project: OpenProject,
  provider: Provider,
  previousPart: RenderedPart,
  currentPart: RenderedPart,
): Promise<Omit<FileVersions, 'key'> | undefined> {
  if (definesOthers(provider, previousPart)) return undefined;
  const path =
    partNamed(provider, 'tool', previousPart.name)?.module.path ?? `${previousPart.module}.ts`;
  const [previous, current] = [previousPart.files[0]?.text ?? '', currentPart.files[0]?.text ?? ''];
  return (await project.read(path)) === null
    ? undefined
    : { path, isWhole: true, versionsOf: () => [previous, current] };
}

/** Returns the shared files of a source's tools: new files, and both versions of existing ones. */
function sharedVersions(
  project: OpenProject,
  provider: Provider,
  previous: Shared,
  current: Shared,
) {
  const sharedFiles = (shared: Shared) =>
    new Map(
      renderShared(provider.name, shared)
        .map(project.adapt)
        .map((file) => [file.path, file] as const),
    );
  const [previousFiles, currentFiles] = [sharedFiles(previous), sharedFiles(current)];
  const hasFile = (path: string) => provider.project.paths.has(path);
  return {
    paths: new Set(currentFiles.keys()),
    added: [...currentFiles.values()].filter(({ path }) => !hasFile(path)),
    versions: [...previousFiles.values()].flatMap(({ path, text }): FileVersions[] => {
      const newText = currentFiles.get(path)?.text;
      return newText === undefined || !hasFile(path)
        ? []
        : [{ key: path, path, isWhole: true, versionsOf: () => [text, newText] }];
    }),
  };
}

/**
 * Returns both versions of the files that tell of all tools: each is read and written once, however
 * many tools change.
 */
const sharedTexts = (provider: Provider, tools: readonly ToolPair[]): FileVersions[] => [
  listedVersions(provider, tools),
  rowVersions(provider, tools),
];

/** Returns the versions of the texts that clients get; where a tool was edited, the tests of the project tell the difference. */
function listedVersions(provider: Provider, tools: readonly ToolPair[]): FileVersions {
  const kind = kindOf(kindNameOf(provider));
  const paragraphs = tools.map(({ previous, current }) => ({
    name: previous.name,
    previous: listingParagraph(previous, kind),
    current: listingParagraph(current, kind),
  }));
  const describer = describerParagraph(displayName(provider));
  const path = listingPath(provider);
  return {
    key: path,
    path,
    versionsOf(text) {
      const paragraphsInFile = toolParagraphs(text);
      const changes = paragraphs
        .filter(({ name, previous }) => paragraphsInFile.get(name) === previous)
        .map(({ name, current }) => ({ subject: 'tool' as const, name, paragraph: current }));
      if (changes.length === 0) return undefined;
      return [text, withDescriber(withParagraphs(text, changes), describer)];
    },
  };
}

/** Returns whether the module of the tool defines other parts, too. */
function definesOthers(provider: Provider, { name }: RenderedPart): boolean {
  const part = partNamed(provider, 'tool', name);
  return provider.definitions.some(
    (candidate) => candidate !== part && candidate.module === part?.module,
  );
}

type KeyedCase = CaseChange & { key: string };

/**
 * Returns the versions of the test cases of all tools, so that their module is parsed once. Deleted
 * cases stay deleted.
 * @param toolsByVersion the tools of the source before and after
 */
function caseVersions(
  provider: Provider,
  cases: readonly KeyedCase[],
  toolsByVersion: readonly [before: readonly ToolSpec[], after: readonly ToolSpec[]],
): FileVersions {
  const path = testPath(provider);
  return {
    key: path,
    keyAt(text, line) {
      const name = caseAtLine(text, provider.name, line);
      return cases.find(({ previous: previousCase }) => previousCase.name === name)?.key;
    },
    path,
    // The module is parsed only where the author has edited cases, because the parser takes long to load.
    versionsOf: (text) =>
      uneditedCaseVersions(text, provider, toolsByVersion) ??
      testCaseVersions(text, provider.name, cases),
  };
}

/**
 * Returns both versions of a test module with the cases of all tools as they were rendered, without
 * parsing it; undefined if the author has edited the cases or their constants.
 */
function uneditedCaseVersions(
  text: string,
  provider: Provider,
  toolsByVersion: readonly [before: readonly ToolSpec[], after: readonly ToolSpec[]],
): readonly [previous: string, current: string] | undefined {
  const [imports = ''] = /^(?:import [^;]+;\s*)*/.exec(text) ?? [];
  const { settings, kind: kindName } = renderContextOf(provider);
  const kind = kindOf(kindName);
  const takenNames = imports.match(/\w+/g) ?? [];
  const [previous, current] = toolsByVersion.map((tools) => new Set(tools));
  const module = provider.project.module(testPath(provider));
  const moduleCases = module && statedCases(module, provider.name);
  const toolCases = (tool: ToolSpec) => {
    const isUnchanged = previous?.has(tool) === true && current?.has(tool) === true;
    const statedCase = isUnchanged ? moduleCases?.get(tool.name) : undefined;
    return (statedCase as ToolCase | undefined) ?? statedToolCases(kind, tool, settings);
  };
  // Cases of unchanged tools are read, because to make them takes longest; they count only if the text below is the module's.
  const rows = new Map(toolsByVersion.flat().map((tool) => [tool, toolCases(tool)]));
  const [before, after] = toolsByVersion.map((tools) => {
    const cases = tools.map((tool) => [tool, rows.get(tool) ?? []] as const);
    const [constants, caseLines] = toolCaseLines(kind, cases, takenNames);
    return { start: `${imports}${constants}testProvider(`, caseLines: `\n${caseLines}\n` };
  });
  if (!before || !after || !text.startsWith(before.start)) return undefined;
  const [between, rest, ...otherFiles] = text.slice(before.start.length).split(before.caseLines);
  return rest === undefined || otherFiles.length > 0
    ? undefined
    : [text, `${after.start}${between}${after.caseLines}${rest}`];
}

/** Returns the versions of a table row; an edited row stays as it is. */
function rowVersions(provider: Provider, tools: readonly ToolPair[]): FileVersions {
  const subject = readmeSubject(provider);
  const previousTable = toolTable(tools.map(({ previous }) => previous));
  const currentTable = toolTable(tools.map(({ current }) => current));
  return {
    key: README,
    path: README,
    versionsOf: (text) => [text, replaceToolRows(text, previousTable, currentTable, subject)],
  };
}

/** Returns the versions of the example that calls a tool; an edited example stays as it is. */
function exampleVersions(
  project: OpenProject,
  provider: Provider,
  tools: readonly ToolPair[],
): FileVersions {
  const subject = readmeSubject(provider);
  return {
    key: README,
    path: README,
    versionsOf(text) {
      const example = changedExample(project, provider, tools, text);
      return (
        example && [
          text,
          replaceInSection(text, example.previous, example.current, subject) ?? text,
        ]
      );
    },
  };
}

/**
 * Returns the example of the README that calls one of some tools, in both versions; undefined if it
 * calls none of them.
 */
function changedExample(
  project: OpenProject,
  provider: Provider,
  tools: readonly ToolPair[],
  text: string,
) {
  const pair = tools.find(({ previous }) => text.includes(` call ${previous.name} `));
  return (
    pair && {
      tool: pair.previous.name,
      previous: toolExample(project, provider, pair.previous),
      current: toolExample(project, provider, pair.current),
    }
  );
}

/** Returns a note on tools that have changed, and that the README describes in words of people. */
async function editedNotes(
  project: OpenProject,
  provider: Provider,
  tools: readonly ToolPair[],
): Promise<string[]> {
  const [, text] = withoutMark((await project.read(README)) ?? '');
  const [previous, current] = [
    toolTable(tools.map((pair) => pair.previous)),
    toolTable(tools.map((pair) => pair.current)),
  ];
  const example = changedExample(project, provider, tools, text);
  const lines = text.replaceAll('\r\n', '\n');
  const isEdited =
    example !== undefined &&
    example.previous !== example.current &&
    ![example.previous, example.current].some((exampleText) => lines.includes(exampleText));
  const names = new Set([
    ...editedRows(text, previous, current, readmeSubject(provider)),
    ...(isEdited ? [example.tool] : []),
  ]);
  return names.size === 0
    ? []
    : [
        `${README} was edited where it describes ${[...names].join(', ')}: correct it to what ${listingPath(provider)} has.`,
      ];
}

/**
 * Updates the listing of definitions and the README with texts of tools that the author has changed in
 * the code while resolving a conflict, if the listing and the README still have the source's texts.
 */
export function editTexts(
  provider: Provider,
  tools: readonly { tool: object; title?: string | undefined; description: string }[],
): Insertion[] {
  const { kind } = specContextOf(provider);
  const pairs = tools.flatMap(({ tool, title, description }): ToolPair[] => {
    const [previousTool] = completeAdditions({ tools: [tool] as never }, kind).tools;
    return previousTool
      ? [
          {
            previous: previousTool,
            current: { ...previousTool, description, ...(title !== undefined && { title }) },
          },
        ]
      : [];
  });
  return sharedTexts(provider, pairs).map(({ path, versionsOf }) => ({
    path,
    where: 'for the texts of edited tools',
    lines: '',
    edit: (text) => versionsOf(text)?.[1] ?? text,
  }));
}
