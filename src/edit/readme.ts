import { isDeepStrictEqual } from 'node:util';
import { lineEnd, linesBelow, splice } from './lines.js';
import { type Row, type Section, sectionsIn, type Table, tablesIn } from './markdown.js';
import {
  addRow,
  isOfProviders,
  renameRow,
  replaceRows,
  rowOf,
  tablesOf,
  withRow,
} from './table-row.js';

/** What a README knows a provider by. */
export interface ReadmeSubject {
  /** Its heading, as Markdown, where it was not renamed. */
  title: string;
  /** Names of the tools it has. */
  tools: readonly string[];
}

/**
 * Adds a tool to the table that names the other tools of its provider, whatever the heading above it says, or replaces the
 * row that is left of an earlier one. Where the provider has no tools yet, a table goes below the first paragraph under its
 * heading. Undefined where that place is not there, or not the only one.
 * @param table as it is in a new project, with the tool as its last row
 */
export function addToolRow(
  text: string,
  tool: string,
  table: string,
  subject: ReadmeSubject,
): string | undefined {
  const { title, tools } = subject;
  const [added] = tablesIn(table);
  const [theirs, another] = tablesAbout(text, { title, tools: [...tools, tool] });
  if (!added || another) return undefined;
  const before = theirs && rowOf(theirs, tool);
  const isOurs = isDeepStrictEqual(theirs?.head.cells, added.head.cells);
  if (theirs && before && isOurs) return withRow(text, theirs, before, added.rows.at(-1)?.cells);
  if (theirs) return addRow(text, theirs, added, tool, tools);
  return tools.length === 0 ? addTable(text, table, subject) : undefined;
}

/**
 * Replaces rows of tools in the table that names the tools of its provider, but for those that were edited.
 * @param was the table as it is in a new project, with the same tools as `now`
 */
export function replaceToolRows(
  text: string,
  was: string,
  now: string,
  subject: ReadmeSubject,
): string {
  const [before] = tablesIn(was);
  const [after] = tablesIn(now);
  const [theirs, another] = tablesAbout(text, subject);
  if (!before || !after || !theirs || another) return text;
  return replaceRows(text, theirs, before, after);
}

/**
 * Removes the row of a tool from the table that names the tools of its provider, the table and what is below it with its
 * last row, and the example that calls the tool.
 */
export function removeToolRow(
  text: string,
  tool: string,
  subject: ReadmeSubject,
): string | undefined {
  const [table, row] = rowAbout(text, tool, subject);
  if (!table || !row) return undefined;
  const before = text.slice(0, table.head.start).replace(/(?:\r?\n){1,2}$/, '');
  const rest =
    table.rows.length > 1
      ? withRow(text, table, row, undefined)
      : before + text.slice(row.start + row.text.length).replace(EXAMPLE_AND_LINK, '');
  const call = callOf(tool);
  return rest.replaceAll(/^```console\r?\n[^`]*^```(?:\r?\n)+/gm, (block) =>
    call.test(block) ? '' : block,
  );
}

/** Renames a tool in the table that names the tools of its provider, and in examples that call it. */
export function renameToolRow(
  text: string,
  tool: string,
  name: string,
  subject: ReadmeSubject,
): string | undefined {
  const [table, row] = rowAbout(text, tool, subject);
  return table && row && renameRow(text, table, row, tool, name).replace(callOf(tool), name);
}

/** Below a table of tools. */
const EXAMPLE_AND_LINK =
  /^(?:\r?\n)+(?:```console\r?\n[^`]*```(?:\r?\n)+)?Types, bounds and defaults of .*/;

/** The name of a tool in commands that call it. */
const callOf = (tool: string) => new RegExp(`(?<=mcp-provider call )${tool}(?![\\w-])`);

/** Adds a provider to the table of providers. A README without one, or with its row, stays as it is. */
export function addProviderRow(text: string, name: string, table: string): string {
  const there = tablesIn(text).find(isOfProviders);
  const [added] = tablesIn(table);
  return (there && added && addRow(text, there, added, name, [])) ?? text;
}

/** Renames a provider in the table of providers, or removes its row. */
export function changeProviderRow(text: string, name: string, now: string | undefined): string {
  const table = tablesIn(text).find(isOfProviders);
  const row = table && rowOf(table, name);
  if (!table || !row) return text;
  const cells = row.cells.map((cell) =>
    cell === `\`${name}\`` ? `\`${now}\`` : cell.replace(`/${name}/mcp`, `/${now}/mcp`),
  );
  return withRow(text, table, row, now === undefined ? undefined : cells);
}

function rowAbout(
  text: string,
  tool: string,
  subject: ReadmeSubject,
): [Table | undefined, Row | undefined] {
  const [table, another] = tablesAbout(text, subject);
  return another || !table ? [undefined, undefined] : [table, rowOf(table, tool)];
}

/** Removes the section of a provider; of one that is about others, too, the rows of its tools. */
export function removeProvider(
  text: string,
  subject: ReadmeSubject,
  others: readonly ReadmeSubject[],
): string {
  const { tools } = subject;
  const section = sectionAbout(text, partsIn(text), subject);
  const body = text.slice(section?.start, section?.end);
  const isTheirs = tools.length === 0 || isNamedIn(body, tools);
  // Below its own heading, a name that two have is its own.
  const sectionTools = section?.title === subject.title ? tools : [];
  if (!section || !isTheirs || others.some((other) => isAbout(body, other, sectionTools)))
    return tools
      .filter((tool) => !others.some((other) => other.tools.includes(tool)))
      .reduce((rest, tool) => removeToolRow(rest, tool, subject) ?? rest, text);
  const rest = text.slice(section.end);
  const before = text.slice(0, section.start);
  return rest === '' ? before.trimEnd() + (/(?:\r?\n)*$/.exec(text)?.[0] ?? '') : before + rest;
}

/** Whether a text has the heading of a provider, or names a tool of it that is not among `except`. */
function isAbout(text: string, { title, tools }: ReadmeSubject, except: readonly string[]) {
  const mentioned = tools.filter((tool) => !except.includes(tool));
  return sectionsIn(text).some((each) => each.title === title) || isNamedIn(text, mentioned);
}

/** Whether a text has one of the tools in a table, or as code. */
const isNamedIn = (text: string, tools: readonly string[]) =>
  tablesOf(text, tools).length > 0 || tools.some((tool) => text.includes(`\`${tool}\``));

/** The tables that name most of the tools; where there are several, those under the heading of the provider. */
function tablesAbout(text: string, { title, tools }: ReadmeSubject): Table[] {
  const tables = tablesOf(text, tools);
  if (tables.length <= 1) return tables;
  const sections = partsIn(text).filter((each) => each.title === title);
  return tables.filter(({ head }) => sections.some((section) => isIn(section, head.start)));
}

/**
 * Adds an item to the line ``Prompts: `a`, `b`.`` in the section of a provider; where there is none, the line goes below
 * that of the resources, the table of tools, or the first paragraph. Undefined where there is no such section.
 * @param line with the item alone
 */
export function addListed(text: string, line: string, subject: ReadmeSubject): string | undefined {
  const section = sectionAbout(text, partsIn(text), subject);
  if (!section) return undefined;
  const [, label = '', item = ''] = /^(\w+): (.*)\.$/.exec(line) ?? [];
  const body = text.slice(section.start, section.end);
  const present = new RegExp(`^${label}: .*(?=\\.\\r?$)`, 'm').exec(body);
  if (present?.[0].includes(item)) return text;
  if (present) return splice(text, section.start + present.index + present[0].length, `, ${item}`);
  const above =
    /^(?:Resources: |Types, bounds and defaults of ).*$(?![^]*^Resources: )/m.exec(body) ??
    /^\|.*$(?!\r?\n\|)/m.exec(body);
  if (above) return linesBelow(text, section.start + above.index, `\n${line}`);
  return belowParagraph(text, section, line);
}

function addTable(text: string, table: string, { title }: ReadmeSubject): string | undefined {
  const [section, another] = partsIn(text).filter((each) => each.title === title);
  return section && !another ? belowParagraph(text, section, table) : undefined;
}

/** Replaces lines in the section of a provider; undefined where it does not have them. */
export function replaceInSection(
  text: string,
  was: string,
  now: string,
  subject: ReadmeSubject,
): string | undefined {
  const section = sectionAbout(text, partsIn(text), subject);
  if (!section) return undefined;
  const start = text.indexOf(was, section.start);
  const end = start + was.length;
  return start !== -1 && end <= section.end
    ? text.slice(0, start) + now + text.slice(end)
    : undefined;
}

/** Below the first paragraph of a section. */
function belowParagraph(text: string, section: Section, lines: string): string | undefined {
  const paragraph = /(?:[ \t]*\r?\n)+(?![#\s])[^]*?(?=\r?\n[ \t]*(?:\r?\n|$)|$)/y;
  paragraph.lastIndex = lineEnd(text, section.start);
  const isThere = paragraph.test(text) && paragraph.lastIndex < section.end;
  return isThere ? linesBelow(text, paragraph.lastIndex, `\n${lines}`) : undefined;
}

/**
 * Adds a section below those of the other providers: found by their headings, or by tables that name their tools.
 * Undefined where there is none. A document that has the heading stays as it is.
 */
export function addSection(
  text: string,
  section: string,
  others: readonly ReadmeSubject[],
): string | undefined {
  const parts = partsIn(text);
  const [added] = sectionsIn(section);
  if (!added || parts.some(({ title }) => title === added.title)) return text;
  const sections = others.flatMap((other) => sectionAbout(text, parts, other) ?? []);
  const last = sections.toSorted((one, other) => one.start - other.start).at(-1);
  if (!last) return undefined;
  const lines = section.replace(/^#+/, '#'.repeat(last.level));
  return last.end < text.length
    ? splice(text, last.end, `${lines}\n\n`)
    : linesBelow(text, text.trimEnd().length, `\n${lines}`);
}

/** Sections below the document's own title. */
const partsIn = (text: string) => sectionsIn(text).filter(({ level }) => level > 1);

function sectionAbout(
  text: string,
  parts: readonly Section[],
  subject: ReadmeSubject,
): Section | undefined {
  const [table] = tablesAbout(text, subject);
  const around = table && parts.findLast((section) => isIn(section, table.head.start));
  return around ?? parts.find((each) => each.title === subject.title);
}

const isIn = ({ start, end }: Section, offset: number) => start < offset && offset < end;
