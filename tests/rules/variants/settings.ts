import type { Variant } from '../variants.js';

const CLIENT = 'src/providers/issues/api/client.ts';

/** Settings and modules that other people have. */
export const variants: readonly Variant[] = [
  {
    variant: 'another name and address than was generated',
    edits: {
      'provider-config.yaml': [
        ['name: Issues', 'name: Issues of ACME'],
        ['base_url: https://api.github.com', 'base_url: https://github.acme.dev/api/v3'],
      ],
    },
  },
  {
    variant: 'CommonJS names that the file makes for itself',
    edits: {
      [CLIENT]: [
        '/** One call',
        "import { createRequire } from 'node:module';\nimport { dirname } from 'node:path';\nimport { fileURLToPath } from 'node:url';\n\nconst __filename = fileURLToPath(import.meta.url);\nexport const __dirname = dirname(__filename);\nconst require = createRequire(import.meta.url);\nexport const { version } = require('../../../../package.json') as { version: string };\n\n/** One call",
      ],
    },
  },
  {
    variant: 'aliases that lead out of the project',
    edits: {
      'tsconfig.json': [
        '"noEmit": true,',
        '"noEmit": true,\n    "paths": { "@acme/*": ["../../packages/*/src/index.ts"], "@/*": ["./src/*"] },',
      ],
      [CLIENT]: [
        'import ',
        "import { words } from '@acme/words';\nimport data from '@/data/limits.json' with { type: 'json' };\nvoid words;\nvoid data;\nimport ",
      ],
    },
  },
  {
    variant: 'imports of the package',
    edits: {
      'package.json': [
        '"type": "module",',
        '"type": "module",\n  "imports": { "#core/*.js": { "types": "./types/core/*.d.ts", "default": "./dist/core/*.js" } },',
      ],
      [CLIENT]: ["from '../../../core/http.js'", "from '#core/http.js'"],
    },
  },
  {
    variant: 'resolution of a bundler alone',
    edits: {
      'tsconfig.json': [
        '    "module": "NodeNext",\n    "moduleResolution": "NodeNext",\n',
        '    "moduleResolution": "bundler",\n',
      ],
    },
  },
  {
    variant: 'credentials that are checked in other words',
    edits: {
      [CLIENT]: [
        ['if (!credentials) throw', 'if (credentials === null || credentials === undefined) throw'],
        [
          'return http(configOf(PROVIDER_NAME).base_url, authorize(request, credentials), signal);',
          'const send = (presented = credentials) =>\n    http(configOf(PROVIDER_NAME).base_url, authorize(request, presented), signal);\n  return send();',
        ],
      ],
    },
  },
  {
    variant: 'credentials that are asked for again',
    edits: {
      [CLIENT]: [
        '  const credentials = await getCredentials(principal.userId);',
        '  // Wakes the store.\n  await getCredentials(principal.userId);\n  const credentials = await getCredentials(principal.userId);',
      ],
    },
  },
];
