import { schemaResource } from '../../database/import.js';
import type { Dialect, Table, TableScope } from '../../database/model.js';
import { KEYS_LINE, testBlocks } from '../../database/test-data.js';
import { TestRows } from '../../database/test-rows.js';
import type { FileVersions } from '../../extend/merge-versions.js';
import type { OpenProject } from '../../extend/open-project.js';
import { renderContextOf } from '../../extend/provider-context.js';
import type { Provider } from '../../model/project.js';
import { renderParts } from '../../render/provider-parts.js';

/** The tables of an import, and which rows of them users see. */
export interface TablesVersion {
  tables: readonly Table[];
  scope: TableScope;
}

/** Returns the rows of the tests. */
export const testRows = ({ tables, scope }: TablesVersion, dialect: Dialect) =>
  new TestRows(tables, dialect, scope);

/** Returns both versions of the test data, and of the resource with the schema. */
export async function dataVersions(
  project: OpenProject,
  provider: Provider,
  dialect: Dialect,
  previousVersion: TablesVersion,
  currentVersion: TablesVersion,
): Promise<FileVersions[]> {
  return [
    ...(await testDataVersions(project, provider, dialect, previousVersion, currentVersion)),
    ...(await schemaVersions(
      project,
      provider,
      dialect,
      previousVersion.tables,
      currentVersion.tables,
    )),
  ];
}

/**
 * Returns a function that tells whether the tests contain the rows of a table from which the
 * results of calls were made; they do unless the author has changed that table.
 */
export async function tablesInTests(
  { read }: OpenProject,
  { name }: Provider,
  dialect: Dialect,
  previousVersion: TablesVersion,
): Promise<(table: Table) => boolean> {
  const text = (await read(`tests/${name}.sql`))?.replaceAll('\r\n', '\n') ?? '';
  const blocks = testBlocks(testRows(previousVersion, dialect));
  return (table) => text.includes(blocks.get(table.name) ?? '');
}

/** Returns both versions of the test tables, one paragraph each; empty if the file was deleted. */
async function testDataVersions(
  { read }: OpenProject,
  { name }: Provider,
  dialect: Dialect,
  ...[previousVersion, currentVersion]: readonly [TablesVersion, TablesVersion]
): Promise<FileVersions[]> {
  const path = `tests/${name}.sql`;
  if ((await read(path)) === null) return [];
  const previousBlocks = testBlocks(testRows(previousVersion, dialect));
  const currentBlocks = testBlocks(testRows(currentVersion, dialect));
  return [...new Set([...previousBlocks.keys(), ...currentBlocks.keys()])].map((table) => ({
    key: path,
    path,
    versionsOf: (text) =>
      blockVersions(
        text.replaceAll('\r\n', '\n'),
        previousBlocks.get(table),
        currentBlocks.get(table),
      ),
  }));
}

/** Returns both versions of a paragraph; undefined if it was deleted, so that it stays deleted. */
function blockVersions(
  text: string,
  previousBlock: string | undefined,
  currentBlock: string | undefined,
) {
  const [existingParagraph] = [previousBlock, currentBlock].flatMap((block) =>
    block === undefined ? [] : (sameParagraph(text, block) ?? []),
  );
  if (existingParagraph === undefined)
    return previousBlock === undefined
      ? ([text, withParagraph(text, currentBlock ?? '')] as const)
      : undefined;
  if (previousBlock === undefined) return undefined;
  const withBlock = (block: string) => text.replace(existingParagraph, () => block);
  return [
    withBlock(previousBlock),
    currentBlock === undefined
      ? text.replace(`\n${existingParagraph}\n`, '')
      : withBlock(currentBlock),
  ] as const;
}

/** Returns the text with a new paragraph at its end, or before the foreign keys, which follow all tables. */
function withParagraph(text: string, block: string): string {
  const keys = text.indexOf(`\n\n${KEYS_LINE}\n`);
  const end = keys < 0 ? text.trimEnd().length : keys;
  return `${text.slice(0, end)}\n\n${block}${text.slice(end).trimEnd()}\n`;
}

/**
 * Returns the paragraph that creates the same table, or has the foreign keys; the first one for the
 * block without a table.
 */
function sameParagraph(text: string, block: string): string | undefined {
  const paragraphs = text.trimEnd().split('\n\n');
  const create = /^(?:create table .*|-- Foreign keys .*)$/m.exec(block)?.[0];
  return create === undefined
    ? paragraphs[0]
    : paragraphs.find((candidate) => candidate.split('\n').includes(create));
}

/** Returns both versions of the resource with the schema; empty if it was deleted. */
async function schemaVersions(
  project: OpenProject,
  provider: Provider,
  dialect: Dialect,
  ...[previousTables, currentTables]: readonly [readonly Table[], readonly Table[]]
): Promise<FileVersions[]> {
  const [previousResource = [], currentResource = []] = [previousTables, currentTables].map(
    (tables) =>
      renderParts(renderContextOf(provider), {
        tools: [],
        resources: [schemaResource(provider.name, tables, dialect)],
        prompts: [],
      }).flatMap(({ files }) => files.map(project.adapt)),
  );
  const versions: FileVersions[] = [];
  for (const [index, { path, text }] of previousResource.entries())
    if ((await project.read(path)) !== null)
      versions.push({
        key: path,
        path,
        isWhole: true,
        versionsOf: () => [text, currentResource[index]?.text ?? text],
      });
  return versions;
}
