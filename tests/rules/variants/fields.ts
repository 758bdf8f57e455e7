import type { Variant } from '../variants.js';

const GET = 'src/providers/issues/api/get-issue.ts';
const IMPORT = "import { callApi } from './client.js';\n";
const ANSWER = '  return response.body;';
const given = (variant: string, top: string, members: string, body: string): Variant => ({
  variant: `in a class, ${variant}`,
  edits: {
    [GET]: [
      [IMPORT, `${IMPORT}${top}\nclass Job {\n  ${members}\n}\n`],
      [ANSWER, `  ${body}\n${ANSWER}`],
    ],
  },
});

export const variants: readonly Variant[] = [
  given(
    'the address is fixed, what comes behind it is not',
    '',
    "base = 'https://api.github.com';\n  constructor(private readonly name: string) {}\n  path() {\n    return `${this.base}/repos/${encodeURIComponent(this.name)}`;\n  }",
    'new Job(repo).path();',
  ),
  given(
    'a command is fixed',
    "import { exec } from 'node:child_process';",
    "readonly command = 'git status';\n  run = exec;\n  constructor(readonly name: string) {}\n  start() {\n    this.run(this.command);\n  }",
    'new Job(repo).start();',
  ),
  given(
    'the name of a file is cleaned on its way in',
    "import { readFile } from 'node:fs/promises';",
    "readonly path: string;\n  constructor(name: string) {\n    this.path = `/srv/${name.replace(/[^\\w-]/g, '')}.md`;\n  }\n  start() {\n    return readFile(this.path);\n  }",
    'await new Job(repo).start();',
  ),
  given(
    'the state of an answer is told',
    "import { ToolError } from 'mcp-provider';",
    'constructor(private readonly status: number) {}\n  fail() {\n    throw new ToolError(`The API failed (HTTP ${this.status}).`);\n  }',
    'if (!repo) new Job(500).fail();',
  ),
];
