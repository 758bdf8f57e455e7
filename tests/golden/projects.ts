import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { relPath } from '../../src/model/path.js';
import type { RenderedFile } from '../../src/model/plan.js';
import type { ProjectSpec, SdkLine } from '../../src/model/spec.js';
import { renderProject } from '../../src/render/project.js';
import { demoProvider } from '../../src/sources/demo.js';
import { specsAt } from '../../src/sources/imported-providers.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { readSpec } from '../../src/spec/read-file.js';
import { loadPresets } from '../../src/styles/oauth2/section.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import {
  decidedSpec,
  examples,
  type GoldenDocument,
  importsOf,
  placeOf,
  specFiles,
} from './documents.js';
import { type GoldenTables, tablesProvider } from './tables.js';

export { examples };

export interface GoldenProject {
  name: string;
  sdk: SdkLine;
  /** Files in `examples/specs`. */
  specs: string[];
  demo?: true;
  documents?: readonly GoldenDocument[];
  tables?: GoldenTables;
  /** Name of its package, if it is another one. */
  packageName?: string;
  /** Instructions of its agent. */
  agent?: string;
  features?: string[];
  /** Another project from which it differs in a few lines: they are in `<name>.diff` beside this file, and it is not in `examples`. */
  like?: string;
  /** Files that were written or changed by hand. */
  own?: readonly string[];
}

/** The projects in `examples/`, and what they are made from. */
export const goldenProjects: readonly GoldenProject[] = [
  { name: 'demo', sdk: 'v2', specs: [], demo: true },
  { name: 'weather', sdk: 'v2', specs: ['weather.yaml'] },
  { name: 'issues', sdk: 'v2', specs: ['issues.yaml'] },
  {
    name: 'helpdesk',
    sdk: 'v2',
    specs: ['tickets.yaml', 'articles.yaml', 'reports.yaml'],
    agent: 'You help the support team. Before a reply, read the ticket and search the articles.',
  },
  { name: 'chat', sdk: 'v2', specs: ['chat.yaml'] },
  { name: 'google_chat', sdk: 'v2', specs: ['google_chat.yaml'] },
  { name: 'payments', sdk: 'v2', specs: ['payments.yaml'] },
  { name: 'board', sdk: 'v2', specs: ['board.yaml'] },
  {
    name: 'media',
    sdk: 'v2',
    packageName: '@acme/media',
    specs: ['media.yaml'],
    features: ['docker', 'drift', 'mcpb', 'registry', 'security'],
  },
  { name: 'gateway', sdk: 'v2', specs: ['weather.yaml', 'memory.yaml', 'tracker.yaml'] },
  { name: 'documents', sdk: 'v2', specs: ['documents.yaml', 'handbook.yaml', 'archive.yaml'] },
  { name: 'inventory', sdk: 'v2', specs: ['inventory.yaml'] },
  {
    name: 'toolbox',
    sdk: 'v2',
    specs: ['toolbox.yaml'],
    own: [
      'src/providers/toolbox/tools/add-measurement.ts',
      'src/providers/toolbox/tools/get-version.ts',
      'tests/toolbox.test.ts',
    ],
  },
  {
    name: 'extended',
    sdk: 'v2',
    specs: ['rooms.yaml'],
    own: [
      '.env.example',
      'src/extensions/README.md',
      'src/extensions/introspection.ts',
      'src/extensions/log.ts',
      'src/extensions/memory-store.ts',
      'src/extensions/routes.ts',
      'src/providers/rooms/mcp-instance.ts',
      'src/server.ts',
      'tests/extensions.test.ts',
      'tests/rooms.test.ts',
      'tests/services.ts',
    ],
  },
  {
    name: 'city',
    sdk: 'v2',
    specs: [],
    documents: [
      { file: 'rooms.openapi.yaml', exclude: ['deleteRoom'] },
      {
        file: 'library.openapi.yaml',
        more: { name: 'library', surface: 'search' },
      },
    ],
  },
  {
    name: 'shop',
    sdk: 'v2',
    specs: [],
    tables: {
      script: 'shop.sql',
      values: {
        tables: 'countries,customers,orders,open_orders',
        userColumn: 'owner',
        sharedTables: 'countries',
      },
      texts: [
        ['--name', 'shop'],
        ['--description', 'Customers and orders of a shop.'],
        ['--database-url', 'sqlite:data/shop.db'],
      ],
    },
  },
  { name: 'weather-v1', sdk: 'v1', specs: ['weather.yaml'], like: 'weather' },
];

/** @throws Error where there is none */
export function goldenProject(name: string): GoldenProject {
  const found = goldenProjects.find((project) => project.name === name);
  if (!found) throw new Error(`There is no golden project "${name}".`);
  return found;
}

/** Texts of a golden project, by path. */
export async function goldenTexts(name: string): Promise<Record<string, string>> {
  const files = await goldenFiles(goldenProject(name));
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

/** Files that `import mcp` has written: a fresh project has empty ones. */
const importedFiles = (name: string): string[] =>
  existsSync(join(examples, name))
    ? readdirSync(join(examples, name), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('remote.json') && !path.includes('node_modules'))
        .flatMap((path) => [path, `tests/${path.split('/').at(-2)}.tools.txt`])
    : [];

export async function projectSpec(project: GoldenProject): Promise<ProjectSpec> {
  const { name, packageName = name, sdk, specs, demo, features } = project;
  await loadPresets();
  const read = specs.map(async (file) => {
    const text = readFileSync(join(examples, 'specs', file), 'utf8');
    const { spec } = await readSpec(text, file, kindsAndStyles);
    const remote = join(examples, name, 'src/providers', spec.name, 'remote.json');
    if (!existsSync(remote)) return spec;
    const definitions = JSON.parse(readFileSync(remote, 'utf8')) as object;
    return { ...spec, origin: { kind: 'server' as const, catalog: definitions } };
  });
  const imported = (await importsOf(name, project.documents)).map((each) =>
    decidedSpec(name, each),
  );
  const providers = [...(await Promise.all(read)), ...imported];
  if (demo) providers.push(demoProvider().spec);
  if (project.tables) providers.push(...specsAt([await tablesOf(project.tables)], placeOf(name)));
  return {
    name: packageName,
    sdk,
    packageManager: 'npm',
    ...(demo && { demo }),
    ...(features && { features, github: `https://github.com/acme/${name}` }),
    providers,
  };
}

/** A project with one tool and without sign-in: the first tool of `weather`. */
export async function oneToolSpec(): Promise<ProjectSpec> {
  const weather = await projectSpec(goldenProject('weather'));
  const providers = weather.providers.map((spec) => ({ ...spec, tools: spec.tools.slice(0, 1) }));
  return { ...weather, providers };
}

const tablesOf = (tables: GoldenTables) =>
  tablesProvider(join(examples, 'specs', tables.script), tables);

/**
 * All files of a project: what its specs render to, what other commands add, and then what was imported or written by hand.
 * @param vendored paths of packages in the project
 */
export async function goldenFiles(
  project: GoldenProject,
  vendored: readonly string[] = [],
): Promise<RenderedFile[]> {
  const kept = [...importedFiles(project.name), ...(project.own ?? [])].map((path) => ({
    path: relPath(path),
    text: readFileSync(join(examples, project.name, path), 'utf8'),
  }));
  // The month until which a former name works is half a year away from today.
  const generated = (await generatedFiles(project, vendored)).map((file) => ({
    ...file,
    text: file.text.replaceAll(/(?<=\buntil: ')\d{4}-\d\d(?=')/g, '2027-05'),
  }));
  return [...generated.filter(({ path }) => !kept.some((file) => file.path === path)), ...kept];
}

async function generatedFiles(
  project: GoldenProject,
  vendored: readonly string[],
): Promise<RenderedFile[]> {
  const { name, agent, documents, tables } = project;
  const spec = await projectSpec(project);
  if (agent !== undefined)
    return after(renderProject(spec, vendored), ['add-agent', '--instructions', agent]);
  if (tables)
    return [...renderProject(spec, vendored), ...(await tablesOf(tables)).files(placeOf(name))];
  if (!documents) return renderProject(spec, vendored);
  const imports = await importsOf(name, documents);
  const providers = imports.map((each) => each.spec);
  const rendered = renderProject({ ...spec, providers }, vendored);
  const accepted = imports.flatMap(({ files }) =>
    files.map((file) => ({ ...file, text: withDecisions(file) })),
  );
  return after([...rendered, ...accepted], ['import', 'openapi']);

  /** The overlay with what people have decided. */
  function withDecisions({ path, text }: RenderedFile): string {
    const overlay = join(examples, name, path);
    return path.endsWith('openapi.yaml') && existsSync(overlay)
      ? readFileSync(overlay, 'utf8')
      : text;
  }
}

/** The files of a project after a command. */
async function after(
  rendered: readonly RenderedFile[],
  words: readonly string[],
): Promise<RenderedFile[]> {
  const root = '/project';
  const tree = rendered.map(({ path, text }) => [`${root}/${path}`, text] as const);
  const files = memoryFiles({ ...specFiles(), ...Object.fromEntries(tree) });
  const argv = [...words, '--yes', '--no-install'];
  const { exit, stderr } = await runProgram(argv, { files, cwd: root });
  if (exit !== 0) throw new Error(stderr);
  return Object.entries(files.texts())
    .filter(([path]) => path.startsWith(`${root}/`))
    .map(([path, text]) => ({ path: relPath(path.slice(root.length + 1)), text }));
}
