import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Loss } from '../../src/openapi/model.js';
import { get, writeDocument } from './documents.js';
import { run } from './spawn.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';

const example = (path: string) =>
  createRequire(import.meta.url).resolve(`@readme/oas-examples/${path}.json`);
const PETS = example('3.0/json/petstore');
const PETS_AT = ['--base-url', 'https://petstore.example.com'];
const QUIET = ['--yes', '--no-install', '--no-git'];

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));

const target = () => join(folder, 'pets');
const create = (...args: string[]) => run(['create', target(), ...args, ...QUIET]);
const toolsIn = (provider = 'petstore') =>
  readdirSync(join(target(), 'src', 'providers', provider, 'tools'));

const document = (paths: object, more?: object) => writeDocument(folder, paths, more);

describe('create --from-openapi', () => {
  it('makes a tool of each operation, and says what became of the others', async () => {
    const { exit, stderr } = await create('--from-openapi', PETS, ...PETS_AT);
    expect(exit).toBe(1); // an operation is left out
    expect(stderr).toMatch(/petstore\.json: \d+ tools from \d+ operations\./);
    expect(stderr).toContain('Left out (');
    expect(stderr).toContain('The server http://petstore.swagger.io/v2 is not encrypted.');
    expect(toolsIn()).toContain('get-pet-by-id.ts');
    const config = readFileSync(join(target(), 'provider-config.yaml'), 'utf8');
    expect(config).toContain('https://petstore.example.com');
  });

  it('prints the command that makes the same project', async () => {
    const args = ['--from-openapi', PETS, '--include', '#pet', '--name', 'animals', ...PETS_AT];
    const { stdout } = await create(...args);
    expect(stdout).toContain(`--from-openapi ${PETS} --include "#pet"`);
    expect(toolsIn('animals')).not.toContain('get-inventory.ts');
  });

  it('prints everything about the import as JSON', async () => {
    const { stdout } = await create('--from-openapi', PETS, ...PETS_AT, '--dry-run', '--json');
    const { imported } = JSON.parse(stdout) as {
      imported: { operations: number; leftOut: { at: string; detail: string }[] };
    };
    expect(imported.operations).toBeGreaterThan(10);
    for (const { detail } of imported.leftOut) expect(detail).toMatch(/^["A-Z].*\.$/);
  });

  it('takes a base URL and an authentication that the document does not state', async () => {
    const file = document(
      { '/rooms': get('list_rooms') },
      {
        servers: [{ url: '/v1' }],
        components: { securitySchemes: { a: { type: 'mutualTLS' } } },
      },
    );
    const { exit, stderr } = await create('--from-openapi', file);
    expect(exit).toBe(2);
    expect(stderr).toContain('--base-url, --auth are required.');
    const more = ['--base-url', 'https://rooms.example.com', '--auth', 'bearer'];
    expect((await create('--from-openapi', file, ...more)).exit).toBe(0);
    expect(toolsIn('rooms')).toEqual(['list-rooms.ts']);
  });
});

describe('documents that are not imported', () => {
  it.each([
    ['an incomplete import', '/pets/{id}', ['--include', 'list_pets', '--strict']],
    ['no tool', '/pets/{id}', []],
  ])('%s: the JSON of the failure lists all that is skipped', async (_, path, args) => {
    const file = document({ '/pets': get('list_pets'), [path]: get('old', { deprecated: true }) });
    const old = ['--include', path, ...args];
    const { exit, stdout } = await create('--from-openapi', file, ...old, '--json');
    expect(exit).toBe(2);
    const { error } = JSON.parse(stdout) as { error: { details: { decided: Loss[] } } };
    const operations = error.details.decided.filter(({ kind }) => kind === 'operation');
    expect(operations.map(({ at }) => at)).toEqual([`GET ${path}`]);
  });

  it.each<[string, () => string, string[], string]>([
    [
      'files elsewhere',
      () => document({ '/rooms': { $ref: '../../etc/hosts' } }),
      ['--allow-refs', '.'],
      '',
    ],
    [
      'a server',
      () => document({ '/rooms': { $ref: 'https://example.com/rooms.json' } }),
      ['--allow-refs', '.'],
      'points outside',
    ],
  ])('%s', async (_, file, args, message) => {
    const { exit, stderr } = await create('--from-openapi', file(), ...args);
    expect(exit).toBe(2);
    expect(stderr).toContain(message);
    expect(readdirSync(folder)).not.toContain('pets');
  });
});

describe('in a project', () => {
  it('add-provider and add-tool import; a second run changes nothing', async () => {
    await create('--from-openapi', PETS, '--include', 'getPetById', ...PETS_AT);
    const cwd = target();
    const tools = ['--from-openapi', PETS, '--include', 'getInventory', '--no-install', '--yes'];
    const added = await run(['add-tool', ...tools], { cwd });
    expect([added.exit, added.stderr]).toEqual([
      0,
      expect.stringContaining('import openapi --name petstore --include PATTERN'),
    ]);
    expect(toolsIn()).toEqual(['get-inventory.ts', 'get-pet-by-id.ts']);
    const provider = [...tools, '--name', 'store', ...PETS_AT];
    expect((await run(['add-provider', ...provider], { cwd })).exit).toBe(0);
    expect(toolsIn('store')).toEqual(['get-inventory.ts']);
    for (const again of [
      ['add-tool', '--provider', 'petstore', ...tools],
      ['add-provider', ...provider],
    ]) {
      expect((await run(again, { cwd })).stdout).toContain('No files were changed.');
    }
  });

  it('import openapi adds a provider', async () => {
    await create('--from-openapi', PETS, '--include', 'getPetById', ...PETS_AT);
    const given = ['--include', 'getInventory', '--name', 'store', '--no-install', '--yes'];
    const { exit } = await run(['import', 'openapi', PETS, ...given, ...PETS_AT], {
      cwd: target(),
    });
    expect(exit).toBe(0);
    expect(toolsIn('store')).toEqual(['get-inventory.ts']);
    const again = await run(['import', 'openapi', '--yes'], { cwd: target() });
    expect([again.exit, again.stdout]).toEqual([0, expect.stringContaining('No files were')]);
    expect((await run(['import', 'swagger', PETS], { cwd: target() })).stderr).toContain('openapi');
  });

  it('reads other files from an allowed directory only', async () => {
    mkdirSync(join(folder, 'parts'));
    writeFileSync(join(folder, 'parts', 'rooms.json'), JSON.stringify(get('list_rooms')));
    const file = document({ '/rooms': { $ref: 'parts/rooms.json' } });
    expect((await create('--from-openapi', file, '--allow-refs', folder)).exit).toBe(0);
    expect(toolsIn('rooms')).toEqual(['list-rooms.ts']);
    rmSync(target(), { recursive: true });
    const outside = await create('--from-openapi', file, '--allow-refs', join(folder, 'none'));
    expect(outside.exit).toBe(2);
  });
});
