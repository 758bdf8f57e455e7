import { defineRule } from '../define.js';
import { project } from '../example.js';
import { hiddenBase } from './documents/compiler.js';
import { isLost } from './documents/lost.js';
import { declaredPackages } from './packages/declared.js';

export default defineRule({
  severity: 'error',
  summary: 'Path aliases lead to a file that is there.',
  why: 'Neither the compiler nor the bundler finds the file, and nothing is built.',
  source: {
    text: 'TypeScript, "paths"; Node.js, "Subpath imports".',
    url: 'https://nodejs.org/docs/latest-v20.x/api/packages.html#subpath-imports',
  },
  on: 'file',
  check(file, report, project) {
    const { modules, documents } = project;
    // Tests may have aliases of their runner.
    if (file.test) return;
    for (const { specifier, from, typeOnly } of file.facts.imports) {
      if (specifier === null || typeOnly || /^[./]/.test(specifier)) continue;
      const found = modules.resolve(file, specifier);
      if (found.is === 'file' || found.is === 'builtin') continue;
      const paths = modules.aliased(specifier);
      // Of files that are no code, only some are known.
      const isCode = !/\.(?!([cm]?[jt]sx?)$)[a-z0-9]+$/.test(specifier);
      if (paths.length === 0) {
        if (!specifier.startsWith('#')) continue;
        const hint = 'Declare it in "imports" of "package.json".';
        if (hiddenBase(documents.compiler, 'paths')) {
          const message = `Where "${specifier}" leads cannot be seen: the compiler's settings are not there.`;
          report.unseen({ at: file.at(from), message, hint });
        } else {
          const message = `Nothing says where "${specifier}" leads.`;
          report({ at: file.at(from), message, hint });
        }
      } else if (isCode && !isPackage(specifier) && paths.every((path) => isLost(path, project))) {
        report({
          at: file.at(from),
          message: `"${specifier}" leads to "${paths[0]}", which is not there.`,
          hint: 'Correct the path, or add the file.',
        });
      }
    }

    /** One that is installed under the same name. */
    function isPackage(specifier: string): boolean {
      const { packageJson, packagesAbove } = documents;
      return [packageJson, ...packagesAbove]
        .flatMap((each) => declaredPackages(each))
        .some(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
    }
  },
  examples: [
    {
      ok: project`
        // tsconfig.json, changed
        -     "strict": true,
        +     "strict": true, "paths": { "@/*": ["./src/*"], "@acme/*": ["../*/src"] },

        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + import '@/providers/weather/tools/get-forecast.js';
      `,
    },
    {
      ok: project`
        // tsconfig.json, changed
        -     "strict": true,
        +     "strict": true, "paths": { "@/*": ["./src/*"], "@acme/*": ["../*/src"] },

        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + import '@acme/words';
      `,
    },
    {
      ok: project`
        // tsconfig.json, changed
        -     "strict": true,
        +     "strict": true, "paths": { "@/*": ["./src/*"], "@acme/*": ["../*/src"] },

        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + import '@/generated/tools.js';

        // .gitignore
        src/generated/
      `,
    },
    {
      bad: project`
        // tsconfig.json, changed
        -     "strict": true,
        +     "strict": true, "paths": { "@/*": ["./src/*"], "@acme/*": ["../*/src"] },

        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + import ‹'@/providers/weather/tools/get-forcast.js'›;
      `,
      finds: [
        '"@/providers/weather/tools/get-forcast.js" leads to "src/providers/weather/tools/get-forcast.js", which is not there.',
      ],
    },
    {
      bad: project`
        // tsconfig.json, changed
        -     "strict": true,
        +     "strict": true, "paths": { "@/*": ["./src/*"], "@acme/*": ["../*/src"] },

        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';
        + import ‹'#weather/tools.js'›;
      `,
      finds: ['Nothing says where "#weather/tools.js" leads.'],
    },
  ],
});
