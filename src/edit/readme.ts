import { isDeepStrictEqual } from 'node:util';
import { onlyItem } from '../../runtime/src/utils/only-item.js';
import { lineBreak, linesBelow, splice } from './lines.js';
import {
  type MarkdownRow,
  type MarkdownSection,
  type MarkdownTable,
  sectionsIn,
  tablesIn,
} from './markdown.js';
import {
  addRow,
  findToolRow,
  isOfProviders,
  renameRow,
  replaceRows,
  rowsByTool,
  toolTables,
  withRow,
} from './table-row.js';

/** The facts by which a README identifies a provider. */
export interface ReadmeSubject {
  /** The name by which commands choose it. */
  name: string;
  /** Its original heading as Markdown. */
  title: string;
  /** Names of its tools. */
  tools: readonly string[];
}

/**
 * Adds a tool to the table with the other tools of its provider, whatever its heading is, or
 * replaces the remaining row of an earlier tool. If the provider has no tools yet, a table is
 * inserted at the end of its section. Undefined if this place is missing or
 * ambiguous.
 * @param table as in a new project, with the tool as its last row
 */
export function addToolRow(
  text: string,
  tool: string,
  table: string,
  subject: ReadmeSubject,
): string | undefined {
  const { tools } = subject;
  const [newTable] = tablesIn(table);
  const existingTables = tablesAbout(text, { ...subject, tools: [...tools, tool] });
  if (!newTable || existingTables.length > 1) return undefined;
  const [existingTable] = existingTables;
  const existingRow = existingTable && findToolRow(existingTable, tool);
  const hasSameColumns = isDeepStrictEqual(existingTable?.head.cells, newTable.head.cells);
  if (existingTable && existingRow && hasSameColumns)
    return withRow(text, existingTable, existingRow, newTable.rows.at(-1)?.cells);
  if (existingTable) return addRow(text, existingTable, newTable, tool, tools);
  return tools.length === 0 ? addTable(text, table, subject) : undefined;
}

/**
 * Replaces rows of tools in the table that names the tools of its provider, but for those that were edited.
 * @param previous the table of a new project with the previous tools
 * @param current the same table with the current tools
 */
export function replaceToolRows(
  text: string,
  previous: string,
  current: string,
  subject: ReadmeSubject,
): string {
  const [previousTable] = tablesIn(previous);
  const [currentTable] = tablesIn(current);
  const existingTable = onlyItem(tablesAbout(text, subject));
  if (!previousTable || !currentTable || !existingTable) return text;
  return replaceRows(text, existingTable, previousTable, currentTable);
}

/**
 * Returns the tools whose rows have changed from `previous` to `current`, but not in a text,
 * because people have edited them.
 */
export function editedRows(
  text: string,
  previous: string,
  current: string,
  subject: ReadmeSubject,
): string[] {
  const [previousTable] = tablesIn(previous);
  const [currentTable] = tablesIn(current);
  const existingTable = onlyItem(tablesAbout(text, subject));
  if (!previousTable || !currentTable || !existingTable) return [];
  const rowsIn = [previousTable, currentTable, existingTable].map(rowsByTool);
  return subject.tools.filter((tool) => {
    const [before, after, mine] = rowsIn.map((rowIn) => rowIn(tool)?.cells.join('|'));
    return mine !== undefined && before !== after && mine !== before && mine !== after;
  });
}

/**
 * Removes the row of a tool from the table with the tools of its provider, and the commands that
 * call the tool. With its last row, the table and the note below it are removed.
 */
export function removeToolRow(
  text: string,
  tool: string,
  subject: ReadmeSubject,
): string | undefined {
  const [table, row] = rowAbout(text, tool, subject);
  if (!table || !row) return undefined;
  const textBefore = text.slice(0, table.head.start).replace(/(?:\r?\n){1,2}$/, '');
  const rest =
    table.rows.length > 1
      ? withRow(text, table, row, undefined)
      : textBefore +
        text
          .slice(row.start + row.text.length)
          .replace(EXAMPLE_AND_LINK, (_, ends: string, example: string | undefined) => {
            const otherCommands = withoutCalls(example ?? '', tool, subject);
            return otherCommands === '' ? '' : ends + otherCommands.trimEnd();
          });
  return withoutCalls(rest, tool, subject);
}

/** Returns a text without the commands that call a tool, and without blocks that contain nothing else. */
const withoutCalls = (text: string, tool: string, { name }: ReadmeSubject): string =>
  text.replaceAll(CONSOLE, (block, start: string, lines: string, end: string) => {
    // Below a prompt are a command and what it prints.
    const commands = /^\$ /m.test(lines) ? lines.split(/^(?=\$ )/m) : lines.match(COMMAND_LINES);
    const otherCommands = (commands ?? []).filter(
      (command) => command.search(toolCallPattern(tool, name)) < 0,
    );
    if (otherCommands.length === commands?.length) return block;
    return otherCommands.join('').trim() === '' ? '' : start + otherCommands.join('') + end;
  });

const CONSOLE = /^(```console\r?\n)([^`]*)(^```(?:\r?\n)+)/gm;

/** A line with its end, and the lines that continue it. */
const COMMAND_LINES = /(?:.*\\\r?\n)*.*(?:\r?\n|$)/g;

/** Renames a tool in the table with the tools of its provider, and in examples that call it. */
export function renameToolRow(
  text: string,
  tool: string,
  name: string,
  subject: ReadmeSubject,
): string | undefined {
  const [table, row] = rowAbout(text, tool, subject);
  return (
    table &&
    row &&
    renameRow(text, table, row, tool, name).replaceAll(
      toolCallPattern(tool, subject.name),
      () => name,
    )
  );
}

/** Renames an argument in the row of its tool, and in examples that call the tool. */
export function renameArgumentInReadme(
  text: string,
  tool: string,
  { from, to }: { from: string; to: string },
  subject: ReadmeSubject,
): string {
  const [table, row] = rowAbout(text, tool, subject);
  const withNames = (
    line: string,
    marks: readonly (readonly [previous: string, current: string])[],
  ) =>
    marks.reduce(
      (last, [before, after]) => last.replaceAll(before + from + after, () => before + to + after),
      line,
    );
  const cells = row?.cells.map((cell) =>
    withNames(cell, [
      ['`', '`'],
      ['`', '?`'],
    ]),
  );
  const withCells = table && row ? withRow(text, table, row, cells) : text;
  return withCells.replaceAll(COMMAND_LINES, (line) =>
    line.search(toolCallPattern(tool, subject.name)) >= 0
      ? withNames(
          line,
          ['', '"', "'"].map((quote) => [`--arg ${quote}`, '='] as const),
        )
      : line,
  );
}

/** Note below a table of tools. */
const EXAMPLE_AND_LINK =
  /^((?:\r?\n)+)(```console\r?\n[^`]*```(?:\r?\n)+)?Types, bounds and defaults of .*/;

/** Matches the name of a tool in commands that call it, and that choose no other provider. */
const toolCallPattern = (tool: string, provider: string) =>
  new RegExp(
    String.raw`(?<=mcp-provider call )${tool}(?![\w-])(?!(?:.*\\\r?\n)*.*--provider[ =](?!${provider}\b))`,
    'g',
  );

/**
 * Adds a provider to the table of providers. A README that has no such table, or that already has
 * the row, stays as it is.
 */
export function addProviderRow(text: string, name: string, table: string): string {
  const providersTable = tablesIn(text).find(isOfProviders);
  const [newTable] = tablesIn(table);
  return (providersTable && newTable && addRow(text, providersTable, newTable, name, [])) ?? text;
}

/** Renames a provider in the table of providers, or removes its row. */
export function changeProviderRow(text: string, name: string, newName: string | undefined): string {
  const table = tablesIn(text).find(isOfProviders);
  const row = table && findToolRow(table, name);
  if (!table || !row) return text;
  const cells = row.cells.map((cell) =>
    cell === `\`${name}\`` ? `\`${newName}\`` : cell.replace(`/${name}/mcp`, `/${newName}/mcp`),
  );
  return withRow(text, table, row, newName === undefined ? undefined : cells);
}

function rowAbout(
  text: string,
  tool: string,
  subject: ReadmeSubject,
): [MarkdownTable | undefined, MarkdownRow | undefined] {
  const table = onlyItem(tablesAbout(text, subject));
  return table ? [table, findToolRow(table, tool)] : [undefined, undefined];
}

/** Removes the section of a provider; if the section also describes others, only the rows of its tools. */
export function removeProvider(
  text: string,
  subject: ReadmeSubject,
  otherSubjects: readonly ReadmeSubject[],
): string {
  const { tools } = subject;
  const section = sectionAbout(text, partsIn(text), subject);
  const body = text.slice(section?.start, section?.end);
  const describesTools = tools.length === 0 || isNamedIn(body, tools);
  // Below its own heading, a name that two providers have is its own.
  const sectionTools = section?.title === subject.title ? tools : [];
  if (
    !section ||
    !describesTools ||
    otherSubjects.some((otherSubject) => isAbout(body, otherSubject, sectionTools))
  )
    return tools
      .filter((tool) => !otherSubjects.some((otherSubject) => otherSubject.tools.includes(tool)))
      .reduce((rest, tool) => removeToolRow(rest, tool, subject) ?? rest, text);
  return withoutSection(text, section);
}

/** Returns whether a text has the heading of a provider, or names a tool of it that is not among `except`. */
function isAbout(text: string, { title, tools }: ReadmeSubject, except: readonly string[]) {
  const relevantTools = tools.filter((tool) => !except.includes(tool));
  return (
    sectionsIn(text).some((candidate) => candidate.title === title) ||
    isNamedIn(text, relevantTools)
  );
}

/** Returns whether a text names one of the tools in a table or as code. */
const isNamedIn = (text: string, tools: readonly string[]) =>
  toolTables(text, tools).length > 0 || tools.some((tool) => text.includes(`\`${tool}\``));

/** Returns the tables with most of the tools; of several, those under the provider's heading. */
function tablesAbout(text: string, { title, tools }: ReadmeSubject): MarkdownTable[] {
  const tables = toolTables(text, tools);
  if (tables.length <= 1) return tables;
  const sections = partsIn(text).filter((candidate) => candidate.title === title);
  return tables.filter(({ head }) => sections.some((section) => isIn(section, head.start)));
}

/**
 * Adds an item to the line ``Prompts: `a`, `b`.`` in the section of a provider. If there is none,
 * the line is inserted below that of the resources, the table of tools, or at the end.
 * Undefined if there is no such section.
 * @param line with this item only
 */
export function addListedItem(
  text: string,
  line: string,
  subject: ReadmeSubject,
): string | undefined {
  const section = sectionAbout(text, partsIn(text), subject);
  if (!section) return undefined;
  const [, label = '', item = ''] = /^(\w+): (.*)\.$/.exec(line) ?? [];
  const body = text.slice(section.start, section.end);
  const existingLine = new RegExp(`^${label}: .*(?=\\.\\r?$)`, 'm').exec(body);
  if (existingLine?.[0].includes(item)) return text;
  if (existingLine)
    return splice(text, section.start + existingLine.index + existingLine[0].length, `, ${item}`);
  const lineAbove =
    /^(?:Resources: |Types, bounds and defaults of ).*$(?![^]*^Resources: )/m.exec(body) ??
    /^\|.*$(?!\r?\n\|)/m.exec(body);
  if (lineAbove) return linesBelow(text, section.start + lineAbove.index, `\n${line}`);
  return insertAtEnd(text, section, line);
}

function addTable(text: string, table: string, { title }: ReadmeSubject): string | undefined {
  const section = onlyItem(partsIn(text).filter((candidate) => candidate.title === title));
  return section ? insertAtEnd(text, section, table) : undefined;
}

/**
 * Replaces lines in the section of a provider; none are replaced at its end. Undefined if it does
 * not contain them.
 */
export function replaceInSection(
  text: string,
  previousLines: string,
  newLines: string,
  subject: ReadmeSubject,
): string | undefined {
  const section = sectionAbout(text, partsIn(text), subject);
  if (!section) return undefined;
  if (previousLines === '') return insertAtEnd(text, section, newLines);
  const [previous, current] = [previousLines, newLines].map((lines) =>
    lines.replaceAll('\n', lineBreak(text, section.start)),
  ) as [string, string];
  const start = text.indexOf(previous, section.start);
  const end = start + previous.length;
  return start !== -1 && end <= section.end
    ? text.slice(0, start) + current + text.slice(end)
    : undefined;
}

/** Returns the text with lines at the end of a section, above its lists and the sections in it. */
function insertAtEnd(text: string, { start, end }: MarkdownSection, lines: string): string {
  const nextHeading = sectionsIn(text).find((section) => section.start > start);
  const ownText = text.slice(start, Math.min(end, nextHeading?.start ?? end));
  const textAbove = ownText.replace(/^(?:Resources|Prompts): [^]*/m, '').trimEnd();
  return linesBelow(text, start + textAbove.length, `\n${lines}`);
}

/**
 * Adds a section after those of the other providers, which are found by their headings or by tables
 * with their tools. Undefined if there are none. A document that has the heading stays as it is.
 */
export function addSection(
  text: string,
  section: string,
  otherSubjects: readonly ReadmeSubject[],
): string | undefined {
  const parts = partsIn(text);
  const [newSection] = sectionsIn(section);
  if (!newSection || parts.some(({ title }) => title === newSection.title)) return text;
  const sections = otherSubjects.flatMap(
    (otherSubject) => sectionAbout(text, parts, otherSubject) ?? [],
  );
  const last = sections.toSorted((left, right) => left.start - right.start).at(-1);
  if (!last) return undefined;
  const lines = section.replace(/^#+/, '#'.repeat(last.level));
  return last.end < text.length
    ? splice(text, last.end, `${lines}\n\n`)
    : linesBelow(text, text.trimEnd().length, `\n${lines}`);
}

/** Returns the text without a section; one that a person has edited stays. */
export function removeSection(text: string, section: string): string {
  const [{ title } = {}] = sectionsIn(section);
  const existing = partsIn(text).find((candidate) => candidate.title === title);
  const lines = text.slice(existing?.start, existing?.end).replaceAll('\r\n', '\n');
  return existing && lines.trim() === section.trim() ? withoutSection(text, existing) : text;
}

/** Returns whether a text has a section with the heading of this one. */
export const hasSection = (text: string, section: string): boolean =>
  partsIn(text).some(({ title }) => title === sectionsIn(section)[0]?.title);

function withoutSection(text: string, { start, end }: MarkdownSection): string {
  const rest = text.slice(end);
  const textBefore = text.slice(0, start);
  return rest === ''
    ? textBefore.trimEnd() + (/(?:\r?\n)*$/.exec(text)?.[0] ?? '')
    : textBefore + rest;
}

/** Returns the sections below the document's own title. */
const partsIn = (text: string) => sectionsIn(text).filter(({ level }) => level > 1);

function sectionAbout(
  text: string,
  parts: readonly MarkdownSection[],
  subject: ReadmeSubject,
): MarkdownSection | undefined {
  const [table] = tablesAbout(text, subject);
  const enclosingSection = table && parts.findLast((section) => isIn(section, table.head.start));
  return enclosingSection ?? parts.find((candidate) => candidate.title === subject.title);
}

const isIn = ({ start, end }: MarkdownSection, offset: number) => start < offset && offset < end;
