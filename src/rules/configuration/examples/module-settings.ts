import type { Example } from '../../../model/rule.js';
import { project } from '../../example.js';

export const moduleSettingsExamples: readonly Example[] = [
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
    finds: ['The compiler options "module" and "moduleResolution" are not set.'],
  },
  {
    ok: project`
        // tsconfig.json
        { "compilerOptions": { "strict": true } }

        // package.json, changed
        -     "typescript": "5.9.3",
        +     "typescript": "^6.0.2",
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
        // tsconfig.json, deleted

        // package.json, unchanged
            "typecheck": ‹"tsc"›,
      `,
    finds: ['The script "typecheck" reads "tsconfig.json", which is missing.'],
  },
  {
    bad: project`
        // tsconfig.json
        { "extends": ‹"../../tsconfig.base.json"› }
      `,
    finds: ['Cannot determine "module": the configuration that this file extends is missing.'],
  },
  {
    bad: project`
        // tsconfig.json
        { "extends": [‹"@tsconfig/node20/tsconfig.json"›] }
      `,
    finds: ['Cannot determine "module": the configuration that this file extends is missing.'],
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
    finds: [
      'With "module" set to "commonjs", the compiler resolves imports differently from Node.js.',
    ],
  },
  {
    bad: project`
        // package.json, changed
          ‹{›
        …
        -   "type": "module",
      `,
    finds: ['Node.js loads this package as CommonJS.'],
    fixed: project`
        // package.json, changed
          {
        +   "type": "module",
            "name": "weather-mcp",
      `,
  },
  {
    bad: project`
        // package.json, changed
        -   "type": "module",
        +   "type": ‹"commonjs"›,
      `,
    finds: ['Node.js loads this package as CommonJS.'],
    fixed: project`
        // package.json, changed
        -   "type": "commonjs",
        +   "type": "module",
      `,
  },
  {
    bad: project`
        // tsconfig.json, changed
        +   "compilerOptions": { "module": ‹"CommonJS"› },
            "include": ["src", "tests"]
      `,
    finds: [
      'With "module" set to "commonjs", the compiler resolves imports differently from Node.js.',
    ],
    fixed: project`
        // tsconfig.json, changed
        -   "compilerOptions": { "module": "CommonJS" },
        +   "compilerOptions": { "module": "NodeNext" },
      `,
  },
  {
    bad: project`
        // tsconfig.json, changed
        +   "compilerOptions": { "moduleResolution": ‹"node"› },
            "include": ["src", "tests"]
      `,
    finds: [
      'With "moduleResolution" set to "node", the compiler resolves imports differently from Node.js.',
    ],
    fixed: project`
        // tsconfig.json, changed
        -   "compilerOptions": { "moduleResolution": "node" },
        +   "compilerOptions": { "moduleResolution": "NodeNext" },
      `,
  },
  {
    bad: project`
        // tsconfig.json, changed
        +   "compilerOptions": { "module": "ESNext", "moduleResolution": ‹"node"› },
            "include": ["src", "tests"]
      `,
    finds: [
      'With "moduleResolution" set to "node", the compiler resolves imports differently from Node.js.',
    ],
    fixed: project`
        // tsconfig.json, changed
        -   "compilerOptions": { "module": "ESNext", "moduleResolution": "node" },
        +   "compilerOptions": { "module": "ESNext", "moduleResolution": "Bundler" },
      `,
  },
];
