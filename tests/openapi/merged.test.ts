import { expect, it } from 'vitest';
import { operation, PetProject, query } from './pets.js';

const LIST = 'tools/list-pets.ts';
const LOCK = 'openapi.lock.json';
const TEXTS = 'tests/pets.tools.txt';

const publish = (project: PetProject, color: boolean, born: boolean) =>
  project.describe((paths) => {
    const parameters = [query('kind'), ...(color ? [query('color')] : [])];
    paths['/pets']!.get = operation('listPets', { parameters });
    paths['/pets']!.post = operation('addPet', {
      parameters: [query('name', { required: true }), ...(born ? [query('born')] : [])],
    });
  });

it.each(['yours', 'theirs'])(
  'an import after a merge continues with the lock of either branch: %s',
  async (side) => {
    const [ours, theirs] = [await PetProject.imported(), await PetProject.imported()];
    await publish(ours, true, false);
    await ours.run();
    await publish(theirs, false, true);
    await theirs.run();
    const locks = { yours: await ours.text(LOCK), theirs: await theirs.text(LOCK) };
    // Git merges the code of both branches, and the document.
    for (const path of ['tools/add-pet.ts']) {
      const text = await theirs.text(path);
      await ours.edit(path, () => text);
    }
    await publish(ours, true, true);
    await ours.edit(
      LOCK,
      () => `<<<<<<< HEAD\n${locks.yours}=======\n${locks.theirs}>>>>>>> two\n`,
    );
    const refused = await ours.run();
    expect([refused.exit, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/openapi\.lock\.json" contains a merge conflict[^]*either side/),
    ]);
    await ours.edit(LOCK, () => locks[side as keyof typeof locks]);
    const { exit, stderr } = await ours.run();
    expect([exit, stderr]).toEqual([0, expect.not.stringContaining('Conflicts')]);
    expect(await ours.text(LIST)).toContain('color');
    expect(await ours.text('tools/add-pet.ts')).toContain('born');
    expect((await ours.run('--check')).exit).toBe(0);
  },
);

it('brings the list of tools to the text of the code that a person has kept', async () => {
  const project = await PetProject.imported();
  await project.edit(LIST, (text) => text.replace('Summary of listPets.', 'Mine.'));
  await project.describe((paths) => Object.assign(paths['/pets']!.get!, { summary: 'Theirs.' }));
  expect((await project.run()).exit).toBe(1);
  await project.edit(LIST, (text) =>
    text.replace(/<{7}[^\n]*\n([^]*?)={7}\n[^]*?>{7}[^\n]*\n/g, '$1'),
  );
  const check = await project.run('--check');
  expect([check.exit, check.stdout]).toEqual([1, expect.stringContaining('list_pets')]);
  expect((await project.run()).exit).toBe(0);
  expect(await project.text(TEXTS)).toContain('Mine.');
  expect(await project.text('README.md')).toContain('Mine.');
  expect((await project.run('--check')).exit).toBe(0);
});
