import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { listenOnLoopback } from '../../runtime/src/testing/fakes/listening.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import type { Host } from '../../src/model/host.js';
import { readInput } from '../../src/sources/read-input.js';

let host: Host;
beforeEach(() => {
  host = {
    files: diskFiles,
    cwd: temporaryFolder(),
    env: {},
    stdin: async () => 'from stdin',
    exec: async () => ({ exitCode: 0, stdout: '', output: '' }),
  };
});

const at = (name: string) => join(host.cwd, name);

it.each(['spec.yaml', 'link.yaml'])(
  'a file can be edited between two questions: %s',
  async (file) => {
    symlinkSync(at('spec.yaml'), at('link.yaml'));
    writeFileSync(at('spec.yaml'), 'old');
    expect(await readInput(host, file)).toBe('old');
    writeFileSync(at('spec.yaml'), 'new');
    expect(await readInput(host, file)).toBe('new');
  },
);

it('a file can be created after it was not found', async () => {
  await expect(readInput(host, 'spec.yaml')).rejects.toMatchObject({
    code: 'create/spec-not-found',
  });
  writeFileSync(at('spec.yaml'), 'text');
  expect(await readInput(host, 'spec.yaml')).toBe('text');
});

it('a file with another ending is named', async () => {
  writeFileSync(at('orders.yaml'), 'text');
  const message = 'File "orders.yml" not found; did you mean "orders.yaml"?';
  await expect(readInput(host, 'orders.yml')).rejects.toMatchObject({ message });
});

it('a URL is read once; its query is in no message', async () => {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    response.writeHead(request.url === '/openapi.yaml' ? 200 : 404).end('text');
  });
  const { origin: base, close } = await listenOnLoopback(server);
  expect(await readInput(host, `${base}/openapi.yaml`)).toBe('text');
  expect(await readInput(host, `${base}/openapi.yaml`)).toBe('text');
  expect(requests).toBe(1);
  const message = (reason: string, origin = base) => ({
    message: `Cannot download "${origin}/none". ${reason}`,
  });
  await expect(readInput(host, `${base}/none?key=s3cret`)).rejects.toMatchObject(
    message('The server responded with status 404.'),
  );
  await close();
  const closed = await listenOnLoopback(createServer());
  await closed.close();
  await expect(readInput(host, `${closed.origin}/none?key=s3cret`)).rejects.toMatchObject(
    message('Nothing listens at this address.', closed.origin),
  );
});

it.skipIf(process.platform === 'win32')('a pipe is read once', async () => {
  execFileSync('mkfifo', [at('pipe')]);
  // Reading blocks this thread until the other process has written.
  execFileSync('sh', ['-c', `(printf text > "${at('pipe')}") &`], { stdio: 'ignore' });
  expect(await readInput(host, 'pipe')).toBe('text');
  expect(await readInput(host, 'pipe')).toBe('text');
});
