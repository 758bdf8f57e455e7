import type { Expression } from '../model/module.js';
import { place, type SourceRange } from '../model/place.js';
import type { Located, Project } from '../model/project.js';

/** A call of `testProvider`. */
export interface ProviderTest {
  /** Undefined where it is no constant, such as in a loop. */
  provider: string | undefined;
  fixture: Located | undefined;
}

/** The calls of `testProvider`, under whatever name a test imports it. */
export const providerTests = (project: Project): ProviderTest[] =>
  project.modulesIn('tests', 'testProvider').flatMap((module) => {
    const renamed = module.imports.find(({ name }) => name === 'testProvider')?.local;
    return module.calls
      .filter(({ name }) => name === renamed || /(^|\.)testProvider$/.test(name))
      .map(({ arguments: [, name, fixture] }) => {
        const value = project.resolved(module, name)?.expression.value;
        return {
          provider: typeof value === 'string' ? value : undefined,
          fixture: project.resolved(module, fixture),
        };
      });
  });

/** Members of an object literal, and of those that it spreads. */
export interface Members {
  byName: ReadonlyMap<string, Located>;
  /** It has no others: none that a computed key, a function or an unknown spread adds. */
  isWhole: boolean;
}

/** The members of what an expression stands for; none, and not all, where that is no object literal. */
export function membersOf(project: Project, located: Located | undefined, depth = 0): Members {
  const byName = new Map<string, Located>();
  if (!located || depth > 20) return { byName, isWhole: false };
  const { module, expression } = located;
  const isObject = expression.at.file.text.startsWith('{', expression.at.start);
  if (!isObject) return { byName, isWhole: false };
  let isWhole = !expression.isOpen;
  for (const spread of expression.spreads) {
    const others = membersOf(project, project.resolved(module, spread), depth + 1);
    for (const [name, member] of others.byName) byName.set(name, member);
    isWhole &&= others.isWhole;
  }
  for (const [name, member] of expression.members) byName.set(name, { module, expression: member });
  return { byName, isWhole };
}

/** A section of a fixture, such as `tools`; of one that is absent, nothing. */
export function casesIn(project: Project, fixture: Located | undefined, section: string): Members {
  const { byName, isWhole } = membersOf(project, fixture);
  const cases = byName.get(section);
  if (!cases) return { byName: new Map(), isWhole };
  return membersOf(project, project.resolved(cases.module, cases.expression));
}

/** The key of a member, which stands before its value. */
export function keyPlace(name: string, { at }: Expression): SourceRange {
  const start = at.file.text.lastIndexOf(name, at.start);
  return start < 0 ? at : place(at.file, start, start + name.length);
}
