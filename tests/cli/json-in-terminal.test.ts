/** With `--json`, a program reads the answer: nobody is asked, whatever terminal the program has. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import type { commands } from '../../src/commands/register.gen.js';
import { GREETER } from './greeter.js';
import { ROOT } from './spawn.js';
import { hasScript, talk } from './talk.js';

/** Of each command: words that leave a question open, and the code of the error where nothing can be done without the answer. */
const ROWS: Readonly<Record<keyof typeof commands, readonly (readonly [string, string?])[]>> = {
  'add-agent': [['', 'spec/answer-missing']],
  'add-feature': [['', 'spec/answer-missing']],
  'add-prompt': [
    ['', 'extend/which-provider'],
    ['--provider tickets', 'spec/answer-missing'],
  ],
  'add-provider': [
    ['', 'spec/answer-missing'],
    ['--base-url https://api.acme.dev', 'spec/answer-missing'],
  ],
  'add-resource': [['--provider tickets', 'spec/answer-missing']],
  'add-skill': [
    ['', 'extend/which-provider'],
    ['--provider tickets', 'project/packages'],
  ],
  'add-tool': [
    ['', 'extend/which-provider'],
    ['--provider tickets', 'spec/answer-missing'],
  ],
  build: [['', 'project/packages']],
  call: [['', 'call/tool'], ['say_hello node greeter.cjs']],
  chat: [['node greeter.cjs', 'chat/message']],
  config: [[''], ['cursor', 'not-built'], ['cursor --write', 'not-built']],
  create: [
    ['', 'spec/answer-missing'],
    ['new-mcp', 'spec/answer-missing'],
    ['new-mcp --from postgres://127.0.0.1:1/app', 'database/unreadable'],
    ['. --from demo', 'plan/not-empty'],
  ],
  dev: [['', 'project/packages']],
  discover: [['', 'project/packages']],
  doctor: [['', 'usage/missing-argument']],
  drift: [['', 'drift/nothing-recorded']],
  eval: [['', 'usage/missing-argument']],
  import: [
    ['', 'usage/missing-argument'],
    ['openapi', 'openapi/nothing-imported'],
    ['database', 'database/nothing-imported'],
    ['mcp', 'import/target'],
    ['mcp node greeter.cjs'],
  ],
  list: [['']],
  lock: [['', 'project/packages']],
  'remove-provider': [
    ['', 'refactor/name'],
    ['tickets', 'refactor/uncommitted'],
  ],
  'remove-tool': [
    ['', 'refactor/name'],
    ['suggest_edit', 'refactor/uncommitted'],
  ],
  'rename-argument': [['', 'refactor/name']],
  'rename-provider': [
    ['', 'refactor/name'],
    ['tickets', 'refactor/new-name'],
  ],
  'rename-tool': [
    ['', 'refactor/name'],
    ['suggest_edit', 'refactor/new-name'],
  ],
  schema: [['']],
  'sign-in': [
    ['', 'call/provider'],
    ['tickets', 'sign-in/no-terminal'],
  ],
  upgrade: [['', 'upgrade/no-record']],
  validate: [['']],
};

const CASES = Object.entries(ROWS).flatMap(([command, rows]) =>
  rows.map(([words, code]) => [command, words, code] as const),
);

it.skipIf(!hasScript).each(CASES)(
  '--json asks no question in a terminal: %s %s',
  async (command, words, code) => {
    const folder = temporaryFolder();
    const project = join(folder, 'project');
    if (command !== 'create') cpSync(join(ROOT, 'examples/helpdesk'), project, { recursive: true });
    else mkdirSync(project);
    writeFileSync(join(project, 'greeter.cjs'), GREETER);
    const args = [command, ...words.split(' ').filter(Boolean), '--json'];
    const model = { MODEL_NAME: 'm', MODEL_URL: 'http://127.0.0.1:9', MODEL_KEY: 'k' };
    const variables = { HOME: folder, ...model };
    const { exit, screen } = await talk('mcp-provider', args, project, [], variables);
    expect(screen).not.toMatch(/[◆◇]/);
    const [, found] = /"code": "(.*)"/.exec(screen) ?? [];
    expect([found, exit === null], screen).toEqual([code, false]);
  },
);
