import type { Variant } from '../variants.js';

const GET = 'src/providers/issues/api/get-issue.ts';
const CLIENT = 'src/providers/issues/api/client.ts';
const IMPORT = "import { callApi } from './client.js';\n";
const ANSWER = '  return answer.body;';
const CALL = '  return http(';
const TOP = '/** One call';

const held = (variant: string, body: string, members: string): Variant => ({
  variant: `in a class, ${variant}`,
  edits: {
    [CLIENT]: [
      [TOP, `class Session {\n  ${members}\n}\n\n${TOP}`],
      [CALL, `  ${body}\n${CALL}`],
    ],
  },
});
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
  held(
    'a secret lies beside what is logged',
    "new Session('github', credentials.token).show();",
    "constructor(readonly service: string, private readonly value: string) {}\n  show() {\n    console.error('calling', this.service, this.value.length);\n  }",
  ),
  held(
    'a private field is not shown with its instance',
    'const session = new Session(credentials.token);\n  console.error({ session });',
    '#value: string;\n  constructor(value: string) {\n    this.#value = value;\n  }\n  headers() {\n    return { authorization: `Bearer ${this.#value}` };\n  }',
  ),
  held(
    'credentials are counted',
    "const session = new Session();\n  session.keep('local', credentials);",
    "readonly held = new Map<string, object>();\n  keep(name: string, value: object) {\n    this.held.set(name, value);\n    console.error('held', this.held.size, [...this.held.keys()]);\n  }",
  ),
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
    "import { ToolError } from '../../../core/define.js';",
    'constructor(private readonly status: number) {}\n  fail() {\n    throw new ToolError(`The API failed (HTTP ${this.status}).`);\n  }',
    'if (!repo) new Job(500).fail();',
  ),
];
