import { renderProject } from '../../src/render/project.js';
import {
  createRecord,
  type ProjectRecord,
  readRecord,
  RECORD_FILE,
  recordText,
  textId,
} from '../../src/render/record.js';
import { goldenProject, projectSpec } from '../golden/projects.js';
import type { Tree } from '../support/base-project.js';

export const OLD_VERSION = '0.1.9';

/** What other templates rendered: names, lines and packages differ, one file is new and one is gone. */
function withOlderTemplates(tree: Tree): Tree {
  const older: Tree = {};
  for (const [path, text] of Object.entries(tree))
    older[path.replace(/mcp-instance\.ts$/, 'instance.ts')] = path.endsWith('.ts')
      ? text.replaceAll('mcp-instance.js', 'instance.js')
      : text;
  const change = (path: string, edit: (text: string) => string) => {
    const text = older[path];
    if (text !== undefined) older[path] = edit(text);
  };
  change('src/server.ts', (text) =>
    text
      .replaceAll('runServer', 'startServer')
      .replace(/(?<=import \{.*)\bstartServer\b/, 'runServer as startServer'),
  );
  change('tsconfig.json', (text) => text.replace('"include"', '"strict": false,\n  "include"'));
  change('.gitignore', (text) => text.replace(/^.*\n/, ''));
  change('.github/workflows/ci.yml', (text) =>
    text.replace('      - run: npm run typecheck\n', ''),
  );
  change('README.md', (text) => text.replace('\n## ', '\nA sentence of before.\n\n## '));
  change('package.json', (text) =>
    text
      .replace(/"(zod|vite)": "[^"]*"/g, '"$1": "1.0.0"')
      .replace(/"vitest": "[^"]*"/, '"vitest": "2.0.0"')
      .replace('"validate": "mcp-provider validate"', '"validate": "mcp-provider validate ."')
      .replace(/,\n *"version": "mcp-provider lock"/, ''),
  );
  change('.prettierrc', (text) => `${text}\n`);
  delete older['AGENTS.md'];
  older['docs/contract.md'] = 'What clients rely on.\n';
  return older;
}

export interface AgedProject {
  /** What an older version rendered, without the record. */
  rendered: Tree;
  /** The project with its record. */
  tree: Tree;
  /** What the current version renders. */
  current: Tree;
}

/** A golden project as if an older version had created it. */
export async function agedProject(name: string): Promise<AgedProject> {
  const project = await projectSpec(goldenProject(name));
  const files = renderProject(project);
  const current = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  const rendered = withOlderTemplates(current);
  const record: ProjectRecord = {
    ...readRecord(createRecord(project, [], files).text),
    files: Object.fromEntries(Object.entries(rendered).map(([path, text]) => [path, textId(text)])),
    version: OLD_VERSION,
  };
  return { rendered, tree: { ...rendered, [RECORD_FILE]: recordText(record) }, current };
}

/** Paths that an upgrade has changed although neither version of the templates has them. */
export const touchedOthers = (before: Tree, after: Tree, { rendered, current }: AgedProject) =>
  Object.keys({ ...before, ...after }).filter(
    (path) =>
      before[path] !== after[path] &&
      !(path in rendered) &&
      !(path in current) &&
      path !== RECORD_FILE,
  );
