import type { Tree } from '../support/base-project.js';

/** What a person does to a project, and what must hold after an upgrade. */
export interface HandEdit {
  what: string;
  edit(tree: Tree): Tree;
  isKept(tree: Tree): boolean;
  /** Whether the edit changes whole files, so that others cannot be made at once. */
  isAlone?: true;
}

const MARK = 'HAND-EDIT';
const OWN = `export const own = '${MARK}';`;
const first = (tree: Tree, pattern: RegExp) =>
  Object.keys(tree)
    .toSorted()
    .find((path) => pattern.test(path));
const without = (tree: Tree, path: string): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([key]) => key !== path));

/** The tree with a module at another place in its provider; the modules that import it follow. */
function withModuleAt(tree: Tree, from: string, to: string): Tree {
  const [provider = ''] = /^.*\/providers\/\w+\//.exec(from) ?? [];
  const specifierAt = (path: string, importer: string) =>
    path
      .slice(importer.startsWith(provider) ? provider.length : 'src/'.length)
      .replace(/\.ts$/, `.js'`);
  return Object.fromEntries(
    Object.entries(tree).map(([path, text]) => [
      path === from ? to : path,
      path.endsWith('.ts')
        ? text.replaceAll(`/${specifierAt(from, path)}`, `/${specifierAt(to, path)}`)
        : text,
    ]),
  );
}

let count = 0;
/** A change of the first file whose path matches; the text of `change` contains a mark that must stay in a file like it. */
function textEdit(
  what: string,
  pattern: RegExp,
  change: (text: string, mark: string) => string,
): HandEdit {
  const mark = `${MARK} ${++count}.`;
  return {
    what,
    edit(tree) {
      const path = first(tree, pattern);
      return path === undefined ? tree : { ...tree, [path]: change(tree[path] ?? '', mark) };
    },
    isKept: (tree) =>
      Object.entries(tree).some(([path, text]) => pattern.test(path) && text.includes(mark)),
  };
}

type Manifest = Record<string, Record<string, string>> & {
  description?: unknown;
  private?: unknown;
};
const manifestOf = (tree: Tree) => JSON.parse(tree['package.json'] ?? '{}') as Manifest;
function manifestEdit(
  what: string,
  change: (manifest: Manifest) => void,
  isKept: (manifest: Manifest) => boolean,
): HandEdit {
  return {
    what,
    edit(tree) {
      const manifest = manifestOf(tree);
      change(manifest);
      return { ...tree, 'package.json': `${JSON.stringify(manifest, null, 2)}\n` };
    },
    isKept: (tree) => isKept(manifestOf(tree)),
  };
}

const withCrlf = (text: string) => text.replaceAll('\n', '\r\n');
const TOOL = /\/tools\/[^/]*\.ts$/;

export const handEdits: readonly HandEdit[] = [
  textEdit('a line at the end of the README', /^README/, (text, mark) => `${text}\n${mark}\n`),
  textEdit('a paragraph before the first section', /^README/, (text, mark) =>
    text.replace('\n## ', `\n${mark}\n\n## `),
  ),
  textEdit('a word in a line of the README', /^README/, (text, mark) =>
    text.replace(/^(.*npm run dev.*)$/m, `$1 ${mark}`),
  ),
  textEdit(
    'a line at the start of the README',
    /^README/,
    (text, mark) => `<!-- ${mark} -->\n${text}`,
  ),
  textEdit('a pattern in .gitignore', /^\.gitignore$/, (text, mark) => `${text}${mark}\n`),
  textEdit('a first pattern in .gitignore', /^\.gitignore$/, (text, mark) => `${mark}\n${text}`),
  textEdit('a step of ci.yml', /ci\.yml$/, (text, mark) => `${text}      - run: echo ${mark}\n`),
  textEdit('a job of ci.yml', /ci\.yml$/, (text, mark) =>
    text.replace('\njobs:\n', `\njobs:\n  # ${mark}\n`),
  ),
  textEdit('the description of a tool', TOOL, (text, mark) =>
    text.replace(/description: '/, `description: '${mark} `),
  ),
  textEdit('the annotations of a tool', TOOL, (text, mark) =>
    text.replace(/(annotations: )/, `// ${mark}\n  $1`),
  ),
  textEdit('code at the end of a tool', TOOL, (text, mark) => `${text}\n// ${mark}\n`),
  textEdit('an import of a tool', TOOL, (text, mark) => `// ${mark}\n${text}`),
  textEdit('code before the start of the server', /src\/server\.ts$/, (text, mark) =>
    text.replace(/\n(.*runServer\(|.*startServer\()/, `\nconsole.error('${mark}');\n$1`),
  ),
  textEdit(
    'a comment in mcp-instance.ts',
    /(mcp-)?instance\.ts$/,
    (text, mark) => `// ${mark}\n${text}`,
  ),
  textEdit(
    'code in api/auth.ts',
    /api\/auth\.ts$/,
    (text, mark) => `${text}\nexport const note = '${mark}';\n`,
  ),
  textEdit(
    'code in index.ts of a provider',
    /src\/providers\/\w+\/index\.ts$/,
    (text, mark) => `${text}\n// ${mark}\n`,
  ),
  textEdit('a comment in the cases', /tests\/\w+\.test\.ts$/, (text, mark) =>
    text.replace('tools: {', `tools: {\n      // ${mark}`),
  ),
  textEdit(
    'a comment in provider-config.yaml',
    /^provider-config/,
    (text, mark) => `# ${mark}\n${text}`,
  ),
  textEdit(
    'a variable in .env.example',
    /^\.env\.example$/,
    (text, mark) => `${text}\n# ${mark}\n`,
  ),
  textEdit('an option with a comment in tsconfig.json', /^tsconfig\.json$/, (text, mark) =>
    text.replace(
      /\n\}\s*$/,
      `,\n  // ${mark}\n  "compilerOptions": { "noImplicitReturns": true }\n}\n`,
    ),
  ),
  manifestEdit(
    'a dependency',
    ({ devDependencies }) => {
      devDependencies!['left-pad'] = '1.3.0';
    },
    ({ devDependencies }) => devDependencies!['left-pad'] === '1.3.0',
  ),
  manifestEdit(
    'a raised dependency',
    ({ devDependencies }) => {
      devDependencies!.zod = '99.0.0';
    },
    ({ devDependencies }) => devDependencies!.zod === '99.0.0',
  ),
  manifestEdit(
    'a lowered dependency',
    ({ devDependencies }) => {
      devDependencies!.vitest = '1.0.0';
    },
    ({ devDependencies }) => devDependencies!.vitest === '1.0.0',
  ),
  manifestEdit(
    'a dependency in another section',
    (manifest) => {
      const { vite, ...devDependencies } = manifest.devDependencies!;
      Object.assign(manifest, { dependencies: { vite }, devDependencies });
    },
    ({ dependencies, devDependencies }) =>
      dependencies!.vite !== '1.0.0' && !('vite' in devDependencies!),
  ),
  manifestEdit(
    'scripts',
    ({ scripts }) => {
      Object.assign(scripts!, { deploy: MARK, dev: MARK, validate: MARK });
    },
    ({ scripts }) =>
      [scripts!.deploy, scripts!.dev, scripts!.validate].every((text) => text === MARK),
  ),
  manifestEdit(
    'the description, and no longer private',
    (manifest) => {
      manifest.description = MARK;
      delete manifest.private;
    },
    (manifest) => manifest.description === (MARK as never) && !('private' in manifest),
  ),
  {
    what: 'an own file',
    edit: (tree) => ({ ...tree, 'src/own.ts': OWN, 'docs/own.bin': MARK }),
    isKept: (tree) => tree['src/own.ts'] === OWN && tree['docs/own.bin'] === MARK,
  },
  {
    what: 'a deleted file',
    isAlone: true,
    edit: (tree) => without(tree, '.prettierrc'),
    isKept: (tree) => !('.prettierrc' in tree),
  },
  {
    what: 'a tool that looks like a deleted one',
    isAlone: true,
    edit(tree) {
      const path = first(tree, TOOL) ?? '';
      const text = tree[path] ?? '';
      if (!text.includes("description: '")) return tree; // only its path would differ
      const own = `${text
        .replace(/\bname: '\w+'/, `name: 'my_notes'`)
        .replace(/describe\('[^']*'\)/g, `describe('Of mine.')`)
        .replace(/description: '[^']*'/, `description: 'Reads my notes.'`)}// ${MARK}\n`;
      return withModuleAt({ ...tree, [path]: own }, path, path.replace(/[^/]*$/, 'mine.ts'));
    },
    isKept: (tree) =>
      Object.entries(tree).some(
        ([path, text]) => path.endsWith('tools/mine.ts') && text.endsWith(`// ${MARK}\n`),
      ),
  },
  {
    what: 'a moved file',
    isAlone: true,
    edit(tree) {
      const path = first(tree, TOOL) ?? '';
      return withModuleAt(tree, path, path.replace('/tools/', '/moved/'));
    },
    isKept: (tree) =>
      Object.entries(tree).some(
        ([path, text]) => path.includes('/moved/') && text.includes('mcp-instance.js'),
      ),
  },
  {
    what: 'Windows line ends everywhere',
    isAlone: true,
    edit: (tree) =>
      Object.fromEntries(Object.entries(tree).map(([path, text]) => [path, withCrlf(text)])),
    isKept: (tree) =>
      Object.entries(tree).every(
        ([path, text]) => path.startsWith('.mcp-provider') || !/(?<!\r)\n/.test(text),
      ),
  },
  {
    what: 'a byte order mark and white space in Markdown',
    isAlone: true,
    edit: (tree) => ({
      ...tree,
      'README.md': `\uFEFF${tree['README.md']!.replaceAll('\n\n', '\n\n\n')}`,
    }),
    isKept: (tree) =>
      tree['README.md']!.startsWith('\uFEFF#') && tree['README.md']!.includes('\n\n\n'),
  },
  {
    what: 'all code with tabs',
    isAlone: true,
    edit: (tree) =>
      Object.fromEntries(
        Object.entries(tree).map(([path, text]) => [
          path,
          path.endsWith('.ts')
            ? text.replace(/^( {2})+/gm, (margin) => '\t'.repeat(margin.length / 2))
            : text,
        ]),
      ),
    isKept: (tree) =>
      Object.entries(tree).every(
        ([path, text]) => !/(?<!mcp-instance)\.ts$/.test(path) || !/^ {2}/m.test(text),
      ),
  },
];
