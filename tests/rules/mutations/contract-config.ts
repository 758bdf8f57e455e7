import { type Edit, type Mutation, inIssues, mutation } from '../mutate.js';

const CONFIG = 'provider-config.yaml';

const entry = (defect: string, ...edits: Edit[]): Mutation => ({
  defect,
  rule: 'contract/config-entry',
  edits: { [CONFIG]: edits },
});
const syntax = (defect: string, path: string, ...edit: Edit): Mutation => ({
  defect,
  rule: 'contract/syntax-error',
  edits: { [path]: edit },
});
const KEY: Edit = ['  {provider}:', '▶  {provider}:'];

export const mutations: readonly Mutation[] = [
  inIssues('a query in the base address', 'contract/config-entry', {
    [CONFIG]: ['base_url: https://api.github.com', '▶base_url: https://api.github.com?v=3'],
  }),
  mutation('providers is misspelt in the configuration', 'contract/config-file', {
    [CONFIG]: ['providers:', '▶provider:'],
  }),
  mutation('the configuration says something beside the providers', 'contract/config-file', {
    [CONFIG]: ['providers:', '▶version: 1\nproviders:'],
  }),
  mutation('the configuration is a list', 'contract/config-file', { [CONFIG]: '▶- name: X\n' }),
  mutation('the configuration is empty', 'contract/config-file', { [CONFIG]: '▶' }),
  mutation('an entry has a slip in its key', 'contract/config-key', {
    [CONFIG]: ['  {provider}:', '▶  {provider}s:'],
  }),
  mutation('an entry has no directory', 'contract/config-key', {
    [CONFIG]: [
      '  {provider}:',
      '▶  zoological_garden:\n    name: Z\n    description: Z.\n    base_url: https://z.example.com\n    auth: none\n  {provider}:',
    ],
  }),
  mutation('a provider has no entry', 'contract/config-key', {
    [CONFIG]: [
      ['providers:\n', '▶providers:\n'],
      [
        '  articles:\n    name: Articles\n    description: Articles of the knowledge base.\n    base_url: https://kb.example.com/rest\n    auth: basic\n    port: 8711\n    token_path: helpdesk\n',
        '',
      ],
    ],
  }),
  entry('an entry has no address', KEY, ['    base_url: https', '    # https']),
  entry('an entry has no name', KEY, ['    name: ', '    # ']),
  entry('an entry has no description', KEY, ['    description: ', '    # ']),
  entry('an entry has no auth', KEY, ['    auth: ', '    # ']),
  entry('base_url is written as in code', ['    base_url:', '▶    baseUrl:']),
  entry('auth is misspelt', ['    auth:', '▶    auht:']),
  entry('an entry says something else', ['    auth:', '▶    timeout: 30\n    auth:']),
  entry('the name is a number', ['    name: ', '▶    name: 7 # ']),
  entry('the description is empty', ['    description: ', "▶    description: '' # "]),
  entry('the description is a list', ['    description: ', '▶    description: [a] # ']),
  entry('the address has no scheme', ['    base_url: https://', '▶    base_url: ']),
  entry('the address is no web address', ['    base_url: https', '▶    base_url: ftp']),
  entry('the port is a text', [
    '    auth: bearer\n    port: 8710',
    "    auth: bearer\n▶    port: '8710'",
  ]),
  entry('the port is out of range', [
    '    auth: bearer\n    port: 8710',
    '    auth: bearer\n▶    port: 87100',
  ]),
  syntax('a key stands in the wrong column', CONFIG, '    auth:', '▶   auth:'),
  syntax(
    'a key is there twice',
    CONFIG,
    '    auth:',
    "    name: 'X'\n    auth:".replace('    name', '▶    name'),
  ),
  syntax('a text in quotes goes on behind them', CONFIG, '    name: ', "▶    name: 'a' "),
  syntax(
    'a comma is missing in package.json',
    'package.json',
    '"private": true,\n',
    '"private": true\n▶',
  ),
  syntax(
    'a parenthesis is left over in a tool',
    '{src}/tools/{file}.ts',
    '  annotations:',
    '▶  ) annotations:',
  ),
  syntax(
    'a quote is open in a tool',
    '{src}/tools/{file}.ts',
    "  name: '{tool}',",
    "▶  name: '{tool},",
  ),
  syntax(
    'a merge conflict is left',
    '{src}/api/client.ts',
    'export async',
    '▶<<<<<<< HEAD\nexport async',
  ),
];
