import type { DataDocument, Documents } from '../../model/project.js';
import type { Change, Report } from '../../model/rule.js';
import { version } from '../../model/version.gen.js';
import { versions } from '../../model/versions.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { firstMember } from '../insertion.js';
import { asText, textAt } from './documents/scalars.js';
import { declaredPackages } from './packages/declared.js';
import { USUAL_ZOD } from './packages/zod.js';

/** A name that the registry of npm would take, also its older ones. */
const PACKAGE = /^(@[\w.~-]+\/)?[A-Za-z0-9][\w.-]*$/;

export default defineRule({
  severity: 'error',
  summary:
    'Every package that code imports or that a script runs to build, check or test is declared in package.json.',
  why: 'An undeclared package is missing after a clean installation, or has the version that another package requires.',
  source: {
    text: 'Node.js, Modules: Packages; eslint-plugin-n, no-extraneous-import.',
    url: 'https://github.com/eslint-community/eslint-plugin-n/blob/master/docs/rules/no-extraneous-import.md',
  },
  on: 'project',
  check(project, report) {
    const { packageJson, packagesAbove } = project.documents;
    const documents = [...(packageJson ? [packageJson] : []), ...packagesAbove];
    // "contract/config-file" reports files that cannot be read.
    if (documents.some(({ problems }) => problems.length > 0)) return;
    if (documents.length === 0) {
      report.unseen({
        at: project.nearest('package.json'),
        message: 'Cannot determine the packages of the project: "package.json" is missing.',
        hint: 'Add a "package.json" that declares them.',
      });
      return;
    }
    const declared = new Set(
      documents.flatMap((each) => declaredPackages(each).map(({ name }) => name)),
    );
    const own = packageJson?.get('name');
    if (own?.is === 'scalar') declared.add(String(own.value));
    if (packageJson) checkPrograms(packageJson, declared, report);
    for (const file of project.files.values()) {
      for (const { fact, to } of project.modules.imports(file)) {
        for (const target of to) {
          if (target.is !== 'package' || declared.has(target.name)) continue;
          if (!PACKAGE.test(target.name) || fact.specifier?.includes(':')) continue;
          // An alias to a place outside the project is not a package.
          if (project.modules.aliased(fact.specifier ?? '').length > 0) continue;
          report({
            at: file.at(fact.from),
            message: `"package.json" does not declare the package "${target.name}".`,
            hint: `Install it, for example with "npm install ${target.name}".`,
            ...asBefore(target.name, project.documents),
          });
        }
      }
    }
  },
  examples: [
    ok`
      // src/providers/weather/api/client.ts, changed
      + import * as more from 'zod/v4';
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `,
    ok`
      // src/providers/weather/api/client.ts, changed
      + import * as more from 'node:sqlite';
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `,
    ok`
      // src/providers/weather/api/client.ts, changed
      + import * as more from 'bun:sqlite';
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `,
    ok`
      // src/providers/weather/api/client.ts, changed
      + import type { Hono } from 'hono';
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `,
    ok`
      // src/providers/weather/api/client.ts, changed
      + import * as more from '@acme/words';
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });

      // tsconfig.json, changed
      +   "compilerOptions": { "paths": { "@acme/*": ["../*/src"] } },
          "include": ["src", "tests"]
    `,
    ok`
      // package.json, changed
      -     "test": "npm run build && vitest run --no-isolate",
      +     "test": "node --test",
      …
      -     "typescript": "5.9.3",
      -     "vitest": "4.1.12"
      +     "typescript": "5.9.3"
    `,
    bad`
      // package.json, changed
      -     "test": "npm run build && vitest run --no-isolate",
      +     "test": ‹"npm run build && vitest run --no-isolate"›,
      …
      -     "typescript": "5.9.3",
      -     "vitest": "4.1.12"
      +     "typescript": "5.9.3"
    `.fixed`
      // package.json, changed
          "devDependencies": {
      +     "vitest": "${versions.vitest}",
    `.finds('"package.json" does not declare "vitest", which the script "test" runs.'),
    bad`
      // src/providers/weather/api/client.ts, changed
      + import * as more from ‹'lodash-es'›;
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `.finds('"package.json" does not declare the package "lodash-es".'),
    bad`
      // src/providers/weather/api/client.ts, changed
      + import { words } from ‹'@acme/words/list.js'›;
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `.finds('"package.json" does not declare the package "@acme/words".'),
    bad`
      // package.json, changed
      -     "zod": "4.6.7"
      …
      -     "mcp-provider": "${version}",
      +     "mcp-provider": "${version}"

      // package-lock.json
      { "packages": { "": { "dependencies": { "zod": "4.6.7" } } } }

      // src/providers/weather/tools/get-forecast.ts, unchanged
      import * as z from ‹'zod'›;
    `.fixed`
      // package.json, changed
          "dependencies": {
      +     "zod": "4.6.7",
    `.finds('"package.json" does not declare the package "zod".'),
    bad`
      // package.json, changed
      -     "zod": "4.6.7"
      …
      -     "mcp-provider": "${version}",
      +     "mcp-provider": "${version}"

      // src/providers/weather/tools/get-forecast.ts, unchanged
      import * as z from ‹'zod'›;
    `.fixed`
      // package.json, changed
          "dependencies": {
      +     "zod": "^4.2.0",
    `.finds('"package.json" does not declare the package "zod".'),
  ],
});

/** Programs of new projects, by their package. */
const PROGRAMS = { rolldown: 'rolldown', tsc: 'typescript', vitest: 'vitest' } as const;
type Program = keyof typeof PROGRAMS;

const isProgram = (word: string): word is Program => Object.hasOwn(PROGRAMS, word);

/** Each program is reported once, where the first script runs it. */
function checkPrograms(
  packageJson: DataDocument,
  declared: ReadonlySet<string>,
  report: Report,
): void {
  const known = new Set(declared);
  for (const { key, value } of packageJson.entries('scripts')) {
    const script = asText(packageJson, value);
    for (const command of script?.text.split(/[;&|]+/) ?? []) {
      const [program = ''] = command.trim().split(/\s/);
      if (!script || !isProgram(program) || known.has(PROGRAMS[program])) continue;
      const name = PROGRAMS[program];
      known.add(name);
      const section = packageJson.get('devDependencies');
      report({
        at: script.at,
        message: `"package.json" does not declare "${name}", which the script "${key}" runs.`,
        hint: `Install it, for example with "npm install --save-dev ${name}".`,
        ...(section?.is === 'map' && {
          fix: [firstMember(packageJson, section, name, JSON.stringify(versions[name]))],
        }),
      });
    }
  }
}

/** The lock file still has what package.json lost; every provider needs zod. */
function asBefore(
  name: string,
  { packageJson, packageLock }: Documents,
): { fix?: readonly Change[] } {
  const locked = textAt(packageLock, 'packages', '', 'dependencies', name)?.text;
  const range = locked ?? (name === 'zod' ? USUAL_ZOD : undefined);
  const section = packageJson?.get('dependencies');
  if (range === undefined || !packageJson || section?.is !== 'map') return {};
  return { fix: [firstMember(packageJson, section, name, JSON.stringify(range))] };
}
