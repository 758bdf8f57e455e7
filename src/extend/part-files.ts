import { addConfigValue } from '../edit/config.js';
import { withDescriber, withListed } from '../edit/listed.js';
import { relativeSpecifier } from '../edit/specifier.js';
import { addTestCase } from '../edit/test-case.js';
import { addImport } from '../edit/typescript.js';
import { kindOf } from '../kinds/kind-of.js';
import type { RenderedFile } from '../model/plan.js';
import type { Provider } from '../model/project.js';
import type { ResourceSpec, ToolSpec } from '../model/spec.js';
import { specifierEnding } from '../model/specifier-ending.js';
import { isLoaded } from '../project/is-loaded.js';
import { displayName, kindNameOf, listedPath, testPath } from '../project/provider-parts.js';
import { describerParagraph, listedParagraph, listedParagraphs } from '../render/listed.js';
import { type RenderedPart, renderParts, type Shared } from '../render/part.js';
import { printers } from '../render/printers.js';
import type { Additions } from '../spec/defaults.js';
import { type Addition, type Insertion, wholeTextChange } from './addition.js';
import type { OpenProject } from './open-project.js';
import { refuseElsewhere, renderContextOf } from './provider-context.js';
import { readmeLists, readmeRows } from './readme-rows.js';

/**
 * Tools, resources and prompts for a provider of the project: their files, and a line in each file that lists them.
 * @param shared what they share with the tools of the same source
 * @throws CliError `grow/name-taken`, `grow/elsewhere`
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
    files: part.files.map(project.adapt).map(withEnding(endingIn(provider))),
  }));
  refuseElsewhere(provider, parts);
  const tests = testCases(provider, parts);
  const readme = await readmeRows(project, provider, additions.tools);
  const lists = await readmeLists(project, provider, additions);
  return {
    files: uniqueFiles(parts.flatMap(({ files }) => files)),
    insertions: [
      ...registrations(provider, parts),
      ...listInsertions(provider, [...additions.tools, ...additions.resources]),
      ...tests.insertions,
      ...listed(provider, additions),
      ...readme.insertions,
      ...lists,
    ],
    notes: [...tests.notes, ...readme.notes],
  };
}

/** Several tools come with the schemas that they share; those that the project has stay as they are. */
const uniqueFiles = (files: readonly RenderedFile[]): RenderedFile[] => [
  ...new Map(files.map((file) => [file.path, file])).values(),
];

const endingIn = (provider: Provider): string =>
  specifierEnding(provider.module('index') ?? { imports: [] });

/** Printed modules import others with `.js`. */
const withEnding =
  (ending: string) =>
  (file: RenderedFile): RenderedFile => ({
    ...file,
    text: file.text.replace(/^(import .*'\..*)\.js';$/gm, `$1${ending}';`),
  });

/** Lines in the provider's `index.ts` that load parts: each registers itself when it is loaded. */
const registrations = (provider: Provider, parts: readonly RenderedPart[]): Insertion[] =>
  parts
    .filter(({ module }) => !isLoaded(provider.project, provider.directory, module))
    .map(({ module, kind }) => {
      const path = `${provider.directory}/index.ts`;
      const specifier = relativeSpecifier(path, module) + endingIn(provider);
      return {
        path,
        where: `beside the other ${kind}s`,
        lines: `import '${specifier}';`,
        edit: (text) => addImport(text, specifier),
      };
    });

/** Lists in the entry of the provider that these tools and resources need, such as the base URLs of their requests. */
export function listInsertions(
  provider: Provider,
  parts: readonly (ToolSpec | ResourceSpec)[],
): Insertion[] {
  const lists = kindOf(kindNameOf(provider)).serve?.entryLists?.(parts) ?? {};
  return Object.entries(lists).flatMap(([key, values]) =>
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
}

/** Paragraphs of new parts, where the project has such a file. */
function listed(provider: Provider, additions: Additions): Insertion[] {
  const path = listedPath(provider);
  if (!provider.project.paths.has(path)) return [];
  const kind = kindOf(kindNameOf(provider));
  const tools = additions.tools.map((tool) => [tool.name, listedParagraph(tool, kind)] as const);
  const all = { tool: tools, ...listedParagraphs(additions) };
  const describer = describerParagraph(displayName(provider));
  return (['tool', 'resource', 'prompt'] as const).flatMap((subject) =>
    all[subject].map(([name, paragraph]) =>
      wholeTextChange(path, (text) =>
        withDescriber(withListed(text, subject, name, paragraph), describer),
      ),
    ),
  );
}

/** Test cases for new parts, in the provider's test. A test that was deleted stays deleted. */
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
  const others = [...provider.project.reached(test).modules].filter(
    (module) => module !== test && module.path.startsWith('tests/'),
  );
  const insertions = cases.map((each): Insertion => ({
    path,
    where: `in "${each.section}" of testProvider`,
    lines: `${each.name}: ${each.source},`,
    edit: (text) =>
      addTestCase(text, provider.name, each) ??
      // Somebody has moved the cases, and added this one by hand.
      ([text, ...others.map((module) => module.text)].some((one) => names(one, each.name))
        ? text
        : undefined),
  }));
  return { insertions, notes: [] };
}

const names = (text: string, name: string): boolean => text.split(/[^\w.-]+/).includes(name);
