import { describe, expect, it } from 'vitest';
import { imported } from '../../src/openapi/import.js';
import { first, one } from './documents.js';
import { operation, PetProject } from './pets.js';

describe('an operation with servers of its own', () => {
  const own = (...servers: object[]) => one({ servers });
  it.each<[string, object, string | undefined]>([
    ['another host', own({ url: 'https://uploads.api.test' }), 'https://uploads.api.test'],
    ['a path', own({ url: 'https://api.test/upload/' }), 'https://api.test/upload'],
    ['a relative URL', own({ url: '/upload' }), 'https://api.test/upload'],
    [
      'variables',
      own({
        url: 'https://{area}.test/{version}',
        variables: { area: { default: 'eu' }, version: { default: 'v1' } },
      }),
      'https://eu.test/v1',
    ],
    [
      'a port that is a number',
      own({ url: 'https://a.test:{port}', variables: { port: { default: 8443 } } }),
      'https://a.test:8443',
    ],
    [
      'an unencrypted one first',
      own({ url: 'http://up.test' }, { url: 'https://up.test' }),
      'https://up.test',
    ],
    ['that of the document', own({ url: 'https://api.test/' }), undefined],
    ['none', own(), undefined],
  ])('%s', (_, document, expected) => {
    expect(first(document as never).tool.request.baseUrl).toBe(expected);
  });

  it('may have them from its path', () => {
    const document = one({});
    Object.assign(document.paths as object, {
      '/up': { servers: [{ url: 'https://up.test' }], get: operation('up') },
    });
    expect(imported(document).tools.map(({ request }) => request.baseUrl)).toEqual([
      undefined,
      'https://up.test',
    ]);
  });

  it.each([
    ['http://up.test', 'Its base URL http://up.test is not encrypted.'],
    ['https://{tenant}.test', 'Its base URL https://{tenant}.test is not complete.'],
    ['ftp://up.test', 'Its base URL ftp://up.test is not complete.'],
  ])('is skipped with %s', (url, reason) => {
    expect(imported(own({ url })).skipped).toEqual([
      { at: 'GET /things', id: 'doThing', tags: [], reason },
    ]);
  });
});

describe('import openapi', () => {
  const upload = operation('upload', { servers: [{ url: 'https://uploads.pets.example.com/v1' }] });
  const CONFIG = 'provider-config.yaml';

  it('lists a new base URL in provider-config.yaml, and follows it', async () => {
    const project = await PetProject.imported();
    await project.describe((paths) => (paths['/up'] = { post: upload }));
    const { exit, stderr } = await project.run('--include', 'upload');
    expect([exit, stderr]).toEqual([0, expect.stringContaining('POST /up: upload')]);
    expect(await project.text(CONFIG)).toContain(
      '    base_urls:\n      - https://uploads.pets.example.com/v1\n',
    );
    expect(await project.text('api/upload.ts')).toContain(
      "baseUrl: 'https://uploads.pets.example.com/v1'",
    );
    expect((await project.run('--check')).exit).toBe(0);
    const moved = { ...upload, servers: [{ url: 'https://files.pets.example.com' }] };
    await project.describe((paths) => (paths['/up'] = { post: moved }));
    expect((await project.run('--check')).exit).toBe(1);
    expect((await project.run()).exit).toBe(0);
    expect(await project.text(CONFIG)).toContain('      - https://files.pets.example.com\n');
    expect(await project.text('api/upload.ts')).toContain("'https://files.pets.example.com'");
  });

  it('does not take the credentials of another deployment to the servers of the document', async () => {
    const project = await PetProject.imported();
    await project.edit(CONFIG, (text) =>
      text.replace('https://pets.example.com', 'https://pets.acme.dev'),
    );
    await project.describe((paths) => (paths['/up'] = { post: upload }));
    const { stderr } = await project.run('--include', 'upload');
    expect(stderr).not.toContain('upload.ts');
    expect(await project.text(CONFIG)).not.toContain('base_urls');
  });
});
