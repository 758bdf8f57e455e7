import { describe, expect, it } from 'vitest';
import { renderProject } from '../../src/render/project.js';
import { goldenProject, goldenProjects, projectSpec } from '../golden/projects.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { withFeatures } from './rendered.js';

const ROOT = '/home/ann/tools';
const OPTIONS = ['--repository', 'https://github.com/acme/tools', '--yes'];

/** A golden project without features, on a disk. */
async function project(name: string, changes: Record<string, string> = {}, root = ROOT) {
  const golden = goldenProject(name);
  const spec = { ...(await projectSpec(golden)), features: [] };
  const texts = renderProject(spec).map(({ path, text }) => [`${root}/${path}`, text]);
  return memoryFiles({ ...(Object.fromEntries(texts) as Record<string, string>), ...changes });
}

const names = goldenProjects.map(({ name }) => name).filter((name) => name !== 'extended');

describe.each(names)('add-feature in %s', (name) => {
  it('adds what "create" writes', async () => {
    const files = await project(name);
    const bundle = files.texts()[`${ROOT}/package.json`]!.includes('"libsql"') ? [] : ['mcpb'];
    const features = ['directory', 'docker', 'drift', ...bundle, 'registry', 'security'];
    const argv = ['add-feature', ...features, ...OPTIONS];
    const { exit, stderr } = await runProgram(argv, { files, cwd: ROOT });
    expect(exit, stderr).toBe(0);
    const { files: expected } = await withFeatures(name, { features });
    const texts = files.texts();
    for (const { path, text } of expected) {
      if (path === 'package.json')
        expect(JSON.parse(texts[`${ROOT}/${path}`]!)).toEqual(JSON.parse(text));
      else if (path === 'README.md') expect(texts[`${ROOT}/${path}`]).toContain('## Publish\n');
      else expect(texts[`${ROOT}/${path}`], path).toBe(text);
    }
    const again = await runProgram(argv, { files, cwd: ROOT });
    expect([again.exit, again.stdout]).toEqual([0, expect.stringContaining('No files were')]);
  });
});

describe('add-feature', () => {
  it('keeps members of package.json, and shows those of the feature', async () => {
    const files = await project('media');
    const path = `${ROOT}/package.json`;
    const manifest = JSON.parse(files.texts()[path]!) as object;
    await files.write(
      path,
      JSON.stringify({ ...manifest, version: '2.0.0', files: ['dist'] }, null, 2),
    );
    const { exit, stderr } = await runProgram(['add-feature', 'registry', ...OPTIONS], {
      files,
      cwd: ROOT,
    });
    expect(exit, stderr).toBe(0);
    expect(stderr).toContain('package.json has another "files". It was not changed.');
    expect(JSON.parse(files.texts()[path]!)).toMatchObject({ version: '2.0.0', files: ['dist'] });
    expect(files.texts()[`${ROOT}/server.json`]).toContain('"version": "2.0.0"');
  });

  it('says that a project with its packages in "vendor/" cannot be published', async () => {
    const files = await project('media');
    const path = `${ROOT}/package.json`;
    const published = await runProgram(['add-feature', 'registry', ...OPTIONS, '--dry-run'], {
      files,
      cwd: ROOT,
    });
    expect(published.stderr).not.toContain('cannot be published');
    const text = files.texts()[path]!;
    const archive = '"mcp-provider": "file:vendor/mcp-provider-0.2.0-01234567.tgz"';
    await files.write(path, text.replace(/"mcp-provider": "[^"]+"/, archive));
    const { exit, stderr } = await runProgram(['add-feature', 'registry', ...OPTIONS], {
      files,
      cwd: ROOT,
    });
    expect(exit, stderr).toBe(0);
    expect(stderr).toContain('cannot be published yet');
  });

  it('reads package.json with a byte order mark, and refuses one with a conflict', async () => {
    const files = await project('media');
    const path = `${ROOT}/package.json`;
    const manifest = files.texts()[path]!;
    const argv = ['add-feature', 'registry', ...OPTIONS, '--dry-run'];
    await files.write(path, `\uFEFF${manifest}`);
    expect((await runProgram(argv, { files, cwd: ROOT })).exit).toBe(0);
    await files.write(path, `<<<<<<< ours\n${manifest}`);
    const { exit, stderr } = await runProgram(argv, { files, cwd: ROOT });
    expect([exit, stderr]).toEqual([2, expect.stringContaining('package.json')]);
  });

  it('below the root of a repository puts the workflow there', async () => {
    const root = '/repo/packages/media';
    const git = { '/repo/.git/HEAD': 'ref: refs/heads/main\n' };
    const files = await project('media', git, root);
    const { exit, stderr } = await runProgram(['add-feature', 'registry', ...OPTIONS], {
      files,
      cwd: root,
    });
    expect(exit, stderr).toBe(0);
    const workflow = files.texts()['/repo/.github/workflows/media-publish.yml'];
    expect(workflow).toContain("tags: ['media-v*']");
  });

  it('omits the scope of the package where names have none', async () => {
    const root = '/repo/packages/media';
    const git = { '/repo/.git/HEAD': 'ref: refs/heads/main\n' };
    const files = await project('media', git, root);
    const path = `${root}/package.json`;
    const manifest = JSON.parse(files.texts()[path]!) as object;
    await files.write(path, JSON.stringify({ ...manifest, name: '@acme/media' }));
    const argv = ['add-feature', 'registry', 'docker', 'mcpb', ...OPTIONS];
    const { exit, stderr } = await runProgram(argv, { files, cwd: root });
    expect(exit, stderr).toBe(0);
    const texts = files.texts();
    expect(Object.keys(texts)).toContain('/repo/.github/workflows/media-publish.yml');
    expect(texts['/repo/.github/workflows/media-publish.yml']).toContain("tags: ['media-v*']");
    expect(texts['/repo/.github/workflows/media-registry.yml']).toContain(
      'npm view "@acme/media@$(',
    );
    expect(texts[`${root}/README.md`]).toContain('docker build --tag media .');
    expect(JSON.parse(texts[`${root}/server.json`]!)).toMatchObject({
      name: 'io.github.acme/media',
      packages: [{ identifier: '@acme/media' }],
    });
    expect(JSON.parse(texts[path]!)).toMatchObject({
      bin: { media: 'dist/server.js' },
      scripts: { bundle: expect.stringContaining('dist/media.mcpb') as string },
    });
  });

  it('adds a Dockerfile without a repository, for the version of the package manager', async () => {
    const files = await project('media');
    const path = `${ROOT}/package.json`;
    const manifest = JSON.parse(files.texts()[path]!) as object;
    await files.write(path, JSON.stringify({ ...manifest, packageManager: 'yarn@1.22.22+sha1.a' }));
    const { exit, stderr, stdout } = await runProgram(['add-feature', 'docker', '--yes'], {
      files,
      cwd: ROOT,
    });
    expect(exit, stderr).toBe(0);
    expect(files.texts()[`${ROOT}/Dockerfile`]).toContain('then yarn install --frozen-lockfile;');
    expect(files.texts()[`${ROOT}/README.md`]).toContain('## Container image\n');
    expect(stdout + stderr).toContain('add-feature docker --yes');
  });

  it.each([
    ['an unknown feature', ['registri', ...OPTIONS], 'did you mean "registry"?'],
    ['a repository for a Dockerfile', ['docker', ...OPTIONS], 'create/without-feature'],
    ['no feature', OPTIONS, '<feature>'],
    [
      'no repository',
      ['registry', '--yes'],
      '--repository is required.\nAdd it to the command, or run',
    ],
  ])('refuses %s', async (_, words, message) => {
    const files = await project('media');
    const before = files.texts();
    const { exit, stderr } = await runProgram(['add-feature', ...words], { files, cwd: ROOT });
    expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(files.texts()).toEqual(before);
  });
});
