import type { TableRoot, TestEntry } from '../../edit/test-table.js';
import { addTestEntry, importedTable, testsProvider } from '../../edit/test-table.js';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import type { RenderedPart } from '../../render/part.js';
import type { Insertion } from './insertions.js';

/** Entries for new parts in the tables of the provider's test. A test that was deleted stays deleted. */
export function testEntries(
  provider: ProviderModel,
  parts: readonly RenderedPart[],
): { insertions: Insertion[]; notes: string[] } {
  const test = testOf(provider);
  if (!test) {
    const path = `tests/${provider.name}.test.ts`;
    return {
      insertions: [],
      notes: parts.length > 0 ? [`"${path}" was not found: no tests were added.`] : [],
    };
  }
  return { insertions: parts.map((part) => insertion(provider, test, part.test)), notes: [] };
}

/** The file that calls `testProvider` for the provider, wherever it was moved. */
function testOf({ name, project }: ProviderModel): SourceFile | undefined {
  const tests = [...project.files.values()].filter(({ test }) => test);
  const usual = tests.find(({ logicalPath }) => logicalPath === `tests/${name}.test.ts`);
  const found = tests.filter(({ text }) => testsProvider(text, name));
  return usual ?? (found.length === 1 ? found[0] : undefined);
}

function insertion(provider: ProviderModel, test: SourceFile, entry: TestEntry): Insertion {
  const { path, root } = placeOf(provider, test, entry.table);
  return {
    path,
    where: `in the "${entry.table}" of testProvider`,
    lines: `${entry.name}: ${entry.source},`,
    edit: (text) => addTestEntry(text, root, entry),
  };
}

/** The file that has the table: the test, or a file that it imports the table from. */
function placeOf(
  provider: ProviderModel,
  test: SourceFile,
  table: TestEntry['table'],
): { path: string; root: TableRoot } {
  const visited = new Set<SourceFile>();
  let place: { file: SourceFile; root: TableRoot } = {
    file: test,
    root: { provider: provider.name },
  };
  for (;;) {
    const { file, root } = place;
    visited.add(file);
    const imported = importedTable(file.text, root, table);
    const target = imported && provider.project.modules.resolve(file, imported.specifier);
    if (!imported || target?.is !== 'file' || visited.has(target.file)) {
      return { path: file.logicalPath, root };
    }
    place = { file: target.file, root: imported.root };
  }
}
