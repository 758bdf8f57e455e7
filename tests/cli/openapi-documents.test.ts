import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { get, writeDocument } from './documents.js';
import { ROOT, run } from './spawn.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';

const PETS = createRequire(import.meta.url).resolve('@readme/oas-examples/3.0/json/petstore.json');
const PETS_AT = ['--base-url', 'https://petstore.example.com'];
const QUIET = ['--yes', '--no-install', '--no-git'];

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));

const target = () => join(folder, 'pets');
const create = (...args: string[]) => run(['create', target(), ...args, ...QUIET]);
const toolsIn = (provider = 'petstore') =>
  readdirSync(join(target(), 'src', 'providers', provider, 'tools'));

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
    expect((await create('--from-openapi', file, '--strict')).exit).toBe(2);
  });
});
