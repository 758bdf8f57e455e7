import type { Expression } from '../model/module.js';
import type { LocatedExpression, Project } from '../model/project.js';
import { type SourceRange, sourceRange } from '../model/source-range.js';

/** A call of `testProvider`. */
export interface ProviderTest {
  /** Name of the provider; undefined if it is not a constant, such as in a loop. */
  provider: string | undefined;
  fixture: LocatedExpression | undefined;
}

/** Returns the calls of `testProvider`, by any name under which a test imports it. */
export const providerTests = (project: Project): ProviderTest[] =>
  project.modulesIn('tests', 'testProvider').flatMap((module) => {
    const localName = module.imports.find(({ name }) => name === 'testProvider')?.local;
    return module.calls
      .filter(({ callee }) => callee === localName || /(^|\.)testProvider$/.test(callee))
      .map(({ arguments: [, name, fixture] }) => {
        const value = project.resolveExpression(module, name)?.expression.value;
        return {
          provider: typeof value === 'string' ? value : undefined,
          fixture: project.resolveExpression(module, fixture),
        };
      });
  });

/** Members of an object literal, including those of objects that it spreads. */
interface LiteralMembers {
  byName: ReadonlyMap<string, LocatedExpression>;
  /** Whether it has no others: no computed key, function or unknown spread adds any. */
  isComplete: boolean;
}

/**
 * Returns the members of the object literal that an expression stands for; empty and incomplete for
 * other expressions.
 */
export function membersOf(
  project: Project,
  locatedExpression: LocatedExpression | undefined,
  depth = 0,
): LiteralMembers {
  const byName = new Map<string, LocatedExpression>();
  if (!locatedExpression || depth > 20) return { byName, isComplete: false };
  const { module, expression } = locatedExpression;
  const isObject = expression.range.file.text.startsWith('{', expression.range.start);
  if (!isObject) return { byName, isComplete: false };
  let isComplete = !expression.isOpen;
  for (const spread of expression.spreads) {
    const spreadMembers = membersOf(project, project.resolveExpression(module, spread), depth + 1);
    for (const [name, member] of spreadMembers.byName) byName.set(name, member);
    isComplete &&= spreadMembers.isComplete;
  }
  for (const [name, member] of expression.members) byName.set(name, { module, expression: member });
  return { byName, isComplete };
}

/** Returns a section of a fixture, such as `tools`; empty if it is absent. */
export function casesIn(
  project: Project,
  fixture: LocatedExpression | undefined,
  section: string,
): LiteralMembers {
  const { byName, isComplete } = membersOf(project, fixture);
  const cases = byName.get(section);
  if (!cases) return { byName: new Map(), isComplete };
  return membersOf(project, project.resolveExpression(cases.module, cases.expression));
}

/** Returns the range of a member's key, which precedes its value. */
export function keyPlace(name: string, { range: valueRange }: Expression): SourceRange {
  const start = valueRange.file.text.lastIndexOf(name, valueRange.start);
  return start < 0 ? valueRange : sourceRange(valueRange.file, start, start + name.length);
}
