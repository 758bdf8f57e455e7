import { type Variant, variant } from '../variants.js';

const ZOD = '"zod": "4.6.7"';

/** Versions that are said somewhere else than where a package is asked for. */
export const variants: readonly Variant[] = [
  variant('versions from a catalog of pnpm', {
    'package.json': [ZOD, '"zod": "catalog:"'],
    'pnpm-workspace.yaml': "packages:\n  - '.'\n\ncatalog:\n  zod: ^4.2.0\n",
  }),
  variant('versions from a named catalog of Bun', {
    'package.json': [
      [ZOD, '"zod": "catalog:schemas"'],
      ['"type": "module",', '"type": "module",\n  "catalogs": { "schemas": { "zod": "4.3.0" } },'],
    ],
  }),
  variant('overrides of npm', {
    'package.json': [
      '"type": "module",',
      '"type": "module",\n  "overrides": { "zod": "$zod", "hono": { "zod": "3.25.0", ".": "4.9.0" } },',
    ],
  }),
  variant('a resolution of Yarn that is newer', {
    'package.json': [
      [ZOD, '"zod": "^3.25.0"'],
      ['"type": "module",', '"type": "module",\n  "resolutions": { "**/zod": "4.6.7" },'],
    ],
  }),
  variant('the newest zod', { 'package.json': [ZOD, '"zod": "latest"'] }),
];
