import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { disk, person } from '../support/person.js';
import { one } from './documents.js';
import { operation, PetProject, ROOT } from './pets.js';

describe('import openapi', () => {
  const upload = operation('upload', { servers: [{ url: 'https://uploads.pets.example.com/v1' }] });
  const CONFIG = 'provider-config.yaml';

  const secured = () => PetProject.imported('--auth', 'bearer');

  it('lists a new base URL in provider-config.yaml where its host is allowed, and follows it', async () => {
    const project = await secured();
    await project.describe((paths) => (paths['/up'] = { post: upload }));
    const refused = await project.run('--include', 'upload');
    const word = '--allow-host uploads.pets.example.com';
    expect([refused.exit, refused.stderr]).toEqual([0, expect.stringContaining(word) as string]);
    expect(await project.text(CONFIG)).not.toContain('base_urls');
    const { exit, stderr } = await project.run('--include', 'upload', ...word.split(' '));
    expect([exit, stderr]).toEqual([0, expect.stringContaining('POST /up: upload')]);
    expect(await project.text(CONFIG)).toContain(
      '    base_urls:\n      - https://uploads.pets.example.com/v1\n',
    );
    expect(await project.text('tools/upload.ts')).toContain(
      "baseUrl: 'https://uploads.pets.example.com/v1'",
    );
    expect((await project.run('--check')).exit).toBe(0);
    const moved = { ...upload, servers: [{ url: 'https://files.pets.example.com' }] };
    await project.describe((paths) => (paths['/up'] = { post: moved }));
    expect((await project.run('--check')).exit).toBe(1);
    await project.run();
    expect(await project.text(CONFIG), 'nobody has agreed').not.toContain('files.pets');
    expect((await project.run('--allow-host', 'files.pets.example.com')).exit).toBe(0);
    expect(await project.text(CONFIG)).toContain('      - https://files.pets.example.com\n');
    expect(await project.text('tools/upload.ts')).toContain("'https://files.pets.example.com'");
  });

  it('does not take the credentials of another deployment to the servers of the document', async () => {
    const project = await secured();
    await project.edit(CONFIG, (text) =>
      text.replace('https://pets.example.com', 'https://pets.acme.dev'),
    );
    await project.describe((paths) => (paths['/up'] = { post: upload }));
    const { stderr } = await project.run('--include', 'upload');
    expect(stderr).not.toContain('upload.ts');
    expect(await project.text(CONFIG)).not.toContain('base_urls');
  });

  it('takes nothing secret anywhere where the API has no sign-in', async () => {
    const project = await PetProject.imported();
    await project.describe((paths) => (paths['/up'] = { post: upload }));
    await project.run('--include', 'upload');
    expect(await project.text(CONFIG)).toContain('uploads.pets.example.com');
  });
});

describe('where credentials go', () => {
  const document = (origin: string) =>
    JSON.stringify({
      ...one(
        {},
        {
          components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
          security: [{ key: [] }],
        },
      ),
      paths: {
        '/rooms': { get: operation('listRooms') },
        '/files': { get: operation('listFiles', { servers: [{ url: origin }] }) },
      },
    });
  const created = async (origin: string, words: string[], answers?: Record<string, string>) => {
    const files = memoryFiles({ '/home/ann/api.json': document(origin) });
    const outcome = await runProgram(
      ['create', 'acme-mcp', '--from', 'api.json', '--no-install', ...words],
      {
        files,
        cwd: '/home/ann',
        env: { HOME: '/home/ann' },
        ...(answers && { questions: person(answers).questions }),
      },
    );
    return {
      ...outcome,
      config: (await files.read('/home/ann/acme-mcp/provider-config.yaml')) ?? '',
    };
  };

  it.each<[string, string, string[], Record<string, string> | undefined, boolean]>([
    ['a path of the same host', 'https://api.test/files', ['--yes'], undefined, true],
    ['another host', 'https://files.test', ['--yes'], undefined, false],
    ['another port', 'https://api.test:8443', ['--yes'], undefined, false],
    ['a host that looks alike', 'https://api.test.evil.test', ['--yes'], undefined, false],
    [
      'one that is allowed',
      'https://files.test',
      ['--yes', '--allow-host', 'files.test'],
      undefined,
      true,
    ],
    [
      'one of another name',
      'https://files.test',
      ['--yes', '--allow-host', 'test'],
      undefined,
      false,
    ],
    ['one that a person allows', 'https://files.test', [], { 'go to files.test': 'allow' }, true],
    ['one that a person leaves out', 'https://files.test', [], {}, false],
  ])('%s', async (_, origin, words, answers, isServed) => {
    const { exit, stdout, stderr, config } = await created(origin, words, answers);
    expect(config, stderr).toContain('auth: bearer');
    expect(config.includes('base_urls')).toBe(isServed);
    if (isServed) expect(exit).toBe(0);
    if (answers && isServed) expect(stdout).toContain('--allow-host files.test');
  });

  it.each<[string, string[], Record<string, string> | undefined, string | undefined]>([
    ['a request to another host', ['GET https://files.acme.dev/x'], undefined, 'extend/host'],
    ['one of the same host', ['GET https://api.acme.dev/other/x'], undefined, undefined],
    [
      'one that is allowed',
      ['GET https://files.acme.dev/x', '--allow-host', 'files.acme.dev'],
      undefined,
      undefined,
    ],
    [
      'one that a person allows',
      ['GET https://files.acme.dev/x'],
      { 'go to files.acme.dev': 'allow' },
      undefined,
    ],
    ['one that a person refuses', ['GET https://files.acme.dev/x'], {}, 'cli/cancelled'],
  ])('add-tool: %s', async (_, words, answers, code) => {
    const files = await disk('acme');
    const before = await files.read(`${ROOT}/provider-config.yaml`);
    const argv = [
      'add-tool',
      'get_file',
      '--description',
      'A file.',
      '--request',
      ...words,
      '--no-install',
    ];
    const { error, exit } = await runProgram(answers ? argv : [...argv, '--yes'], {
      files,
      cwd: ROOT,
      ...(answers && { questions: person(answers).questions }),
    });
    expect([exit === 0, error?.code]).toEqual([code === undefined, code]);
    if (code !== undefined) expect(await files.read(`${ROOT}/provider-config.yaml`)).toBe(before);
  });
});
