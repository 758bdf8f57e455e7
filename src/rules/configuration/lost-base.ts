import type { Documents } from '../../model/project.js';
import { defineRule } from '../define.js';
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
});

const hasRuntime = ({ packageJson }: Documents): boolean =>
  declaredPackages(packageJson).some(({ name }) => name === RUNTIME);
