import { addVariable } from '../edit/env-lines.js';
import { addImport, addTestCase, projectParser } from '../edit/insertions.js';
import { withDescriber, withParagraph } from '../edit/listing.js';
import { addConfigValue } from '../edit/provider-config.js';
import { relativeSpecifier } from '../edit/specifier.js';
import { kindOf } from '../kinds/kind-of.js';
import type { RenderedFile } from '../model/plan.js';
import type { Provider } from '../model/project.js';
import type { ResourceSpec, ToolSpec } from '../model/spec.js';
import { specifierEnding } from '../model/specifier-ending.js';
import { isLoaded } from '../project/is-loaded.js';
import { displayName, kindNameOf, listingPath, testPath } from '../project/provider-parts.js';
import { describerParagraph, listingParagraph, listingParagraphs } from '../render/listing.js';
import { printers } from '../render/printers.js';
import { type RenderedPart, renderParts, type Shared } from '../render/provider-parts.js';
import { partAnswers } from '../render/record.js';
import type { Additions } from '../spec/defaults.js';
import { type Addition, type Insertion, wholeTextChange } from './addition.js';
import type { OpenProject } from './open-project.js';
import { toolNotes } from './project-texts.js';
import { refuseExistingParts, renderContextOf } from './provider-context.js';
import { readmeLists, readmeRows } from './readme-rows.js';

/**
 * Returns tools, resources and prompts for a provider of the project: their files, and a line in
 * each file that lists them.
 * @param shared what they share with the tools of the same source
 * @throws CliError `extend/name-taken`, `extend/elsewhere`
 */
export async function partsAddition(
  project: OpenProject,
  provider: Provider,
  additions: Additions,
  shared?: Shared,
): Promise<Addition> {
  const context = { ...renderContextOf(provider), ...(shared && { shared }) };
  const parts = renderParts(context, additions).map((part) => ({
    ...part,
    files: part.files.map(project.adapt).map(withEnding(importEndingOf(provider))),
  }));
  refuseExistingParts(provider, parts);
  const tests = testCases(provider, parts);
  const readme = await readmeRows(project, provider, additions.tools);
  const lists = await readmeLists(project, provider, additions);
  return {
    files: uniqueFiles(parts.flatMap(({ files }) => files)),
    insertions: [
      ...registrations(provider, parts),
      ...listInsertions(provider, [...additions.tools, ...additions.resources]),
      ...tests.insertions,
      ...listingInsertions(provider, additions),
      ...readme.insertions,
      ...lists.insertions,
      ...toolNotes(project, provider, additions.tools),
    ],
    notes: [...tests.notes, ...readme.notes, ...lists.notes],
    answers: partAnswers(provider.name, additions),
  };
}

/** Removes duplicates, because several tools come with the schemas that they share. */
const uniqueFiles = (files: readonly RenderedFile[]): RenderedFile[] => [
  ...new Map(files.map((file) => [file.path, file])).values(),
];

const importEndingOf = (provider: Provider): string =>
  specifierEnding(provider.module('index') ?? { imports: [] });

/** Adapts import endings, because printed modules import others with `.js`. */
const withEnding =
  (extension: string) =>
  (file: RenderedFile): RenderedFile => ({
    ...file,
    text: file.text.replace(/^(import .*'\..*)\.js';$/gm, `$1${extension}';`),
  });

/** Returns lines in the provider's `index.ts` that load parts, which register themselves when they are loaded. */
const registrations = (provider: Provider, parts: readonly RenderedPart[]): Insertion[] =>
  parts
    .filter(({ module }) => !isLoaded(provider.project, provider.directory, module))
    .map(({ module, kind }) => {
      const path = `${provider.directory}/index.ts`;
      const specifier = relativeSpecifier(path, module) + importEndingOf(provider);
      return {
        path,
        where: `beside the other ${kind}s`,
        lines: `import '${specifier}';`,
        edit: (text) => addImport(text, projectParser(provider.project, path), specifier),
      };
    });

/**
 * Returns the items of the provider's entry lists, and variables, that these tools and resources
 * need, such as the base URLs of their requests.
 */
export function listInsertions(
  provider: Provider,
  parts: readonly (ToolSpec | ResourceSpec)[],
): Insertion[] {
  const { entryLists, variables } = kindOf(kindNameOf(provider)).serve ?? {};
  const lists = entryLists?.(parts) ?? {};
  const inEntry = Object.entries(lists).flatMap(([key, values]) =>
    values.map((text): Insertion => {
      const value = printers.yaml(text);
      return {
        path: 'provider-config.yaml',
        where: `in the entry "${provider.name}"`,
        lines: `${key}:\n  - ${value}`,
        edit: (config) => addConfigValue(config, provider.name, key, value),
      };
    }),
  );
  if (!provider.project.paths.has(ENVIRONMENT)) return inEntry;
  return [
    ...inEntry,
    ...(variables?.(provider, parts) ?? []).map((variable) =>
      wholeTextChange(ENVIRONMENT, (text) => addVariable(text, variable)),
    ),
  ];
}

const ENVIRONMENT = '.env.example';

/** Returns the paragraphs of new parts in the listing of definitions, if the project has such a file. */
function listingInsertions(provider: Provider, additions: Additions): Insertion[] {
  const path = listingPath(provider);
  if (!provider.project.paths.has(path)) return [];
  const kind = kindOf(kindNameOf(provider));
  const tools = additions.tools.map((tool) => [tool.name, listingParagraph(tool, kind)] as const);
  const allParagraphs = { tool: tools, ...listingParagraphs(additions) };
  const describer = describerParagraph(displayName(provider));
  return (['tool', 'resource', 'prompt'] as const).flatMap((subject) =>
    allParagraphs[subject].map(([name, paragraph]) =>
      wholeTextChange(path, (text) =>
        withDescriber(withParagraph(text, subject, name, paragraph), describer),
      ),
    ),
  );
}

/** Returns test cases for new parts in the provider's test. Deleted tests stay deleted. */
function testCases(
  provider: Provider,
  parts: readonly RenderedPart[],
): { insertions: Insertion[]; notes: string[] } {
  const cases = parts.flatMap((part) => part.test ?? []);
  const path = testPath(provider);
  const test = provider.project.module(path);
  if (!test)
    return {
      insertions: [],
      notes: cases.length > 0 ? [`"${path}" was not found: no tests were added.`] : [],
    };
  const otherModules = [...provider.project.reachableModules(test).modules].filter(
    (module) => module !== test && module.path.startsWith('tests/'),
  );
  const insertions = cases.map((addedCase): Insertion => ({
    path,
    where: `in "${addedCase.section}" of testProvider`,
    lines: `${addedCase.name}: ${addedCase.source},`,
    edit: (text) =>
      addTestCase(text, projectParser(provider.project, path), provider.name, addedCase) ??
      // The author has moved the cases to another module, and added this one manually.
      ([text, ...otherModules.map((module) => module.text)].some((moduleText) =>
        containsName(moduleText, addedCase.name),
      )
        ? text
        : undefined),
  }));
  return { insertions, notes: [] };
}

const containsName = (text: string, name: string): boolean => text.split(/[^\w.-]+/).includes(name);
