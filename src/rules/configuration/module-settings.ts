import type { Documents, ProjectModel } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { compilerOption, compilerWord, hiddenBase } from './documents/compiler.js';
import { declaredPackages } from './packages/declared.js';
import { highestOf, isBelow } from './packages/version.js';
import { wantedRange } from './packages/wanted.js';

const NODE = new Set(['nodenext', 'node16', 'node18', 'node20', 'preserve']);
const MODULES = new Set([...NODE, 'esnext', 'es2022', 'es2020', 'es6', 'es2015']);
const RESOLUTIONS = new Set(['nodenext', 'node16', 'bundler']);
const TSCONFIG = 'tsconfig.json';

export default defineRule({
  severity: 'error',
  summary: 'The project is made of ES modules, for Node and for the compiler alike.',
  why: 'The MCP SDK and what it needs are ES modules: with other settings the compiler accepts what Node refuses, or the other way round.',
  source: {
    text: 'TypeScript, Modules Reference.',
    url: 'https://www.typescriptlang.org/docs/handbook/modules/reference.html#node16-node18-node20-nodenext',
  },
  on: 'project',
  check(project, report) {
    inPackage(project, report);
    inCompiler(project, report);
  },
  examples: [
    {
      ok: project`
        // tsconfig.json
        { "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler" } }
      `,
    },
    {
      ok: project`
        // tsconfig.json
        { "extends": "@tsconfig/node20/tsconfig.json", "compilerOptions": { "module": "NodeNext" } }
      `,
    },
    {
      bad: project`
        // tsconfig.json
        { ‹"compilerOptions"›: { "strict": true } }
      `,
      finds: [
        'Nothing says which modules the compiler is given, and by itself it finds no packages.',
      ],
    },
    {
      ok: project`
        // tsconfig.json
        { "compilerOptions": { "strict": true } }

        // package.json, changed
            "type": "module",
        +   "peerDependencies": { "typescript": "^6.0.2" },
      `,
    },
    {
      ok: project`
        // tsconfig.json
        { "compilerOptions": { "moduleResolution": "bundler" } }
      `,
    },
    {
      bad: project`
        // tsconfig.json
        { "extends": ‹"../../tsconfig.base.json"› }
      `,
      finds: [
        'Which "module" the compiler is given cannot be seen: what is extended here is not there.',
      ],
    },
    {
      bad: project`
        // tsconfig.json
        { "extends": [‹"@tsconfig/node20/tsconfig.json"›] }
      `,
      finds: [
        'Which "module" the compiler is given cannot be seen: what is extended here is not there.',
      ],
    },
    {
      bad: project`
        // tsconfig.json
        {
          "extends": ‹"./tsconfig.base.json"›
        }

        // tsconfig.base.json
        { "compilerOptions": { "module": "CommonJS" } }
      `,
      finds: ['With "module" set to "commonjs" the compiler does not check what Node will run.'],
    },
    {
      bad: project`
        // package.json, changed
          ‹{›
        …
        -   "type": "module",
      `,
      finds: ['Node takes the files of this package for CommonJS.'],
    },
    {
      bad: project`
        // package.json, changed
        -   "type": "module",
        +   "type": ‹"commonjs"›,
      `,
      finds: ['Node takes the files of this package for CommonJS.'],
      fixed: project`
        // package.json, changed
        -   "type": "commonjs",
        +   "type": "module",
      `,
    },
    {
      bad: project`
        // tsconfig.json, changed
        -     "module": "NodeNext",
        +     "module": ‹"CommonJS"›,
      `,
      finds: ['With "module" set to "commonjs" the compiler does not check what Node will run.'],
    },
    {
      bad: project`
        // tsconfig.json, changed
        -     "moduleResolution": "NodeNext",
        +     "moduleResolution": ‹"node"›,
      `,
      finds: [
        'With "moduleResolution" set to "node" the compiler does not check what Node will run.',
      ],
    },
  ],
});

function inPackage({ documents: { packageJson }, files }: ProjectModel, report: Report): void {
  const allSayIt = [...files.keys()].every(
    (path) => !path.startsWith('src/') || /\.m[jt]s$/.test(path),
  );
  const type = packageJson?.get('type');
  // What cannot be read is said by another rule.
  if (!packageJson || packageJson.problems.length > 0 || allSayIt) return;
  if (type?.is === 'scalar' && type.value === 'module') return;
  const at = type ? packageJson.at(type) : packageJson.start;
  report({
    at,
    message: 'Node takes the files of this package for CommonJS.',
    hint: 'Set "type" to "module".',
    ...(type && { fix: [{ at, text: '"module"' }] }),
  });
}

function inCompiler({ documents }: ProjectModel, report: Report): void {
  const { compiler, tsconfig } = documents;
  const complain = (name: string, allowed: ReadonlySet<string>) => {
    const hidden = name === 'module' && hiddenBase(compiler, name);
    if (hidden && tsconfig) {
      const base = tsconfig.get('extends');
      report.unseen({
        at: hidden.file === tsconfig ? hidden : base ? tsconfig.at(base) : tsconfig.start,
        message: `Which "${name}" the compiler is given cannot be seen: what is extended here is not there.`,
        hint: `Set "${name}" to "NodeNext" in "${TSCONFIG}", or install the packages first.`,
      });
      return;
    }
    const value = compilerWord(compiler, name);
    if (!tsconfig || value === undefined || allowed.has(value)) return;
    const own = compilerOption(compiler, name)?.at;
    const base = tsconfig.get('extends');
    report({
      at: own ?? (base ? tsconfig.at(base) : tsconfig.start),
      message: `With "${name}" set to "${value}" the compiler does not check what Node will run.`,
      hint: `Set "${name}" to "NodeNext".`,
    });
  };
  if (tsconfig && isLeftToCompiler(documents)) {
    const [options] = tsconfig.entries().filter(({ key }) => key === 'compilerOptions');
    report({
      at: options ? tsconfig.at(options) : tsconfig.start,
      message:
        'Nothing says which modules the compiler is given, and by itself it finds no packages.',
      hint: 'Set "module" to "NodeNext".',
    });
  }
  complain('module', MODULES);
  complain('moduleResolution', RESOLUTIONS);
}

/** Before version 6 the compiler, where nothing is set, looks for modules as nothing else does ("classic"). */
function isLeftToCompiler(documents: Documents): boolean {
  const { compiler, tsconfig, packageJson } = documents;
  const said = ['module', 'moduleResolution'].some(
    (name) => compilerOption(compiler, name) ?? hiddenBase(compiler, name),
  );
  // What cannot be read is said by another rule.
  if (said || !tsconfig || tsconfig.problems.length > 0) return false;
  const used = declaredPackages(packageJson).find(({ name }) => name === 'typescript');
  const version = used && highestOf(wantedRange(used, documents));
  return !version || isBelow(version, [6, 0, 0]);
}
