import { bad, ok } from '../example.js';

export default [
  ok`
    // package.json, changed
    -     "mcp-provider": "0.2.0",
    +     "mcp-provider": "file:vendor/mcp-provider-0.2.0-0a1b2c3d.tgz",
  `,
  bad`
    // package.json, changed
    -     "mcp-provider": "0.2.0",
    +     "mcp-provider": ‹"file:./lib/runtime"›,
  `.finds('"mcp-provider" is replaced by other code.'),
  bad`
    // tsconfig.json
    {
      "extends": "mcp-provider/tsconfig.json",
      "compilerOptions": { "paths": { "mcp-provider/*": ‹["./src/runtime/*"]› } },
      "include": ["src", "tests"]
    }
  `.finds('"mcp-provider/*" is replaced by other code.'),
  bad`
    // tsconfig.json
    {
      "extends": "mcp-provider/tsconfig.json",
      "compilerOptions": { "paths": { "*": ‹["./src/other/*"]› } },
      "include": ["src", "tests"]
    }

    // src/other/mcp-provider/api.ts
    export const apiClient = () => () => ({ body: {} });
  `.finds('"mcp-provider/api" is replaced by other code.'),
];
