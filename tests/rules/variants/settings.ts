import { type Variant, variant } from '../variants.js';

const CLIENT = 'src/providers/issues/api/client.ts';

/** Settings and modules that other people have. */
export const variants: readonly Variant[] = [
  variant('another name and address than was generated', {
    'provider-config.yaml': [
      ['name: Issues', 'name: Issues of ACME'],
      ['base_url: https://api.github.com', 'base_url: https://github.acme.dev/api/v3'],
    ],
  }),
  variant('CommonJS names that the file makes for itself', {
    [CLIENT]: [
      '/** Sends a request',
      "import { createRequire } from 'node:module';\nimport { dirname } from 'node:path';\nimport { fileURLToPath } from 'node:url';\n\nconst __filename = fileURLToPath(import.meta.url);\nexport const __dirname = dirname(__filename);\nconst require = createRequire(import.meta.url);\nexport const { version } = require('../../../../package.json') as { version: string };\n\n/** One call",
    ],
  }),
  variant('imports of the package', {
    'package.json': [
      '"type": "module",',
      '"type": "module",\n  "imports": { "#core/*.js": { "types": "./types/core/*.d.ts", "default": "./dist/core/*.js" } },',
    ],
    [CLIENT]: ["from 'mcp-provider/api'", "from '#core/http.js'"],
  }),
];
