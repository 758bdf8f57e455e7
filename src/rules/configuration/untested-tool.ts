import type { AuthStyle } from '../../model/auth-style.js';
import { ownValue } from '../../model/json-schema/subschemas.js';
import { type RelPath, relPath } from '../../model/path.js';
import type { ProjectModel, ProviderModel, SourceFile } from '../../model/project.js';
import { authStyles } from '../../styles/register.gen.js';
import { addedCase } from '../contract/parts/added-case.js';
import { testsIn } from '../contract/parts/test-cases.js';
import { toolSpecs } from '../contract/parts/tool-spec.js';
import { defineRule } from '../define.js';
import { textAt } from './documents/scalars.js';

export default defineRule({
  severity: 'warning',
  summary: 'Every tool name occurs in a test.',
  why: 'Errors in an untested tool are found by its users.',
  limits:
    'A name in the text of a test, or an import of the file of the tool, counts as a test. Tests are not run.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const own = [...provider.tests, ...provider.files.filter(({ test }) => test)];
    const shared = sharedTests(provider.project);
    const path = relPath(`tests/${provider.name}.test.ts`);
    const isNew = isCreated(provider, path);
    for (const tool of provider.tools) {
      const { name, file } = tool;
      if (name.is !== 'known' || file.test) continue;
      const isNamed = contain(own, name.value) || contain(shared, name.value);
      if (isNamed || isImported(file, provider)) continue;
      const added = addedCase(tool, provider);
      report({
        at: name.at,
        message: `No test contains the tool name "${name.value}".`,
        hint: `Add it to "tools" in "${path}", with its arguments, request and response.`,
        ...(added && { fix: [added] }),
        ...(isNew && { creates: path }),
      });
    }
  },
});

/** There is no test of the provider yet, and its code says all that one needs: its tools, and a sign-in without settings. */
function isCreated(provider: ProviderModel, path: RelPath): boolean {
  const { name, project, tests } = provider;
  const isTested =
    tests.length > 0 || testsIn(project.files).some((each) => each.provider === name);
  if (isTested || project.files.has(path)) return false;
  const auth = textAt(project.documents.config, 'providers', name, 'auth')?.text ?? '';
  const style = ownValue<AuthStyle>(authStyles, auth);
  if (!style || Object.keys(style.settings.properties).length > 0) return false;
  return toolSpecs(provider) !== undefined;
}

const SHARED = new WeakMap<ProjectModel, readonly SourceFile[]>();
const NAMES = new WeakMap<object, ReadonlySet<string>>();

/** Tests of no provider; helpers of tests count, they hold the tables. */
function sharedTests(project: ProjectModel): readonly SourceFile[] {
  let shared = SHARED.get(project);
  if (!shared) {
    shared = [...project.files.values()].filter(
      ({ test, provider }) => test && provider === undefined,
    );
    SHARED.set(project, shared);
  }
  return shared;
}

/** Whether one of these texts, which are always asked about together, contains a name as a word. */
function contain(tests: readonly SourceFile[], name: string): boolean {
  // Words are collected once, for projects have thousands of tools and tests.
  if (!/^[\w-]+$/.test(name)) return tests.some(({ text }) => text.includes(name));
  let names = NAMES.get(tests);
  if (!names) {
    names = new Set(tests.flatMap(({ text }) => text.match(/[\w-]+/g) ?? []));
    NAMES.set(tests, names);
  }
  return names.has(name);
}

const isImported = (tool: SourceFile, { name, project }: ProviderModel) =>
  project.modules
    .importers(tool)
    .some(({ test, provider }) => test && (provider === undefined || provider === name));
