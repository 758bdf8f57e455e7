import { join } from 'node:path';
import type { HostFiles } from '../../src/model/host.js';
import { relPath } from '../../src/model/path.js';
import type { Plan } from '../../src/model/plan.js';
import { planChanges, planProject } from '../../src/plan/make-plan.js';
import type { Tree } from '../support/tree.js';

/** A plan of each kind; all paths are below a directory that is made for the test. */
export interface Scenario {
  name: string;
  root: string;
  /** There is no moment at which a part of the changes can be seen. */
  atOnce: boolean;
  before: Tree;
  plan(files: HostFiles, base: string): Promise<Plan>;
  after: Tree;
}

const rendered = [
  { path: relPath('package.json'), text: '{}\n' },
  { path: relPath('src/core/http.ts'), text: 'export {};\n' },
  { path: relPath('src/server.ts'), text: 'import "./core/http.js";\n' },
];

/** The rendered files appear in `root`, all else stays. */
function created(
  start: Pick<Scenario, 'name' | 'root' | 'atOnce' | 'before'>,
  cwd = '.',
): Scenario {
  const { root, before } = start;
  const kept = Object.entries(before).filter(([path]) => !path.endsWith('/'));
  const project = rendered.map(({ path, text }): [string, string] => [`${root}/${path}`, text]);
  return {
    ...start,
    plan: (files, base) =>
      planProject({ files, cwd: join(base, cwd) }, join(base, root), {
        files: rendered,
        edits: [],
      }),
    after: Object.fromEntries([...kept, ...project]),
  };
}

const hand = { 'p/tsconfig.json': '{ "strict": true }\n', 'p/README.md': '# Mine\r\n' };

export const scenarios: readonly Scenario[] = [
  created({
    name: 'a root that is missing',
    root: 'p',
    atOnce: true,
    before: { 'other.txt': 'x' },
  }),
  created({
    name: 'a root below others that are missing',
    root: 'a/b/p',
    atOnce: true,
    before: { 'a.txt': 'x' },
  }),
  created({ name: 'an empty directory', root: 'p', atOnce: true, before: { 'p/': '' } }),
  created({ name: 'the working directory', root: 'p', atOnce: false, before: { 'p/': '' } }, 'p'),
  created({
    name: 'a directory with a repository',
    root: 'p',
    atOnce: false,
    before: { 'p/.git/HEAD': 'main' },
  }),
  {
    name: 'a project that is there',
    root: 'p',
    atOnce: false,
    before: {
      ...hand,
      'p/src/index.ts': 'one\n',
      'p/src/index.test.ts': 'two\n',
      'p/src/old.ts': 'three\n',
    },
    async plan(files, base) {
      const plan = await planChanges(files, join(base, 'p'), {
        files: [
          { path: relPath('tsconfig.json'), text: '{ "strict": true }\n' },
          { path: relPath('src/new.ts'), text: 'new\n' },
          { path: relPath('src/tools/rooms/send.ts'), text: 'send\n' },
        ],
        edits: [
          { path: relPath('src/index.ts'), previous: 'one\n', text: 'one\nand more\n' },
          { path: relPath('src/index.test.ts'), previous: 'two\n', text: 'two\nand more\n' },
        ],
      });
      plan.ops.push({ do: 'delete', path: relPath('src/old.ts'), previous: 'three\n' });
      return plan;
    },
    after: {
      ...hand,
      'p/src/index.ts': 'one\nand more\n',
      'p/src/index.test.ts': 'two\nand more\n',
      'p/src/new.ts': 'new\n',
      'p/src/tools/rooms/send.ts': 'send\n',
    },
  },
];

export function scenarioNamed(name: string | undefined): Scenario {
  const scenario = scenarios.find((each) => each.name === name);
  if (!scenario) throw new Error(`There is no scenario "${name}".`);
  return scenario;
}
