import type { FileFacts, NameValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { servedFiles } from '../protocol/stdio/served.js';
import { descendants } from '../../flow/values/children.js';

/** What Node gives to CommonJS modules alone, and what an ES module has instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  __dirname: 'Write `import.meta.dirname`.',
  __filename: 'Write `import.meta.filename`.',
  require: 'Use `import`, or `createRequire(import.meta.url)` of "node:module".',
  module: 'Use `export`.',
  exports: 'Use `export`.',
};

export default defineRule({
  severity: 'error',
  summary: 'Nothing is asked of CommonJS in an ES module.',
  why: 'The compiler knows these names and Node does not define them: the server fails when the line is reached.',
  source: {
    text: 'Node.js, ECMAScript modules, "Differences between ES modules and CommonJS".',
    url: 'https://nodejs.org/docs/latest-v20.x/api/esm.html#differences-between-es-modules-and-commonjs',
  },
  on: 'project',
  check(project, report) {
    const type = project.documents.packageJson?.get('type');
    const isModule = type?.is === 'scalar' && type.value === 'module';
    for (const file of servedFiles(project)) {
      // That the whole package is CommonJS is said by "configuration/module-settings".
      if (/\.c[jt]s$/.test(file.path) || (!isModule && !/\.m[jt]s$/.test(file.path))) continue;
      const names = Object.keys(INSTEAD).filter((name) => isAsked(file.text, name));
      if (names.length === 0) continue;
      for (const value of namesIn(file.facts, new Set(names))) {
        report({
          at: file.at(value),
          message: `An ES module has no "${value.name}".`,
          hint: INSTEAD[value.name] ?? '',
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed

        + export const here = import.meta.dirname;
        +
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed

        + import { createRequire } from 'node:module';
        +
        + const require = createRequire(import.meta.url);
        + export const list: unknown = require('./list.json');
        +
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed

        + export const here = typeof __dirname === 'undefined' ? import.meta.dirname : __dirname;
        +
      `,
    },
    {
      ok: project`
        // src/old.cts
        export const here = __dirname;
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + export const here = ‹__dirname›;
        +
      `,
      finds: ['An ES module has no "__dirname".'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + export const words = \`\${‹__filename›}.txt\`;
        +
      `,
      finds: ['An ES module has no "__filename".'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + export const list: unknown = ‹require›('./list.json');
        +
      `,
      finds: ['An ES module has no "require".'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + export const list = ‹require›.resolve('zod');
        +
      `,
      finds: ['An ES module has no "require".'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed

        + ‹module›.exports = { limit: 7 };
        +
      `,
      finds: ['An ES module has no "module".'],
    },
  ],
});

/** Code that asks beforehand runs in both kinds of modules. */
const isAsked = (text: string, name: string) =>
  text.includes(name) &&
  new RegExp(`\\b${name}\\b`).test(text) &&
  !new RegExp(`\\btypeof\\s*\\(?\\s*${name}\\b`).test(text);

/** Where names stand that nothing in the file declares, each once. */
function namesIn(facts: FileFacts, names: ReadonlySet<string>): Iterable<NameValue> {
  const found = new Map<number, NameValue>();
  for (const root of valuesOf(facts)) {
    for (const value of descendants(root)) {
      if (value.is !== 'name' || value.declaration !== -1 || !names.has(value.name)) continue;
      found.set(value.start, value);
    }
  }
  return found.values();
}

function* valuesOf(facts: FileFacts): Generator<Value> {
  yield* facts.calls;
  yield* facts.texts;
  yield* facts.members;
  yield* facts.objects;
  for (const { init, fallback } of facts.declarations) {
    if (init) yield init;
    if (fallback) yield fallback;
  }
  for (const { returned, thrown } of facts.functions) {
    yield* returned;
    yield* thrown;
  }
  for (const { target, value } of facts.assignments) {
    yield target;
    if (value) yield value;
  }
  for (const { value } of facts.exports) if (value) yield value;
}
