import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import type { Loss } from '../../src/openapi/model.js';
import { get, writeDocument } from './documents.js';
import { ROOT, run } from './spawn.js';

const PETS = createRequire(import.meta.url).resolve('@readme/oas-examples/3.0/json/petstore.json');
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
    expect(exit).toBe(0);
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
    ['an incomplete import', '/pets/{id}', ['--include', 'list_pets', '--strict'], 1],
    ['no tool', '/pets/{id}', [], 2],
  ])('%s: the JSON of the failure lists all that is skipped', async (_, path, args, code) => {
    const file = document({ '/pets': get('list_pets'), [path]: get('old', { deprecated: true }) });
    const old = ['--include', path, ...args];
    const { exit, stdout } = await create('--from-openapi', file, ...old, '--json');
    expect(exit).toBe(code);
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

describe('documents', () => {
  it('as a spec are imported', async () => {
    expect((await create('--spec', PETS, '--lenient', ...PETS_AT)).exit).toBe(0);
    expect(toolsIn()).toContain('get-pet-by-id.ts');
  });

  it('from stdin are imported', () => {
    const words = ['create', target(), '--spec', '-', '--lenient', ...PETS_AT, ...QUIET];
    const program = join(ROOT, 'bin', 'mcp-provider.cjs');
    const { status } = spawnSync(process.execPath, [program, ...words], {
      input: readFileSync(PETS),
    });
    expect(status).toBe(0);
    expect(toolsIn()).toContain('get-pet-by-id.ts');
  });

  const titled = (name: string, title: string, paths: object) =>
    writeDocument(folder, paths, { name: join('docs', name), title });

  it('of a directory become a provider each', async () => {
    mkdirSync(join(folder, 'docs', 'below'), { recursive: true });
    titled('a.json', 'Rooms', { '/rooms': get('list_rooms') });
    titled('b.json', 'Rooms', { '/rooms': get('all_rooms') });
    titled('below/c.json', 'Chairs', { '/chairs': get('list_chairs') });
    writeFileSync(join(folder, 'docs', 'package.json'), '{}');
    const { exit, stderr } = await create('--from-openapi', join(folder, 'docs'));
    expect([exit, stderr]).toEqual([0, expect.stringContaining('b.json: rooms_2, 1 tool')]);
    expect(toolsIn('rooms')).toEqual(['list-rooms.ts']);
    expect(toolsIn('rooms_2')).toEqual(['all-rooms.ts']);
    expect(toolsIn('chairs')).toEqual(['list-chairs.ts']);
    const again = await run(['import', 'openapi', join('..', 'docs'), '--yes'], { cwd: target() });
    expect([again.exit, again.stdout]).toEqual([0, expect.stringContaining('No files were')]);
  });

  it('that cannot be imported are listed; --lenient leaves them out', async () => {
    mkdirSync(join(folder, 'docs'));
    titled('a.json', 'Rooms', { '/rooms': get('list_rooms') });
    titled('b.json', 'Empty', {});
    const all = [join(folder, 'docs', 'a.json'), join(folder, 'docs', 'b.json')];
    const words = all.flatMap((file) => ['--from-openapi', file]);
    const { exit, stderr } = await create(...words);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('Cannot import 1 of 2 documents.')]);
    expect(stderr).toMatch(/b\.json: .*has no operations/);
    expect(readdirSync(folder)).not.toContain('pets');
    const named = await create(...words, '--name', 'rooms');
    expect([named.exit, named.stderr]).toEqual([2, expect.stringContaining('"--name" requires')]);
    const lenient = await create(...words, '--lenient');
    expect([lenient.exit, lenient.stderr]).toEqual([0, expect.stringContaining('b.json')]);
  });

  it('with faults: operations are skipped, imported with --lenient, rejected with --strict', async () => {
    const parameters = [{ name: 'room', in: 'somewhere', schema: { type: 'string' } }];
    const file = writeDocument(folder, {
      '/rooms': get('list_rooms'),
      '/chairs': get('chairs', { parameters }),
    });
    const fault = 'A parameter has no name or an unknown location.';
    const { stderr } = await create('--from-openapi', file);
    expect(stderr).toContain(`GET /chairs: The document is invalid here: ${fault}`);
    expect(toolsIn('rooms')).toEqual(['list-rooms.ts']);
    rmSync(target(), { recursive: true });
    const lenient = await create('--from-openapi', file, '--lenient');
    expect(lenient.stderr).toContain(`GET /chairs: ${fault}`);
    expect(lenient.stdout).toContain('--lenient');
    expect(toolsIn('rooms')).toEqual(['chairs.ts', 'list-rooms.ts']);
    rmSync(target(), { recursive: true });
    expect((await create('--from-openapi', file, '--strict')).exit).toBe(1);
  });
});
