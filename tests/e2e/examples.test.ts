import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { goldenFiles, goldenProjects, projectSpec } from '../golden/projects.js';
import { writeFiles, vendorPackages } from './rendered.js';
import { succeed } from './run.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';

const folder = temporaryFolder(afterAll);

describe.each(goldenProjects)('examples/$name', (project) => {
  const root = join(folder, project.name);

  it('installs, type-checks, builds and passes its own tests', async () => {
    writeFiles(root, await goldenFiles(project, vendorPackages(root)));
    await succeed('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], root);
    expect(installScripts(root), 'pnpm asks for an approval of each').toEqual([]);
    await succeed('npm', ['run', 'typecheck'], root);
    await succeed('npm', ['test'], root);
    await succeed('npm', ['run', 'validate'], root);
  });

  it('is small once installed for production', async () => {
    await succeed('npm', ['prune', '--omit=dev', '--no-audit', '--no-fund'], root);
    const kilobytes = Number((await succeed('du', ['-sk', 'node_modules'], root)).split('\t')[0]);
    const listed = await succeed('npm', ['ls', '--all', '--parseable', '--omit=dev'], root);
    const packages = listed.trim().split('\n').length - 1;
    const { providers } = await projectSpec(project);
    const kinds = [...providers.map(({ kind }) => kind), ...(project.agent ? ['agent'] : [])];
    const more = MORE.filter(({ kind }) => kinds.includes(kind));
    const sum = (key: 'kilobytes' | 'packages') => more.reduce((all, row) => all + row[key], 0);
    if (project.sdk === 'v2') {
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
