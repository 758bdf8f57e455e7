import { defineRule } from '../define.js';
import { project } from '../example.js';
import { declaredPackages } from './packages/declared.js';

/** A name that the registry of npm would take, also its older ones. */
const PACKAGE = /^(@[\w.~-]+\/)?[A-Za-z0-9][\w.-]*$/;

export default defineRule({
  severity: 'error',
  summary: 'Every package that is imported is named in package.json.',
  why: 'Without it the import finds what some other package happens to bring, in whatever version, or nothing.',
  source: {
    text: 'Node.js, Modules: Packages; eslint-plugin-n, no-extraneous-import.',
    url: 'https://github.com/eslint-community/eslint-plugin-n/blob/master/docs/rules/no-extraneous-import.md',
  },
  on: 'project',
  check(project, report) {
    const { packageJson, packagesAbove } = project.documents;
    const documents = [...(packageJson ? [packageJson] : []), ...packagesAbove];
    // What cannot be read is said by another rule.
    if (documents.some(({ problems }) => problems.length > 0)) return;
    if (documents.length === 0) {
      report.unseen({
        at: project.nearest('package.json'),
        message: 'Without a "package.json" it cannot be told which packages the project asks for.',
        hint: 'Add a "package.json" that names them.',
      });
      return;
    }
    const declared = new Set(
      documents.flatMap((each) => declaredPackages(each).map(({ name }) => name)),
    );
    const own = packageJson?.get('name');
    if (own?.is === 'scalar') declared.add(String(own.value));
    for (const file of project.files.values()) {
      for (const { fact, to } of project.modules.imports(file)) {
        for (const target of to) {
          if (target.is !== 'package' || declared.has(target.name)) continue;
          if (!PACKAGE.test(target.name) || fact.specifier?.includes(':')) continue;
          // One that leads out of the project is none of the packages.
          if (project.modules.aliased(fact.specifier ?? '').length > 0) continue;
          report({
            at: file.at(fact.from),
            message: `The package "${target.name}" is not in "package.json".`,
            hint: `Add it: "npm install ${target.name}".`,
          });
        }
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed

        + import * as more from 'zod/v4';
        +
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed

        + import * as more from 'node:sqlite';
        +
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed

        + import * as more from 'bun:sqlite';
        +
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed

        + import type { Hono } from 'hono';
        +
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed

        + import * as more from '@acme/words';
        +

        // tsconfig.json, changed
        -     "strict": true,
        +     "strict": true, "paths": { "@acme/*": ["../*/src"] },
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + import * as more from ‹'lodash-es'›;
        +
      `,
      finds: ['The package "lodash-es" is not in "package.json".'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + import { words } from ‹'@acme/words/list.js'›;
        +
      `,
      finds: ['The package "@acme/words" is not in "package.json".'],
    },
  ],
});
