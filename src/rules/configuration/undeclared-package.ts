import { defineRule } from '../define.js';
import { declaredPackages } from './packages/declared.js';

/** A name that the registry of npm would take, also its older ones. */
const PACKAGE = /^(@[\w.~-]+\/)?[A-Za-z0-9][\w.-]*$/;
const CLIENT = 'src/providers/weather/api/client.ts';
const importing = (specifier: string, form = '* as more') => ({
  [CLIENT]: {
    replace: 'export async',
    with: `import ${form} from '${specifier}';\n\nexport async`,
  },
});

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
    { ok: {} },
    { ok: importing('zod/v4') },
    { ok: importing('node:sqlite') },
    { ok: importing('bun:sqlite') },
    { ok: importing('hono', 'type { Hono }') },
    {
      ok: {
        ...importing('@acme/words'),
        'tsconfig.json': {
          replace: '"strict": true',
          with: '"strict": true, "paths": { "@acme/*": ["../*/src"] }',
        },
      },
    },
    { bad: importing('lodash-es'), finds: [`${CLIENT}:6:23`] },
    { bad: importing('@acme/words/list.js', '{ words }'), finds: [`${CLIENT}:6:23`] },
  ],
});
