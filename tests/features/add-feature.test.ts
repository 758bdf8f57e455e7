import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../src/host/memory.js';
import { goldenProjects, projectSpec } from '../golden/projects.js';
import { runProgram } from '../grow/machine.js';
import { renderProject } from '../../src/render/project.js';
import { withFeatures } from './rendered.js';

const ROOT = '/home/ann/tools';
const OPTIONS = ['--repository', 'https://github.com/acme/tools', '--yes'];

/** A golden project without features, on a disk. */
async function project(name: string, changes: Record<string, string> = {}, root = ROOT) {
  const golden = goldenProjects.find((each) => each.name === name)!;
  const spec = { ...(await projectSpec(golden)), features: [] };
  const texts = renderProject(spec).map(({ path, text }) => [`${root}/${path}`, text]);
  return memoryFiles({ ...(Object.fromEntries(texts) as Record<string, string>), ...changes });
}

const names = goldenProjects.map(({ name }) => name).filter((name) => name !== 'extended');

describe.each(names)('add-feature in %s', (name) => {
  it('adds what "create" writes', async () => {
    const files = await project(name);
    const argv = ['add-feature', 'registry', 'mcpb', ...OPTIONS];
    const { exit, stderr } = await runProgram(argv, { files, cwd: ROOT });
    expect(exit, stderr).toBe(0);
    const { files: expected } = await withFeatures(name);
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

  it.each([
    ['an unknown feature', ['registri', ...OPTIONS], 'did you mean "registry"?'],
    ['no feature', OPTIONS, '<feature>'],
    ['no repository', ['registry', '--yes'], '--repository'],
  ])('refuses %s', async (_, words, message) => {
    const files = await project('media');
    const before = files.texts();
    const { exit, stderr } = await runProgram(['add-feature', ...words], { files, cwd: ROOT });
    expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(files.texts()).toEqual(before);
  });
});
