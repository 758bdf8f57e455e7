import { type Edit, type Mutation, inIssues } from '../mutate.js';

const FILE = 'src/providers/issues/api/get-issue.ts';
const IMPORT = "import { callApi } from './client.js';\n";
const CALL = '  return response.body;';
const FILES = "import { readFile } from 'node:fs/promises';\nimport { join } from 'node:path';";
const PROGRAMS = "import { exec, execFile } from 'node:child_process';";

/** What comes before the tool's function, and what is done in it. */
const sneaky = (defect: string, rule: Mutation['rule'], top: string, body: string): Mutation => {
  const above: Edit = [IMPORT, `${IMPORT}${top}\n`];
  return inIssues(`sneaky: ${defect}`, rule, { [FILE]: [above, [CALL, `  ${body}\n${CALL}`]] });
};
const address = (defect: string, top: string, body: string) =>
  sneaky(`address ${defect}`, 'security/free-address', top, body);
const file = (defect: string, top: string, body: string) =>
  sneaky(`file ${defect}`, 'security/free-path', `${FILES}\n${top}`, body);
const word = (defect: string, top: string, body: string) =>
  sneaky(`word ${defect}`, 'security/program-argument', `${PROGRAMS}\n${top}`, body);

export const mutations: readonly Mutation[] = [
  address(
    'out of a helper',
    'const clean = (text: string) => text.trim();',
    '▶await fetch(clean(repo));',
  ),
  address(
    'out of an object that a helper makes',
    'const make = (url: string) => ({ url });',
    'const { url } = make(repo);\n  ▶await fetch(url);',
  ),
  address(
    'out of an async helper with rest parameters',
    "const put = async (...all: string[]) => all.join('');",
    "▶await fetch(await put(repo, '/x'));",
  ),
  address('as a default', '', 'const { to = repo } = {} as { to?: string };\n  ▶await fetch(to);'),
  address(
    'put into a list',
    '',
    'const list: string[] = [];\n  list.push(repo);\n  ▶await fetch(list[0] ?? owner);',
  ),
  address(
    'put into a variable',
    '',
    "let url = 'https://api.github.com';\n  if (owner) url = repo;\n  ▶await fetch(url);",
  ),
  address(
    'put into an object',
    '',
    'const to = { url: owner.length };\n  Object.assign(to, { href: repo });\n  ▶await fetch((to as unknown as URL).href);',
  ),
  address('of a loop', '', 'for (const url of [repo, owner]) {\n    ▶await fetch(url);\n  }'),
  address(
    'of a callback',
    '',
    'await Promise.all(\n    [repo].map((url) =>\n      ▶fetch(url),\n    ),\n  );',
  ),
  address('in a request', '', '▶await fetch(new Request(repo));'),
  address('in options', "import https from 'node:https';", '▶https.request({ host: repo });'),
  address(
    'put into an address',
    '',
    "const url = new URL('https://api.github.com');\n  url.host = repo;\n  ▶await fetch(url);",
  ),
  file(
    'out of a helper',
    "const at = (name: string) => join('/srv', `${name}.md`);",
    '▶await readFile(at(repo.trim()));',
  ),
  file(
    'out of merged options',
    '',
    'const options = Object.assign({}, { file: repo });\n  ▶await readFile(options.file);',
  ),
  file('as a default', '', 'const { at = repo } = {} as { at?: string };\n  ▶await readFile(at);'),
  word(
    'out of a helper',
    "const words = (name: string) => ['log', name];",
    "▶execFile('git', words(repo));",
  ),
  word(
    'put into a list',
    '',
    "const words = ['log'];\n  words.push(repo);\n  ▶execFile('git', words);",
  ),
  word('added to a list', '', "▶execFile('git', ['log'].concat(repo));"),
  word('of a text taken apart', '', "▶execFile('git', `log ${repo}`.split(' '));"),
  word(
    'in one of two lists',
    '',
    "const words = owner ? ['log', repo] : [];\n  ▶execFile('git', words);",
  ),
  sneaky(
    'command out of a helper',
    'security/shell-command',
    `${PROGRAMS}\nconst logOf = (names: readonly string[]) => ['git', 'log', ...names].join(' ');`,
    '▶exec(logOf([repo]));',
  ),
];
