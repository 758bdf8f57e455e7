import { beforeEach, describe, expect, it } from 'vitest';
import { operation, PetProject } from './pets.js';

const ROOMS = '/home/ann/rooms.json';
const BOTH = ['../pets.json', '../rooms.json'];

let project: PetProject;
beforeEach(async () => {
  project = await PetProject.imported();
  await project.files.write(
    ROOMS,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Rooms', version: '1', description: 'Rooms to meet.' },
      servers: [{ url: 'https://rooms.example.com' }],
      paths: { '/rooms': { get: operation('listRooms') } },
    }),
  );
  await project.describe((paths) => {
    paths['/toys'] = { get: operation('listToys') };
    delete paths['/pets/{id}']!.get;
  });
});

describe('import openapi with a new document and one of a provider', () => {
  it('adds the provider of one and updates that of the other', async () => {
    const { exit, stdout, stderr } = await project.run(...BOTH);
    expect(exit, stderr).toBe(0);
    expect(stderr).toContain('New operations: select them with --include (1):\n  GET /toys');
    expect(stderr + stdout).toContain('Updated pets. Added rooms');
    expect(await project.text('tools/get-pet.ts')).toContain('unavailable:');
    const tool = await project.text('/home/ann/acme-mcp/src/providers/rooms/tools/list-rooms.ts');
    expect(tool).toContain("name: 'list_rooms'");
    const again = await project.run(...BOTH);
    expect([again.exit, again.stdout]).toEqual([0, expect.stringContaining('No files were')]);
  });

  it('applies patterns to both', async () => {
    const { exit, stderr } = await project.run(...BOTH, '--include', 'list*');
    expect(exit, stderr).toBe(0);
    expect(await project.text('tools/list-toys.ts')).toContain("name: 'list_toys'");
    expect(await project.exists('/home/ann/acme-mcp/src/providers/rooms/openapi.yaml')).toBe(true);
  });

  it('states both as JSON', async () => {
    const { stdout } = await project.run(...BOTH, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      imported: { providers: [{ provider: 'pets' }], added: { file: '../rooms.json' } },
    });
  });

  it.each([BOTH, ['../rooms.json']])('reports what is new with --check', async (...files) => {
    const { exit, stdout } = await project.run(...files, '--check');
    expect([exit, stdout]).toEqual([1, expect.stringContaining('src/providers/rooms/')]);
    expect(await project.exists('/home/ann/acme-mcp/src/providers/rooms/openapi.yaml')).toBe(false);
    const github = await project.run(...files, '--check', '--format', 'github');
    expect([github.exit, github.stdout]).toEqual([
      1,
      expect.stringContaining('No provider was imported from "../rooms.json".'),
    ]);
  });
});
