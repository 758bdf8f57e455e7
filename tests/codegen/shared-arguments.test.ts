import { expect, it } from 'vitest';
import { argumentGroups } from '../../src/codegen/shared-arguments.js';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';

const owner: JsonSchemaObject = {
  type: 'string',
  description: 'Account that owns the repository, as in its URL.',
};
const repo: JsonSchemaObject = {
  type: 'string',
  description: 'Name of the repository, without that of its owner.',
};
const page: JsonSchemaObject = {
  type: 'integer',
  description: 'Number of the page, of which the first is 1.',
};
const branch: JsonSchemaObject = {
  type: 'string',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  description:
    'Version of the project, or the name of one of its branches, as in the URL of its page.',
};
const topic: JsonSchemaObject = {
  type: 'string',
  description: 'What it is about, in one sentence that people can read in lists of what there is.',
};
const short: JsonSchemaObject = { type: 'string' };

type Properties = Record<string, JsonSchemaObject>;

const toolsWith = (inputs: readonly Properties[]) =>
  inputs.map((properties, index) => ({
    name: `tool_${index}`,
    title: 'Tool',
    description: 'A tool.',
    inputSchema: { type: 'object' as const, properties },
  }));

it.each<[what: string, inputs: Properties[], constants: string[]]>([
  [
    'three tools',
    [
      { owner, repo },
      { owner, repo, page },
      { page, owner, repo },
    ],
    ['ownerAndRepo'],
  ],
  ['two tools', [{ owner, repo }, { owner, repo }, { owner }], []],
  [
    'another order',
    [
      { owner, repo },
      { owner, repo },
      { owner, repo },
      { repo, owner },
    ],
    [],
  ],
  [
    'another description',
    [
      { owner, repo },
      { owner, repo },
      { owner, repo: { ...repo, description: 'Its name.' } },
    ],
    [],
  ],
  ['one argument', [{ page }, { page }, { page }], []],
  ['one long argument of four tools', Array<Properties>(4).fill({ branch }), []],
  ['one long argument of five tools', Array<Properties>(5).fill({ branch }), ['branchArgument']],
  ['one short argument of five tools', Array<Properties>(5).fill({ page }), []],
  [
    'short ones',
    [
      { a: short, b: short },
      { a: short, b: short },
      { a: short, b: short },
    ],
    [],
  ],
  [
    'three arguments',
    [
      { owner, repo, page },
      { owner, repo, page },
      { owner, repo, page },
    ],
    ['ownerRepoAndPage'],
  ],
  [
    'pages',
    [
      { limit: short, cursor: short },
      { owner, limit: short, cursor: short },
      { limit: short, cursor: short },
    ],
    ['page'],
  ],
  ['searches', Array<Properties>(3).fill({ q: owner, limit: page }), ['searchArguments']],
])('arguments of %s', (_, inputs, constants) => {
  const groups = argumentGroups(toolsWith(inputs), () => [], []);
  expect(groups.map(({ constant }) => constant)).toEqual(constants);
});

it('a constant has no name that the files of tools already have', () => {
  const tools = toolsWith([
    { owner, repo },
    { owner, repo },
    { owner, repo },
  ]);
  expect(argumentGroups(tools, () => [], ['ownerAndRepo'])).toEqual([]);
  const pages = toolsWith([page, page, page].map((limit) => ({ limit, cursor: owner })));
  const [group] = argumentGroups(pages, () => [], ['page']);
  expect(group?.constant).toBe('limitAndCursor');
});

it.each<[what: string, names: string[], readOnly: boolean, constants: string[]]>([
  [
    'create and change the same',
    ['create_repository', 'update_repository'],
    false,
    ['repositoryFields'],
  ],
  [
    'are named noun first',
    ['repositories_create', 'repositories_update'],
    false,
    ['repositoryFields'],
  ],
  ['write other things', ['create_repository', 'update_branch'], false, []],
  ['read', ['list_repositories', 'search_repositories'], true, []],
])('arguments of two tools that %s', (_, names, readOnlyHint, constants) => {
  const inputs = [
    { owner, topic, branch, repo },
    { repo: { ...repo, description: 'Its name.' }, owner, topic, branch },
  ].map((properties) => ({ type: 'object' as const, properties }));
  const tools = names.map((name, index) => ({
    name,
    title: 'Tool',
    description: 'A tool.',
    inputSchema: inputs[index] ?? { type: 'object' as const },
    annotations: { readOnlyHint },
  }));
  const groups = argumentGroups(tools, () => [], []);
  expect(groups.map(({ constant }) => constant)).toEqual(constants);
  expect(groups.flatMap(({ properties }) => properties.map(({ name }) => name))).toEqual(
    constants.length > 0 ? ['owner', 'topic', 'branch'] : [],
  );
});
