import { addListedItem, addToolRow, type ReadmeSubject, replaceInSection } from '../edit/readme.js';
import { toolTables } from '../edit/table-row.js';
import { servedDefinitionsOf } from '../kinds/contract-of.js';
import type { Provider } from '../model/project.js';
import type { ToolSpec } from '../model/spec.js';
import { entryText, kindNameOf, partNames } from '../project/provider-parts.js';
import { projectCommands } from '../render/commands.js';
import { callExample } from '../render/context/call-example.js';
import { listLine, toolTable } from '../render/markdown.js';
import type { Additions } from '../spec/defaults.js';
import type { Insertion } from './addition.js';
import type { OpenProject } from './open-project.js';
import { noteWithLines, README, readmeSubject } from './readme.js';

/** Returns the rows of the README's table of tools. A README without such a table stays as it is. */
export async function readmeRows(
  project: OpenProject,
  provider: Provider,
  tools: readonly ToolSpec[],
): Promise<{ insertions: Insertion[]; notes: string[] }> {
  const text = await project.read(README);
  const isNamed = (name: string) => text !== null && toolTables(text, [name]).length > 0;
  const existingParts = [
    ...partNames(provider, 'tool'),
    ...project.model.providers
      .filter(({ name }) => name === provider.name)
      .flatMap((servingProvider) => servedDefinitionsOf(servingProvider).tools)
      .map(({ name }) => name)
      .filter(isNamed),
  ];
  const newTools = tools.filter(({ name }) => !existingParts.includes(name));
  const isListed =
    existingParts.length === 0 || (text !== null && toolTables(text, existingParts).length > 0);
  if (text === null || !isListed) {
    const missingTable = `${README} has no table with the tools of "${provider.name}": no row was added.`;
    const lines = text === null ? '' : toolTable(newTools);
    return {
      insertions: [],
      notes: newTools.length > 0 ? [noteWithLines(missingTable, lines)] : [],
    };
  }
  const { title } = readmeSubject(provider);
  const insertions = newTools.map((tool, index): Insertion => {
    const subject = {
      name: provider.name,
      title,
      tools: [...existingParts, ...newTools.slice(0, index).map(({ name }) => name)],
    };
    const table = toolTable([tool]);
    return {
      path: README,
      where: `in the table with the tools of "${provider.name}"`,
      lines: table.split('\n').at(-1) ?? '',
      edit(current) {
        const example = toolExample(project, provider, tool);
        if (subject.tools.length === 0)
          return addToolRow(current, tool.name, `${table}\n\n${example}`, subject);
        const withRow = addToolRow(current, tool.name, table, subject);
        return withRow && withFirstExample(current, withRow, example, subject);
      },
    };
  });
  return { insertions, notes: [] };
}

/** Returns the README with the example of a new tool, where it has none that calls a tool so far. */
function withFirstExample(
  previous: string,
  current: string,
  example: string,
  subject: ReadmeSubject,
): string {
  const listing = example.split('\n\n').at(-1) ?? '';
  const hasExample = subject.tools.some((name) => previous.includes(` call ${name} `));
  if (hasExample || example === listing) return current;
  return replaceInSection(current, `\n\n${listing}`, `\n\n${example}`, subject) ?? current;
}

/** Returns the example of the README that calls a tool. */
export function toolExample(project: OpenProject, provider: Provider, tool: ToolSpec): string {
  const isSearched = entryText(provider, 'surface') === 'search';
  const spec = {
    name: provider.name,
    kind: kindNameOf(provider),
    ...(isSearched && { surface: 'search' as const }),
    tools: [tool],
  };
  return callExample(spec, projectCommands(project.packageManager));
}

/**
 * Returns the lines of the README with resources and prompts. A README without a section of the
 * provider stays as it is, and a note has the lines.
 */
export async function readmeLists(
  project: OpenProject,
  provider: Provider,
  { resources, prompts }: Pick<Additions, 'resources' | 'prompts'>,
): Promise<{ insertions: Insertion[]; notes: string[] }> {
  const text = await project.read(README);
  if (text === null) return { insertions: [], notes: [] };
  const subject = readmeSubject(provider);
  const lines = [
    ...resources.map(({ uri }) => listLine('Resources', [uri])),
    ...prompts.map(({ name }) => listLine('Prompts', [name])),
  ];
  if (lines.length > 0 && addListedItem(text, lines[0] ?? '', subject) === undefined)
    return {
      insertions: [],
      notes: [
        noteWithLines(
          `${README} has no section of "${provider.name}": no resources and prompts were added.`,
          lines.join('\n'),
        ),
      ],
    };
  return {
    insertions: lines.map((line) => ({
      path: README,
      where: `in the section of "${provider.name}"`,
      lines: line,
      edit: (current) => addListedItem(current, line, subject),
    })),
    notes: [],
  };
}
