import { bad, ok } from '../example.js';

export default [
  ok`
    // tsconfig.json
    { "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler" } }
  `,
  ok`
    // tsconfig.json
    { "extends": "@tsconfig/node20/tsconfig.json", "compilerOptions": { "module": "NodeNext" } }
  `,
  bad`
    // tsconfig.json
    { ‹"compilerOptions"›: { "strict": true } }
  `.fixed`
    // tsconfig.json
    { "compilerOptions": { "module": "NodeNext", "strict": true } }
  `.finds('The compiler options "module" and "moduleResolution" are not set.'),
  ok`
    // tsconfig.json
    { "compilerOptions": { "strict": true } }

    // package.json, changed
    -     "typescript": "5.9.3",
    +     "typescript": "^6.0.2",
  `,
  ok`
    // tsconfig.json
    { "compilerOptions": { "moduleResolution": "bundler" } }
  `,
  bad`
    // tsconfig.json, deleted

    // package.json, unchanged
        "typecheck": ‹"tsc"›,
  `.finds('The script "typecheck" reads "tsconfig.json", which is missing.'),
  bad`
    // tsconfig.json
    { "extends": [‹"@tsconfig/node20/tsconfig.json"›] }

    // package.json, changed
          "@types/node": "20.19.43",
    +     "@tsconfig/node20": "20.1.6",
  `.finds('Cannot determine "module": the configuration that this file extends is missing.'),
  bad`
    // tsconfig.json
    {
      "extends": ‹"./tsconfig.base.json"›
    }

    // tsconfig.base.json
    { "compilerOptions": { "module": "CommonJS" } }
  `.finds(
    'With "module" set to "commonjs", the compiler resolves imports differently from Node.js.',
  ),
  bad`
    // package.json, changed
      ‹{›
    …
    -   "type": "module",
  `.fixed`
    // package.json, changed
      {
    +   "type": "module",
        "name": "weather-mcp",
  `.finds('Node.js loads this package as CommonJS.'),
  bad`
    // package.json, changed
    -   "type": "module",
    +   "type": ‹"commonjs"›,
  `.fixed`
    // package.json, changed
    -   "type": "commonjs",
    +   "type": "module",
  `.finds('Node.js loads this package as CommonJS.'),
  bad`
    // tsconfig.json, changed
    +   "compilerOptions": { "module": ‹"CommonJS"› },
        "include": ["src", "tests"]
  `.fixed`
    // tsconfig.json, changed
    -   "compilerOptions": { "module": "CommonJS" },
    +   "compilerOptions": { "module": "NodeNext" },
  `.finds(
    'With "module" set to "commonjs", the compiler resolves imports differently from Node.js.',
  ),
  bad`
    // tsconfig.json, changed
    +   "compilerOptions": { "moduleResolution": ‹"node"› },
        "include": ["src", "tests"]
  `.fixed`
    // tsconfig.json, changed
    -   "compilerOptions": { "moduleResolution": "node" },
    +   "compilerOptions": { "moduleResolution": "NodeNext" },
  `.finds(
    'With "moduleResolution" set to "node", the compiler resolves imports differently from Node.js.',
  ),
  bad`
    // tsconfig.json, changed
    +   "compilerOptions": { "module": "ESNext", "moduleResolution": ‹"node"› },
        "include": ["src", "tests"]
  `.fixed`
    // tsconfig.json, changed
    -   "compilerOptions": { "module": "ESNext", "moduleResolution": "node" },
    +   "compilerOptions": { "module": "ESNext", "moduleResolution": "Bundler" },
  `.finds(
    'With "moduleResolution" set to "node", the compiler resolves imports differently from Node.js.',
  ),
  bad`
    // tsconfig.json
    ‹{}›
  `.fixed`
    // tsconfig.json
    {"extends": "mcp-provider/tsconfig.json"}
  `.finds('The compiler options "module" and "moduleResolution" are not set.'),
  bad`
    // tsconfig.json, changed
    +   "compilerOptions": { "target": ‹"es2016"› },
        "include": ["src", "tests"]
  `.fixed`
    // tsconfig.json, changed
    -   "compilerOptions": { "target": "es2016" },
    +   "compilerOptions": { "target": "ES2023" },
  `.finds('With "target" set to "es2016", the compiler rejects "await" in "src/server.ts".'),
];
