import type { Code, Origin, ResolvedExport } from '../../model/code.js';
import type { DeclarationKind, Value } from '../../model/facts.js';
import type { ProjectModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { mandatoryExports, placeOf } from './parts/mandatory.js';
import { assignmentsTo, isNeverSet } from './parts/never-set.js';
import { isSometimesSet } from './parts/sometimes-set.js';

export default defineRule({
  severity: 'error',
  summary:
    'The exports of the contract are functions (PROVIDER_NAME: a constant), not types, classes or data.',
  why: 'The server calls these exports and throws if they are not functions.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { project } = provider;
    for (const each of mandatoryExports(provider)) {
      const { found, name, shape } = each;
      if (!found || (shape.is === 'text' && !found.typeOnly)) continue;
      const kind = kindOf(found, project);
      if (kind === 'function') continue;
      const at = placeOf(each);
      const hint = `Export it as ${shape.words}.`;
      if (kind)
        report({
          at,
          message: `"${name}" is ${kind}, not ${shape.is === 'text' ? 'a string' : 'a function'}.`,
          hint,
        });
      else {
        report.unseen({
          at,
          message: `Cannot determine whether "${name}" is a function.`,
          hint: 'Define it as a function, or annotate it with the name of a function type.',
        });
      }
    }
  },
});

/** In a sentence; undefined where that cannot be determined. */
function kindOf({ origin, typeOnly }: ResolvedExport, project: ProjectModel): string | undefined {
  const { code } = project;
  if (typeOnly) return 'only a type';
  // The annotation is what it should be, the value what it is.
  const data = isNeverSet(origin, project) ? 'undefined' : dataIn(code, origin);
  if (data) return data;
  if (isSometimesSet(origin, code)) return 'undefined unless a condition holds';
  if (code.functions(origin).length > 0 || isSetToFunction(origin, code)) return 'function';
  if (origin.is === 'module') return 'a module';
  return origin.is === 'declared' && origin.path === ''
    ? DECLARED[origin.declaration.kind]
    : undefined;
}

/** `let run: Run; run = make();`: nothing but functions is assigned. */
function isSetToFunction(origin: Origin, code: Code): boolean {
  if (origin.is !== 'declared' || origin.path !== '' || origin.declaration.init) return false;
  const { file } = origin;
  const set = assignmentsTo(origin.declaration, file);
  return (
    set.length > 0 && set.every(({ value }) => value && code.functions({ file, value }).length > 0)
  );
}

const DECLARED: Partial<Record<DeclarationKind, string>> = {
  class: 'a class',
  enum: 'an enum',
  namespace: 'a namespace',
};

function dataIn(code: Code, origin: Origin): string | undefined {
  const kinds: Partial<Record<Value['is'], string>> = {
    string: 'a string',
    template: 'a string',
    literal: 'a value',
    object: 'an object',
    array: 'an array',
  };
  const value = code.value(origin)?.value;
  if (value?.is === 'call' && value.construct) return 'an object';
  return value && kinds[value.is];
}
