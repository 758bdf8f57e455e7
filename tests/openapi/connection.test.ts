import { expect, it } from 'vitest';
import { DOCUMENT, PetProject, ROOT } from './pets.js';

const CONFIG = `${ROOT}/provider-config.yaml`;
const OLD = 'https://pets.example.com';
const NEW = 'https://pets.example.org/v2';

const replaced = async ({ files }: PetProject, path: string, from: string, to: string) =>
  files.write(path, ((await files.read(path)) ?? '').replace(from, to));

/** A project whose document has moved to another base URL. */
async function moved() {
  const project = await PetProject.imported();
  await replaced(project, DOCUMENT, OLD, NEW);
  return project;
}

it.each<[string, string, string]>([
  ['the project has the new one', `base_url: ${OLD}`, `base_url: ${NEW}`],
  ['a comment names the new one', `base_url: ${OLD}`, `base_url: ${OLD} # not ${NEW} yet`],
])('names a base URL that has moved, also after an import, until %s', async (_, from, to) => {
  const project = await moved();
  const named = expect.stringContaining(`Base URL: ${NEW}, was ${OLD}. Edit "base_url"`) as string;
  const check = await project.run('--check');
  expect([check.exit, check.stdout]).toEqual([1, named]);
  expect((await project.run()).stderr).toEqual(named);
  expect((await project.files.read(CONFIG)) ?? '').toContain(OLD);
  const again = await project.run('--check', '--format', 'github');
  expect([again.exit, again.stdout]).toEqual([1, expect.stringMatching(/^::error .*Base URL/)]);
  await replaced(project, CONFIG, from, to);
  expect((await project.run('--check')).exit).toBe(0);
  expect((await project.run()).exit).toBe(0);
  expect(await project.text('openapi.lock.json')).toContain(NEW);
});

it('leaves a project alone that has a base URL of its own', async () => {
  const project = await moved();
  await replaced(project, CONFIG, OLD, 'https://proxy.example.net');
  expect((await project.run('--check')).exit).toBe(0);
});
