import { type Variant, variant } from '../variants.js';

const LIST = 'src/providers/issues/tools/list-issues.ts';
const GET = 'src/providers/issues/tools/get-issue.ts';

/** Schemas that are made and shared in other ways. */
export const variants: readonly Variant[] = [
  variant('schemas of a folder, made by generic functions', {
    'src/providers/issues/schemas/index.ts': "export * from './lists.js';\n",
    'src/providers/issues/schemas/lists.ts':
      "import { z, type ZodRawShape, type ZodType } from 'zod';\n\nexport const listOf = <T extends ZodType>(item: T) =>\n  z.object({ total: z.int().nonnegative(), items: z.array(item) });\n\nexport const paged = <S extends ZodRawShape>(shape: S, { most = 100 }: { most?: number } = {}) =>\n  z.object({ ...shape, limit: z.int().min(1).max(most).default(30).describe('Results on a page.') });\n",
    'tests/issues.test.ts': [
      ["        state: 'closed',\n", ''],
      ["        labels: 'labels',\n", ''],
      ["        since: '2026-01-01T09:30:00Z',\n", ''],
    ],
    [LIST]:
      "import * as z from 'zod';\nimport { listIssues } from '../api/list-issues.js';\nimport { tool } from '../mcp-instance.js';\nimport { listOf, paged } from '../schemas/index.js';\n\nexport default tool({\n  name: 'list_issues',\n  description: 'Issues of a repository.',\n  input: paged({ owner: z.string().describe('Account.'), repo: z.string().describe('Name.') }, { most: 50 }),\n  output: listOf(z.looseObject({ number: z.int(), title: z.string() })),\n  annotations: { readOnlyHint: true },\n  run: listIssues,\n});\n",
  }),
  variant('arguments made by functions', {
    [GET]: [
      [
        "import { tool } from '../mcp-instance.js';",
        "import { tool } from '../mcp-instance.js';\n\nconst name = (of: string) => z.string().min(1).describe(`Name of the ${of}.`);\nconst kept = <T extends z.ZodType>(schema: T, words: string) => schema.describe(words);",
      ],
      [
        "z.string().min(1).describe('Account that owns the repository.')",
        "kept(z.string().min(1), 'Account.')",
      ],
      ["z.string().min(1).describe('Name of the repository.')", "name('repository')"],
    ],
  }),
];
