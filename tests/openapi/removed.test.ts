import { beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { operation, type Paths, PetProject, query, ROOT } from './pets.js';

let project: PetProject;
// The first one loads the program.
beforeEach(async () => void (project = await PetProject.imported()));

const TOOL = 'tools/get-pet.ts';
const TEST = 'tests/pets.test.ts';
const RUN = "run: ({ id }, { api }) => api({ method: 'GET', path: path`/pets/${id}` }),";
const REASON = `  ${RUN}\n  unavailable: 'The API does not have this operation any more: GET /pets/{id}.',\n});`;

const removal = (paths: Paths) => {
  delete paths['/pets/{id}']!.get;
};
const same = () => {};
const imported = async (change: (paths: Paths) => void) => {
  await project.describe(change);
  return project.run();
};

describe('operations that the document no longer has', () => {
  it('are reported every time, and calls of their tools fail', async () => {
    for (let time = 0; time < 2; time++) {
      const { exit, stderr } = await imported(removal);
      expect([exit, stderr]).toEqual([
        0,
        expect.stringContaining('GET /pets/{id}: get_pet. The document no longer has it.'),
      ]);
      expect(await project.text(TOOL)).toContain(REASON);
    }
    expect((await project.text(TEST)).match(/unavailable: true,/g)).toHaveLength(1);
    expect((await project.run('--check')).exit).toBe(1);
  });

  it('are reported until their tools are removed', async () => {
    await imported(removal);
    const argv = ['remove-tool', 'get_pet', '--provider', 'pets', '--yes'];
    await runProgram(argv, { files: project.files, cwd: ROOT });
    const { exit, stdout } = await project.run('--check');
    expect([exit, stdout]).toEqual([0, expect.stringContaining('up to date')]);
  });

  it('make tools available again when they are restored', async () => {
    const before = await project.tree();
    await imported(removal);
    await project.describe(same);
    const check = await project.run('--check', '--format', 'github');
    expect([check.exit, check.stdout]).toEqual([1, expect.stringContaining('has it again')]);
    const { stderr } = await project.run();
    expect(stderr).toContain('Restored (1):\n  GET /pets/{id}: get_pet');
    expect(await project.tree()).toEqual(before);
    expect((await project.run('--check')).exit).toBe(0);
  });

  it('make tools available again when they are restored with changes', async () => {
    await project.edit(TOOL, (text) =>
      text.replace('annotations: {', 'annotations: /* Mine. */ {'),
    );
    await imported(removal);
    await imported((paths) => {
      const parameters = [...(paths['/pets/{id}']!.get!.parameters as []), query('color')];
      paths['/pets/{id}']!.get = operation('getPet', { parameters });
    });
    const tool = await project.text(TOOL);
    expect(tool).toContain('color: z.string()');
    expect(tool).toContain('annotations: /* Mine. */ {');
    expect(tool).not.toContain('unavailable');
    expect(await project.text(TEST)).not.toContain('unavailable');
  });

  it('leave a tool that people have made available again, or unavailable for another reason', async () => {
    await imported(removal);
    await project.edit(TOOL, (text) => text.replace(/ {2}unavailable: .*\n/, ''));
    await project.run();
    expect(await project.text(TOOL)).not.toContain('unavailable');
    await project.edit(TOOL, (text) =>
      text.replace(RUN, () => `${RUN}\n  unavailable: 'Paused.',`),
    );
    await imported(same);
    expect(await project.text(TOOL)).toContain("unavailable: 'Paused.'");
  });

  describe('leave files with "update: false" alone', () => {
    const keep = () =>
      project.edit('openapi.yaml', (text) =>
        text.replace('GET /pets/{id}:\n', 'GET /pets/{id}:\n    update: false\n'),
      );
    const unkeep = () =>
      project.edit('openapi.yaml', (text) => text.replace('    update: false\n', ''));

    it('when they are removed', async () => {
      await keep();
      const before = await project.text(TOOL);
      await imported(removal);
      expect(await project.text(TOOL)).toBe(before);
      await unkeep();
      await imported(removal);
      expect(await project.text(TOOL)).toContain(REASON);
    });

    it.each<[string, (paths: Paths) => void]>([
      ['restored', same],
      [
        'restored with another path',
        (paths) => {
          paths['/v2/pets/{id}'] = { get: paths['/pets/{id}']!.get! };
          delete paths['/pets/{id}']!.get;
        },
      ],
    ])('when they are %s', async (_, change) => {
      await imported(removal);
      await keep();
      const { stderr } = await imported(change);
      expect(stderr).toContain(': get_pet (not updated: "update: false")');
      expect(await project.text(TOOL)).toContain(REASON);
      expect((await project.run('--check')).exit).toBe(0);
    });

    it('and restore them where that was decided for the time of the removal only', async () => {
      const before = await project.tree();
      await imported(removal);
      await keep();
      await imported(removal);
      await unkeep();
      await imported(same);
      expect(await project.tree()).toEqual(before);
    });
  });
});

it('operations that can no longer be imported stay as they are', async () => {
  const before = await project.text(TOOL);
  const { stderr } = await imported((paths) => {
    const parameters = [query('password', { required: true })];
    paths['/pets/{id}']!.get = operation('getPet', { parameters });
  });
  expect(stderr).toContain('No longer imported: the tools stay as they are (1):');
  expect(await project.text(TOOL)).toBe(before);
});
