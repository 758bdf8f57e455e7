import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import {
  goldenFiles,
  type GoldenProject,
  goldenProjects,
  projectSpec,
} from '../../golden/projects.js';
import { succeed } from '../../support/run.js';
import { vendorPackages, writeFiles } from './rendered.js';
import { buildServer, passTogether, TSC } from './together.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const BIN = join(ROOT, 'bin', 'mcp-provider.cjs');
const folder = temporaryFolder(afterAll);

/** Projects that depend on the same packages, which are installed once. */
const groups = new Map<string, GoldenProject[]>();
for (const project of goldenProjects) {
  const manifest = (await goldenFiles(project)).find(({ path }) => path === 'package.json');
  const { dependencies, devDependencies } = JSON.parse(manifest!.text) as Record<string, object>;
  const key = JSON.stringify([dependencies, devDependencies]);
  groups.set(key, [...(groups.get(key) ?? []), project]);
}

const rows = [...groups.values()].map(([first, ...others]) => ({
  names: [first!, ...others].map(({ name }) => name).join(', '),
  first: first!,
  others,
}));

describe.each(rows)('of the examples $names', ({ first, others }) => {
  const group = join(folder, first.name);
  const rootOf = ({ name }: GoldenProject) => join(group, name);
  const root = rootOf(first);

  beforeAll(async () => {
    for (const project of [first, ...others])
      writeFiles(rootOf(project), await goldenFiles(project, vendorPackages(rootOf(project))));
  });

  it('the first installs, type-checks, builds and passes its own tests', async () => {
    await succeed('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], root);
    expect(installScripts(root), 'pnpm asks for an approval of each').toEqual([]);
    const second = join(root, 'node_modules/mcp-provider/node_modules/zod');
    expect(existsSync(second), 'schemas of another zod are not recognized').toBe(false);
    await succeed('npm', ['ci', '--dry-run', '--no-audit', '--no-fund'], root);
    // As in a project that others reference: each type of what it exports has a public name.
    await succeed('npm', ['run', 'typecheck', '--', '--declaration'], root);
    await succeed('npm', ['test'], root);
    await succeed('npm', ['run', 'validate'], root);
  });

  if (others.length > 0)
    it('the others pass with its packages', async () => {
      const roots = others.map(rootOf);
      const packages = join(root, 'node_modules');
      for (const one of [group, ...roots]) symlinkSync(packages, join(one, 'node_modules'));
      await succeed('node', [TSC, '--build', ...roots], group);
      await Promise.all(roots.map(buildServer));
      for (const one of roots) await succeed('node', [BIN, 'validate'], one);
      await passTogether(roots);
    });

  it('the first is small once installed for production', async () => {
    await succeed('npm', ['prune', '--omit=dev', '--no-audit', '--no-fund'], root);
    const kilobytes = Number((await succeed('du', ['-sk', 'node_modules'], root)).split('\t')[0]);
    const listed = await succeed('npm', ['ls', '--all', '--parseable', '--omit=dev'], root);
    const packages = listed.trim().split('\n').length - 1;
    const { providers } = await projectSpec(first);
    const kinds = [...providers.map(({ kind }) => kind), ...(first.agent ? ['agent'] : [])];
    const more = MORE.filter(({ kind }) => kinds.includes(kind));
    const sum = (key: 'kilobytes' | 'packages') => more.reduce((all, row) => all + row[key], 0);
    if (first.sdk === 'v2') {
      expect(kilobytes).toBeLessThanOrEqual(24_000 + sum('kilobytes'));
      expect(packages).toBeLessThanOrEqual(25 + sum('packages'));
    }
  });
});

/** What a kind or an agent brings: the client of the MCP SDK; the engine of SQLite. */
const MORE = [
  { kind: 'agent', kilobytes: 9_000, packages: 15 },
  { kind: 'mcp', kilobytes: 9_000, packages: 15 },
  { kind: 'sql', kilobytes: 20_500, packages: 6 },
];

/** Packages with install scripts; those for other systems are not installed. */
function installScripts(root: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { hasInstallScript?: true; optional?: true }>;
  };
  return Object.entries(lock.packages)
    .filter(([, { hasInstallScript, optional }]) => hasInstallScript && !optional)
    .map(([path]) => path);
}
