import { bad, ok } from '../example.js';

export default [
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
];
