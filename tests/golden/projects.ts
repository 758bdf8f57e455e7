import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectSpec, SdkLine } from '../../src/model/spec.js';
import { demoProvider } from '../../src/commands/create/demo.js';
import { catalog } from '../../src/commands/catalog.js';
import { memoryFiles } from '../../src/host/memory.js';
import type { RenderedFile } from '../../src/model/plan.js';
import { relPath } from '../../src/model/path.js';
import { renderProject } from '../../src/render/project.js';
import { readSpec } from '../../src/spec/read-file.js';

import { runProgram } from '../grow/machine.js';

export const examples = join(import.meta.dirname, '..', '..', 'examples');

interface GoldenProject {
  name: string;
  sdk: SdkLine;
  /** Files in `examples/specs`. */
  specs: string[];
  demo?: true;
  /** Instructions of its agent. */
  agent?: string;
  features?: string[];
  /** Files that were written or changed by hand. */
  own?: readonly string[];
}

/** The projects in `examples/`, and what they are made from. */
export const goldenProjects: readonly GoldenProject[] = [
  { name: 'demo', sdk: 'v2', specs: [], demo: true },
  { name: 'weather', sdk: 'v2', specs: ['weather.yaml'] },
  { name: 'issues', sdk: 'v2', specs: ['issues.yaml'] },
  { name: 'helpdesk', sdk: 'v2', specs: ['tickets.yaml', 'articles.yaml', 'reports.yaml'] },
  {
    name: 'assistant',
    sdk: 'v2',
    specs: ['tickets.yaml', 'articles.yaml'],
    agent: 'You help the support team. Search the articles before you reply to a ticket.',
  },
  { name: 'chat', sdk: 'v2', specs: ['chat.yaml'] },
  { name: 'google_chat', sdk: 'v2', specs: ['google_chat.yaml'] },
  { name: 'payments', sdk: 'v2', specs: ['payments.yaml'] },
  { name: 'board', sdk: 'v2', specs: ['board.yaml'] },
  { name: 'media', sdk: 'v2', specs: ['media.yaml'], features: ['mcpb', 'registry'] },
  { name: 'gateway', sdk: 'v2', specs: ['weather.yaml', 'memory.yaml', 'tracker.yaml'] },
  { name: 'documents', sdk: 'v2', specs: ['documents.yaml', 'handbook.yaml', 'archive.yaml'] },
  { name: 'inventory', sdk: 'v2', specs: ['inventory.yaml'] },
  {
    name: 'extended',
    sdk: 'v2',
    specs: ['rooms.yaml'],
    own: [
      'src/extensions/introspection.ts',
      'src/extensions/log.ts',
      'src/extensions/memory-store.ts',
      'src/extensions/routes.ts',
      'src/providers/rooms/api/client.ts',
      'src/providers/rooms/mcp-instance.ts',
      'src/server.ts',
      'tests/extensions.test.ts',
      'tests/rooms.test.ts',
      'tests/services.ts',
    ],
  },
  { name: 'weather-v1', sdk: 'v1', specs: ['weather.yaml'] },
];

/** Files that `import mcp` has written: a fresh project has empty ones. */
const importedFiles = (name: string): string[] =>
  readdirSync(join(examples, name), { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('remote.json') && !path.includes('node_modules'),
  );

export async function projectSpec({
  name,
  sdk,
  specs,
  demo,
  features,
}: GoldenProject): Promise<ProjectSpec> {
  const providers = await Promise.all(
    specs.map(async (file) => {
      const text = readFileSync(join(examples, 'specs', file), 'utf8');
      return (await readSpec(text, file, catalog)).spec;
    }),
  );
  if (demo) providers.push(demoProvider().spec);
  return {
    name,
    sdk,
    packageManager: 'npm',
    ...(demo && { demo }),
    ...(features && { features, github: `https://github.com/acme/${name}` }),
    providers,
  };
}

/**
 * All files of a project: what its specs render to, what `add-agent` adds, and then what was imported or written by hand.
 * @param vendored path of the packed runtime in the project
 */
export async function goldenFiles(
  project: GoldenProject,
  vendored?: string,
): Promise<RenderedFile[]> {
  const kept = [...importedFiles(project.name), ...(project.own ?? [])].map((path) => ({
    path: relPath(path),
    text: readFileSync(join(examples, project.name, path), 'utf8'),
  }));
  const generated = await generatedFiles(project, vendored);
  return [...generated.filter(({ path }) => !kept.some((file) => file.path === path)), ...kept];
}

async function generatedFiles(
  project: GoldenProject,
  vendored: string | undefined,
): Promise<RenderedFile[]> {
  const rendered = renderProject(await projectSpec(project), vendored);
  if (project.agent === undefined) return rendered;
  const root = '/assistant';
  const files = memoryFiles(
    Object.fromEntries(rendered.map(({ path, text }) => [`${root}/${path}`, text])),
  );
  const words = ['add-agent', '--instructions', project.agent, '--yes', '--no-install'];
  const { exit, stderr } = await runProgram(words, { files, cwd: root });
  if (exit !== 0) throw new Error(stderr);
  return Object.entries(files.texts()).map(([path, text]) => ({
    path: relPath(path.slice(root.length + 1)),
    text,
  }));
}
