import { addTestCase } from '../../edit/test-case.js';
import type { Provider } from '../../model/project.js';
import type { RenderedPart } from '../../render/part.js';
import type { Insertion } from './insertions.js';

/** The test of a provider. */
export const testPath = ({ name }: Pick<Provider, 'name'>): string => `tests/${name}.test.ts`;

/** Test cases for new parts, in the provider's test. A test that was deleted stays deleted. */
export function testCases(
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
