import { addTestCase } from '../../edit/test-case.js';
import type { RenderedFile } from '../../model/plan.js';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import type { RenderedPart, TestRow } from '../../render/part.js';
import type { Additions } from '../../spec/defaults.js';
import type { Insertion } from './insertions.js';

export interface TestGrowth {
  /** Tests of a kind the provider had none of. */
  files: RenderedFile[];
  rows: Insertion[];
  /** What was left out, in sentences. */
  notes: string[];
}

/**
 * Rows for new parts in the provider's tests, and whole files where it is the first of its kind. Tests that somebody has
 * removed stay removed.
 */
export async function testGrowth(
  provider: ProviderModel,
  parts: readonly RenderedPart[],
  additions: Additions,
): Promise<TestGrowth> {
  const folder = `tests/${provider.name}`;
  const tested = parts.flatMap(({ test }) => test ?? []);
  if (tested.length > 0 && !testFile(provider, `${folder}/fixture.ts`)) {
    const note = `"${folder}/fixture.ts" is not there: no tests were added.`;
    return { files: [], rows: [], notes: [note] };
  }
  const isThere = (row: TestRow) => testFile(provider, `${folder}/${row.file}`) !== undefined;
  const missing = new Set(
    tested.filter((row) => !isThere(row)).map(({ file }) => `${folder}/${file}`),
  );
  const whole = missing.size > 0 ? await wholeTests(provider, additions) : [];
  return {
    files: whole.filter(({ path }) => missing.has(path)),
    rows: tested.filter(isThere).map((row) => insertion(provider, folder, row)),
    notes: [],
  };
}

/** Loaded where it is needed: it brings all templates. */
async function wholeTests({ name }: ProviderModel, additions: Additions): Promise<RenderedFile[]> {
  const { renderPartTests } = await import('../../render/provider.js');
  return renderPartTests({ name, ...additions });
}

function insertion(
  provider: ProviderModel,
  folder: string,
  { file, source, ...row }: TestRow,
): Insertion {
  return {
    path: listOf(provider, `${folder}/${file}`),
    where: 'in the list "cases"',
    lines: `${source},`,
    edit: (text) => addTestCase(text, source, row),
  };
}

const testFile = ({ tests }: ProviderModel, path: string): SourceFile | undefined =>
  tests.find(({ logicalPath }) => logicalPath === path);

/** Where the list of cases is: in the file, or in the one it is imported from. */
function listOf(provider: ProviderModel, path: string): string {
  const file = testFile(provider, path);
  const imported = file?.facts.imports.find(({ names }) =>
    names.some(({ local }) => local === 'cases'),
  );
  if (!file || typeof imported?.specifier !== 'string') return path;
  const target = provider.project.modules.resolve(file, imported.specifier);
  return target.is === 'file' ? target.file.logicalPath : path;
}
