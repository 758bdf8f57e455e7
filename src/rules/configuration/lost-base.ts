import type { Documents } from '../../model/project.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { lostBases, SETTINGS } from './documents/compiler.js';
import { declaredPackages } from './packages/declared.js';
import { RUNTIME } from './packages/names.js';

export default defineRule({
  severity: 'error',
  summary: 'Configurations that tsconfig.json extends exist.',
  why: 'The compiler stops where a file is missing, and so do tests and the build.',
  limits: 'Files of declared packages are not checked: they are installed later.',
  source: {
    text: 'TypeScript, TSConfig Reference: extends.',
    url: 'https://www.typescriptlang.org/tsconfig/#extends',
  },
  on: 'project',
  check({ documents }, report) {
    for (const { at, name, package: from } of lostBases(documents)) {
      // Which package was meant, a person decides.
      const isCertain = from === undefined || from === RUNTIME;
      const isOnly = documents.tsconfig?.get('extends')?.is === 'scalar';
      const other =
        from === undefined
          ? ', or restore the file'
          : `, or install the package, for example with "npm install --save-dev ${from}"`;
      report({
        at,
        message: `The configuration "${name}" that this file extends does not exist.`,
        hint: `Extend ${SETTINGS}${from === RUNTIME ? '' : other}.`,
        ...(isCertain && isOnly && hasRuntime(documents) && { fix: [{ at, text: SETTINGS }] }),
      });
    }
  },
  examples: [
    ok`
      // tsconfig.json
      { "extends": "@tsconfig/node20/tsconfig.json", "compilerOptions": { "module": "NodeNext" } }

      // package.json, changed
            "@types/node": "20.19.43",
      +     "@tsconfig/node20": "20.1.6",
    `,
    bad`
      // tsconfig.json, changed
      -   "extends": "mcp-provider/tsconfig.json",
      +   "extends": ‹"mcp-provider/dist/tsconfig.json"›,
    `.fixed`
      // tsconfig.json, changed
      -   "extends": "mcp-provider/dist/tsconfig.json",
      +   "extends": "mcp-provider/tsconfig.json",
    `.finds(
      'The configuration "mcp-provider/dist/tsconfig.json" that this file extends does not exist.',
    ),
    bad`
      // tsconfig.json, changed
      -   "extends": "mcp-provider/tsconfig.json",
      +   "extends": ‹"../../tsconfig.base.json"›,
    `.fixed`
      // tsconfig.json, changed
      -   "extends": "../../tsconfig.base.json",
      +   "extends": "mcp-provider/tsconfig.json",
    `.finds('The configuration "../../tsconfig.base.json" that this file extends does not exist.'),
    bad`
      // tsconfig.json, changed
      -   "extends": "mcp-provider/tsconfig.json",
      +   "extends": ["mcp-provider/tsconfig.json", ‹"./tsconfig.base.json"›],
    `.finds('The configuration "./tsconfig.base.json" that this file extends does not exist.'),
    bad`
      // tsconfig.json, changed
      -   "extends": "mcp-provider/tsconfig.json",
      +   "extends": ‹"@tsconfig/node20/tsconfig.json"›,
    `.finds(
      'The configuration "@tsconfig/node20/tsconfig.json" that this file extends does not exist.',
    ),
  ],
});

const hasRuntime = ({ packageJson }: Documents): boolean =>
  declaredPackages(packageJson).some(({ name }) => name === RUNTIME);
