import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goldenProjects, goldenTexts } from '../golden/projects.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles, treeAt } from '../support/memory.js';

const SNAPSHOTS = join(import.meta.dirname, '..', 'snapshots', 'tools');
/** Its server offers tools that find and call those of the list. */
const SEARCHED = ['library'];

interface Listed {
  providers: { name: string; tools: { name: string; annotations: object }[] }[];
}

/** The tool that clients without tasks see as two. */
const withoutPair = (names: readonly string[]) => [
  ...new Set(names.map((name) => name.replace(/^(?:start_(.+)|get_(.+)_result)$/, '$1$2'))),
];

const namesOf = (tools: readonly { name: string }[]) => tools.map(({ name }) => name).toSorted();

describe.each(goldenProjects)('examples/$name', ({ name: project }) => {
  it('"list" and the count of "validate" have the tools that the server offers', async () => {
    const machine = { files: memoryFiles(treeAt('/p', await goldenTexts(project))), cwd: '/p' };
    const { stdout } = await runProgram(['list', '--json'], machine);
    const { providers } = JSON.parse(stdout) as Listed;
    for (const { name, tools } of providers) {
      if (SEARCHED.includes(name)) continue;
      const snapshot = readFileSync(join(SNAPSHOTS, `${project}-${name}.json`), 'utf8');
      const { tools: offered } = JSON.parse(snapshot) as { tools: { name: string }[] };
      expect(namesOf(tools), name).toEqual(withoutPair(namesOf(offered)).toSorted());
    }
    const only = ['--rule', 'contract/provider-name', '--format', 'json'];
    const { checked } = JSON.parse((await runProgram(['validate', ...only], machine)).stdout) as {
      checked: { tools: number };
    };
    expect(checked.tools).toBe(providers.flatMap(({ tools }) => tools).length);
  });
});

it.each([
  ['documents', 'archive', '`delete_file`'],
  ['gateway', 'memory', 'changes data'],
])(
  '%s: "add-tool" adds a row below those of the kind, or a table',
  async (name, provider, above) => {
    const files = memoryFiles(treeAt('/p', await goldenTexts(name)));
    const words = ['--provider', provider, '--description', 'Notes.', '--yes', '--no-install'];
    const { exit, stderr } = await runProgram(['add-tool', 'get_notes', ...words], {
      files,
      cwd: '/p',
    });
    expect(exit, stderr).toBe(0);
    const lines = (files.texts()['/p/README.md'] ?? '').split('\n');
    const heading = lines.findLastIndex((line, at) => line.startsWith('## ') && at < row());
    expect(lines[heading]?.toLowerCase()).toBe(`## ${provider}`);
    expect(lines.slice(heading, row()).join('\n')).toContain(above);

    function row() {
      return lines.findIndex((line) => line.startsWith('| `get_notes`'));
    }
  },
);
