import type { FixtureRoot, TestCase } from '../../edit/test-case.js';
import { addTestCase, importedSection, testsProvider } from '../../edit/test-case.js';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import type { RenderedPart } from '../../render/part.js';
import type { Insertion } from './insertions.js';

/** Test cases for new parts, in the provider's test. A test that was deleted stays deleted. */
export function testCases(
  provider: ProviderModel,
  parts: readonly RenderedPart[],
): { insertions: Insertion[]; notes: string[] } {
  const cases = parts.flatMap((part) => part.test ?? []);
  const test = testOf(provider);
  if (!test) {
    const path = `tests/${provider.name}.test.ts`;
    return {
      insertions: [],
      notes: cases.length > 0 ? [`"${path}" was not found: no tests were added.`] : [],
    };
  }
  return { insertions: cases.map((each) => insertion(provider, test, each)), notes: [] };
}

/** The file with the case of a part, and where its section begins; undefined where the provider has no test. */
export function testCasePlace(
  provider: ProviderModel,
  section: TestCase['section'],
): { path: string; root: FixtureRoot } | undefined {
  const test = testOf(provider);
  return test && placeOf(provider, test, section);
}

/** The file that calls `testProvider` for the provider, wherever it was moved. */
function testOf({ name, project }: ProviderModel): SourceFile | undefined {
  const tests = [...project.files.values()].filter(({ test }) => test);
  const usual = tests.find(({ logicalPath }) => logicalPath === `tests/${name}.test.ts`);
  const found = tests.filter(({ text }) => testsProvider(text, name));
  return usual ?? (found.length === 1 ? found[0] : undefined);
}

function insertion(provider: ProviderModel, test: SourceFile, testCase: TestCase): Insertion {
  const { path, root } = placeOf(provider, test, testCase.section);
  return {
    path,
    where: `in "${testCase.section}" of testProvider`,
    lines: `${testCase.name}: ${testCase.source},`,
    edit: (text) => addTestCase(text, root, testCase),
  };
}

/** The file that has the section: the test, or a file that it imports the section from. */
function placeOf(
  provider: ProviderModel,
  test: SourceFile,
  section: TestCase['section'],
): { path: string; root: FixtureRoot } {
  const visited = new Set<SourceFile>();
  let place: { file: SourceFile; root: FixtureRoot } = {
    file: test,
    root: { provider: provider.name },
  };
  for (;;) {
    const { file, root } = place;
    visited.add(file);
    const imported = importedSection(file.text, root, section);
    const target = imported && provider.project.modules.resolve(file, imported.specifier);
    if (!imported || target?.is !== 'file' || visited.has(target.file)) {
      return { path: file.logicalPath, root };
    }
    place = { file: target.file, root: imported.root };
  }
}
