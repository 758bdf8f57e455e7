import { expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

const HOME = '/home/ann';
const ROOT = `${HOME}/repos-mcp`;
const OWN = `${ROOT}/src/providers/repos`;
const GROUP = "import { ownerAndRepo } from '../schemas/owner-and-repo.js';";
const NAME = 'Name of the repository, as it is in the URL of its page.';
const OTHER = 'Name of the repository, without that of its owner.';

/** Operations of a repository, each with its description of the argument `repo`. */
const documentOf = (descriptions: Readonly<Record<string, string>>) => ({
  openapi: '3.0.3',
  info: { title: 'Repos', version: '1' },
  servers: [{ url: 'https://repos.example.com' }],
  paths: Object.fromEntries(
    Object.entries(descriptions).map(([noun, description]) => [
      `/repos/{owner}/{repo}/${noun}`,
      {
        get: {
          operationId: `list_${noun}`,
          description: `The ${noun} of a repository.`,
          parameters: [
            ['owner', 'Account that owns the repository, as it is in the URL of its page.'],
            ['repo', description],
          ].map(([name, text]) => ({
            ...{ in: 'path', name, required: true, description: text },
            schema: { type: 'string' },
          })),
          responses: { 200: { description: 'OK' } },
        },
      },
    ]),
  ),
});

const FEW = { tags: NAME, branches: NAME, commits: OTHER };
const ALL = { ...FEW, commits: NAME };

it.each([
  ['into a constant', FEW, ALL, true],
  ['out of it', ALL, FEW, false],
])('the arguments of tools that did not change move %s', async (_, before, after, isShared) => {
  const document = `${HOME}/repos.json`;
  const files = memoryFiles({ [document]: JSON.stringify(documentOf(before)) });
  const run = (cwd: string, ...words: string[]) =>
    runProgram([...words, '--yes', '--no-install'], { files, cwd });
  const options = ['--from-openapi', 'repos.json', '--auth', 'none', '--name', 'repos', '--no-git'];
  expect((await run(HOME, 'create', ROOT, ...options)).stderr).not.toContain('Error');
  const toolsWithGroup = () =>
    ['tags', 'branches', 'commits'].filter((noun) =>
      files.texts()[`${OWN}/tools/list-${noun}.ts`]?.includes(GROUP),
    );
  expect(toolsWithGroup()).toHaveLength(isShared ? 0 : 3);

  await files.write(document, JSON.stringify(documentOf(after)));
  const { exit, stderr } = await run(ROOT, 'import', 'openapi', '../repos.json', '--name', 'repos');
  expect([exit, stderr]).toEqual([0, expect.any(String)]);
  expect(toolsWithGroup()).toHaveLength(isShared ? 3 : 0);
  expect(files.texts()[`${OWN}/tools/list-commits.ts`]).toContain(isShared ? GROUP : OTHER);
  if (isShared) expect(files.texts()[`${OWN}/schemas/owner-and-repo.ts`]).toContain(NAME);
});
