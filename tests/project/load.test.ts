import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/host/disk.js';
import { memoryFiles } from '../host/memory.js';
import type { DataDocument } from '../../src/model/project.js';
import { projectAbove, projectsBelow, repositoryOf } from '../../src/project/find.js';
import { loadProject } from '../../src/project/load.js';
import { minimalProject } from '../rules/minimal-project.js';
import { fileOf, projectOf } from './disk.js';

describe('a project in memory', () => {
  it('is made of its sources, without what is built, ignored or another project', async () => {
    const project = await projectOf({
      'src/a.ts': '',
      'src/types.d.ts': '',
      'src/b.test.ts': '',
      'src/readme.md': '',
      'scripts/c.mjs': '',
      'dist/a.js': '',
      'build/a.js': '',
      'generated/a.ts': '',
      'node_modules/m/index.js': '',
      'src/node_modules/m.js': '',
      '.hidden/a.ts': '',
      'packages/other/provider-config.yaml': '',
      'packages/other/src/a.ts': '',
      'tsconfig.json': '{ "compilerOptions": { "outDir": "./build/" } }',
      '.gitignore': 'generated/\n',
      'src/client/.gitignore': '*\n!kept.ts\n',
      'src/client/made.ts': '',
      'src/client/kept.ts': '',
    });
    expect([...project.files.keys()]).toEqual([
      'scripts/c.mjs',
      'src/a.ts',
      'src/b.test.ts',
      'src/client/kept.ts',
    ]);
  });

  it('has the providers that are there and those that are configured', async () => {
    const project = await projectOf({
      'provider-config.yaml': 'providers:\n  b: {}\n  a: { name: A }\n',
      'src/providers/a/index.ts': '',
      'src/providers/c/api/auth.ts': '',
      'src/providers/index.ts': '',
      'tests/a/tools.test.ts': '',
      'tests/support/server.ts': '',
    });
    const words = project.providers.map(({ name, entry, files, tests }) => [
      name,
      entry !== undefined,
      files.length,
      tests.length,
    ]);
    expect(words).toEqual([
      ['a', true, 1, 1],
      ['b', true, 0, 0],
      ['c', false, 1, 0],
    ]);
    expect(fileOf(project, 'tests/support/server.ts')).toMatchObject({
      provider: undefined,
      test: true,
    });
    const [a, b, c] = project.providers;
    expect(a!.file('index')?.path).toBe('src/providers/a/index.ts');
    expect(a!.file('api/auth')).toBeUndefined();
    expect(b!.place.file.region(b!.place)).toMatchObject({ startLine: 2, startColumn: 3 });
    expect(c!.place.file.path).toBe('src/providers/c/api/auth.ts');
  });

  it('knows its documents and the clients that are configured in it', async () => {
    const project = await projectOf({
      ...minimalProject,
      '.env.example': 'WEATHER_TOKEN=\n',
      '.mcp.json': '{ "mcpServers": { "weather": { "command": "node" } } }',
      '.vscode/mcp.json': '{ // comment\n "servers": { "weather": {}, "other": {} } }',
    });
    const { documents } = project;
    expect(
      documents.clients.map(({ client, servers }) => [client, servers.map(({ key }) => key)]),
    ).toEqual([
      ['claude-code', ['weather']],
      ['vscode', ['weather', 'other']],
    ]);
    expect(documents.ignores?.('.env')).toBe(true);
    expect(documents.envExample?.entries().map(({ key }) => key)).toEqual(['WEATHER_TOKEN']);
    expect(documents.serverJson).toBeUndefined();
    expect(
      documents.all.every(({ path }) => path in minimalProject || path.endsWith('mcp.json')),
    ).toBe(true);
  });

  it('points at what is nearest to something that is missing', async () => {
    const project = await projectOf(minimalProject);
    expect(project.nearest('src/providers/weather/api/missing.ts').file.path).toBe(
      'src/providers/weather/api/auth.ts',
    );
    expect(project.nearest('src/providers/none').file.path).toBe('src/providers/index.ts');
    expect(project.nearest('provider-config.yaml').file.path).toBe('provider-config.yaml');
  });

  it('is read whatever marks and line ends its files have', async () => {
    const strange = Object.fromEntries(
      Object.entries(minimalProject).map(([path, text]) => [
        path,
        `\uFEFF${text.replaceAll('\n', '\r\n')}`,
      ]),
    );
    const [plain, other] = await Promise.all([projectOf(minimalProject), projectOf(strange)]);
    for (const file of other.files.values()) expect(file.facts.syntaxErrors).toEqual([]);
    const places = (project: typeof plain) =>
      project.providers[0]!.tools.flatMap(({ input, at }) => [
        at,
        ...input!.properties!.map((each) => each.at),
      ]).map((at) => at.file.region(at));
    expect(places(other)).toEqual(places(plain));
    expect(other.documents.packageJson?.problems).toEqual([]);
  });

  it('is refused where there is nothing', async () => {
    const files = memoryFiles({ '/empty/readme.md': '' });
    await expect(loadProject(files, '/empty')).rejects.toMatchObject({
      code: 'project/not-found',
    });
  });
});

describe('a project on disk', () => {
  let root: string;
  const write = (path: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'project-'));
    write('app/provider-config.yaml', 'providers: {}\n');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is found through links, and findings are where the files really are', async () => {
    write('app/shared/weather/api/auth.ts', 'export const a = 1;');
    write('outside/b.ts', "import './c.js';");
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'app/src/providers'), { recursive: true });
    symlinkSync('../../shared/weather', join(root, 'app/src/providers/weather'));
    symlinkSync('../../../outside', join(root, 'app/src/providers/linked'));
    symlinkSync('../../shared', join(root, 'app/shared/weather/loop'));
    symlinkSync('nowhere.ts', join(root, 'app/src/dangling.ts'));
    const project = await loadProject(diskFiles, join(root, 'app'));
    const files = [...project.files.values()].map(({ logicalPath, path }) => [logicalPath, path]);
    expect(files).toContainEqual([
      'src/providers/weather/api/auth.ts',
      'shared/weather/api/auth.ts',
    ]);
    expect(files).toContainEqual(['src/providers/linked/b.ts', 'src/providers/linked/b.ts']);
    expect(files.length).toBeLessThan(10);
    expect(project.providers.map(({ name }) => name)).toEqual(['linked', 'weather']);
  });

  it('names what is linked from outside of its repository, and does not read it', async () => {
    write('outside/b.ts', 'export const b = 1;');
    write('outside/api/auth.ts', '');
    mkdirSync(join(root, 'app/src/providers'), { recursive: true });
    symlinkSync('../../../outside/b.ts', join(root, 'app/src/providers/index.ts'));
    write('app/src/a.ts', '');
    symlinkSync('../../outside', join(root, 'app/src/linked'));
    symlinkSync('../../outside/b.ts', join(root, 'app/src/c.ts'));
    symlinkSync('../../../outside', join(root, 'app/src/providers/linked'));
    symlinkSync('../outside', join(root, 'app/data'));
    const project = await loadProject(diskFiles, join(root, 'app'));
    expect([...project.files.keys()]).toEqual([
      'src/a.ts',
      'src/c.ts',
      'src/linked',
      'src/providers/index.ts',
      'src/providers/linked',
    ]);
    const linked = fileOf(project, 'src/linked');
    expect(project.modules.resolve(fileOf(project, 'src/a.ts'), './linked/b.js')).toEqual({
      is: 'file',
      file: linked,
    });
    expect(linked.facts.syntaxErrors).toHaveLength(1);
    const [provider, ...others] = project.providers;
    expect(others).toEqual([]);
    expect(provider?.file('api/auth')).toBe(fileOf(project, 'src/providers/linked'));
    expect(fileOf(project, 'src/c.ts')).toMatchObject({ text: '', facts: { exports: [] } });
    expect(fileOf(project, 'src/c.ts').facts.syntaxErrors).toMatchObject([
      { message: '"src/c.ts" is a symbolic link that leads out of the repository.' },
    ]);
  });

  it('says which file is no text, and reads the others', async () => {
    write('app/src/a.ts', Uint8Array.of(0xff, 0xfe, 0x61, 0x00));
    write('app/src/b.ts', 'export const b = 1;');
    for (const path of ['package.json', 'Dockerfile', '.gitignore'])
      write(`app/${path}`, Uint8Array.of(0xff));
    const project = await loadProject(diskFiles, join(root, 'app'));
    expect(fileOf(project, 'src/a.ts').facts.syntaxErrors).toMatchObject([
      { message: '"src/a.ts" is not UTF-8 text.', hint: expect.stringMatching(/^Save/) as string },
    ]);
    expect(fileOf(project, 'src/b.ts').facts.exports).toHaveLength(1);
    const problems = project.documents.all.flatMap((file) =>
      'problems' in file ? (file as DataDocument).problems : [],
    );
    expect(problems.map(({ message }) => message)).toEqual([
      '"package.json" is not UTF-8 text.',
      '"Dockerfile" is not UTF-8 text.',
      '".gitignore" is not UTF-8 text.',
    ]);
  });

  it('is found from below and from above', async () => {
    write('app/src/providers/a/index.ts', '');
    write('other/.mcp-provider.json', '{}');
    write('app/packages/inner/provider-config.yaml', '');
    write('.git/HEAD', '');
    const app = join(root, 'app');
    expect(await projectAbove(diskFiles, join(app, 'src/providers'))).toBe(app);
    await expect(projectAbove(diskFiles, root)).rejects.toMatchObject({
      code: 'project/not-found',
    });
    expect(await projectsBelow(diskFiles, root)).toEqual([
      app,
      join(app, 'packages/inner'),
      join(root, 'other'),
    ]);
    expect(await repositoryOf(diskFiles, app)).toBe(root);
  });
});
