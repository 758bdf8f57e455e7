import { type Variant, variant } from '../variants.js';

const GET = 'src/providers/issues/api/get-issue.ts';
const DONE = '  return response.body;';

const told = (variant: string, body: string): Variant => ({
  variant,
  edits: {
    [GET]: [
      [
        "import { callApi } from './client.js';\n",
        "import { ToolError } from 'mcp-provider';\nimport { callApi } from './client.js';\n",
      ],
      [DONE, `  ${body}\n${DONE}`],
    ],
  },
});

export const variants: readonly Variant[] = [
  told(
    'an error counts what was found',
    'const { items } = response.body as { items: { state: string }[] };\n  if (items.length > 99) throw new ToolError(`${items.length} are too many, the first is ${items[0]?.state}.`);',
  ),
  told(
    'the words of the project are passed on',
    "try {\n    await callApi({ method: 'GET', path: '/x' }, context);\n  } catch (error) {\n    if (error instanceof ToolError) throw new ToolError(error.message);\n    throw error;\n  }",
  ),
  told(
    'an argument picks one of the addresses there are',
    "const bases = new Map([['a', '/a']]);\n  await callApi({ method: 'GET', path: bases.get(repo) ?? '/b' }, context);",
  ),
  told(
    'a pattern lets only words through',
    "const [, kind, number] = repo.match(/^(room|user)-(\\d+)$/) ?? [];\n  await callApi({ method: 'GET', path: `/x/${kind}/${number}` as '/x' }, context);",
  ),
  variant('files kept in one folder by a class', {
    'src/providers/issues/files/reports.ts':
      "import { promises as fs } from 'node:fs';\nimport path from 'node:path';\nimport { projectRoot } from 'mcp-provider';\nimport { ToolError } from 'mcp-provider';\n\nconst ROOT = path.resolve(projectRoot(), 'reports');\n\nexport class Reports {\n  constructor(private readonly root = ROOT) {}\n\n  #path(name: string): string {\n    const full = path.resolve(this.root, `./${name}`);\n    const way = path.relative(this.root, full);\n    const outside = way === '' || way.startsWith('..') || path.isAbsolute(way);\n    if (outside) throw new ToolError('Outside of the reports.');\n    return full;\n  }\n\n  read(name: string): Promise<string> {\n    return fs.readFile(this.#path(name), 'utf8');\n  }\n\n  async remove(name: string): Promise<void> {\n    const full = path.resolve(this.root, name);\n    if (!full.startsWith(this.root + path.sep)) throw new ToolError('Outside of the reports.');\n    await fs.rm(full, { force: true });\n  }\n}\n\nexport const reports = new Reports();\n",
    'src/providers/issues/tools/get-issue.ts':
      "import { z } from 'zod';\nimport { tool } from '../mcp-instance.js';\nimport { reports } from '../files/reports.js';\n\nexport const input = z.object({ name: z.string().min(1).describe('Path below the reports.') });\n\nexport const output = z.object({ id: z.string() });\n\nconst definitions = {\n  get: {\n    name: 'get_issue',\n    description: 'A report on an issue.',\n    input,\n    annotations: { readOnlyHint: true },\n    run: ({ name }: { name: string }) => reports.read(name),\n  },\n  remove: {\n    name: 'remove_report',\n    description: 'Removes a report.',\n    input,\n    annotations: { destructiveHint: true },\n    run: async ({ name }: { name: string }) => reports.remove(name),\n  },\n};\n\nfor (const definition of Object.values(definitions)) tool(definition);\n",
    'tests/issues.test.ts': [
      [
        "arguments: { owner: 'a/b owner', repo: 'a/b repo', issue_number: 1 },\n      invalid",
        "arguments: { name: 'a' },\n      invalid",
      ],
    ],
    'tests/issues/reports.test.ts':
      "import { it } from 'vitest';\nit('names remove_report', () => {});\n",
  }),
];
