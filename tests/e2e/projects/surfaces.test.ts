import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it, onTestFinished } from 'vitest';
import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { sampleValue } from '../../../src/codegen/sample/sample.js';
import type { Host } from '../../../src/model/host.js';
import type { ProviderSpec } from '../../../src/model/spec.js';
import type { Ui } from '../../../src/model/ui.js';
import { withoutMember } from '../../../src/openapi/model.js';
import { kindsAndStyles } from '../../../src/sources/kinds-and-styles.js';
import { importOpenApi } from '../../../src/sources/openapi/import.js';
import { checkProvider } from '../../../src/spec/check.js';
import { examples } from '../../golden/projects.js';
import { memoryFiles } from '../../support/memory.js';
import { renderedProject } from './rendered.js';
import { buildServer } from './together.js';

const { resolve } = createRequire(import.meta.url);
const example = (path: string) => resolve(`@readme/oas-examples/${path}.json`);
const DOCUMENTS = {
  library: join(examples, 'specs', 'library.openapi.yaml'),
  rooms: join(examples, 'specs', 'rooms.openapi.yaml'),
  pets: example('3.0/json/petstore'),
  old_pets: example('2.0/json/petstore'),
  trek: example('3.0/json/star-trek'),
  trains: example('3.1/json/train-travel'),
};

/** All operations of a document, without a sign-in. */
async function imported(name: string, file: string): Promise<ProviderSpec> {
  const files = memoryFiles({ '/document': readFileSync(file, 'utf8') });
  const host = { files, cwd: '/' } as unknown as Host;
  const transientProgress = (_: string, work: () => unknown) => work();
  const ui = { note: () => undefined, transientProgress } as unknown as Ui;
  const options = { include: ['**'], deprecated: true };
  const { provider, tools } = await importOpenApi({ host, ui }, 'document', options, { name });
  const more = { name, baseUrl: 'https://api.example.com', auth: { style: 'none' } };
  // Operations with servers of their own are to reach that of the test, too.
  const reachable = tools.map(({ tool }) => ({
    ...tool,
    request: withoutMember(objectOrEmpty(tool.request), 'baseUrl'),
  }));
  return checkProvider({ ...provider, ...more, tools: reachable }, kindsAndStyles).spec;
}

/**
 * An API that notes every byte of its requests. What is new in each call has one name: the boundary of multipart bodies
 * and the idempotency key.
 */
async function startApi() {
  const requests: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    void buffer(request).then((body) => {
      const { method, url, rawHeaders } = request;
      const text = [method, url, ...rawHeaders, body.toString('latin1')].join('\n');
      const [, boundary = '\0'] = /boundary="?([^"\n;]+)/.exec(text) ?? [];
      const withoutKey = text.replace(/^(idempotency-key)\n.+$/im, '$1\nkey');
      requests.push(withoutKey.replaceAll(boundary, 'boundary'));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { requests, url: `http://127.0.0.1:${port}` };
}

async function connect(root: string, provider: string, surface: string, url: string) {
  const client = new Client({ name: 'test', version: '1.0.0' });
  const prefix = provider.toUpperCase();
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(root, 'dist', 'server.js'), '--provider', provider],
      env: { [`${prefix}_SURFACE`]: surface, [`${prefix}_BASE_URL`]: url },
      stderr: 'ignore',
    }),
  );
  onTestFinished(() => client.close());
  return client;
}

/** @returns how many operations sent the same bytes through both surfaces */
async function compared(documents: Readonly<Record<string, string>>): Promise<number> {
  const providers = await Promise.all(
    Object.entries(documents).map(([name, file]) => imported(name, file)),
  );
  const root = renderedProject({ name: 'surfaces', sdk: 'v2', packageManager: 'npm', providers });
  await buildServer(root);
  const { requests, url } = await startApi();
  let same = 0;
  for (const { name: provider, tools } of providers) {
    const listed = await connect(root, provider, 'tools', url);
    const searched = await connect(root, provider, 'search', url);
    for (const { name, inputSchema, annotations = {} } of tools) {
      const args = sampleValue(inputSchema) as Record<string, unknown>;
      delete args.cursor; // one that no result had is refused before a request
      const { readOnlyHint, destructiveHint } = annotations;
      const kind = readOnlyHint ? 'read' : destructiveHint === false ? 'write' : 'destructive';
      await listed.callTool({ name, arguments: args });
      const direct = requests.splice(0);
      const call = { operation: name, arguments: args };
      await searched.callTool({ name: `call_${provider}_${kind}`, arguments: call });
      expect([name, requests.splice(0)]).toEqual([name, direct]);
      expect([name, direct.length]).not.toEqual([name, 0]);
      same++;
    }
  }
  return same;
}

it('every operation sends the same bytes through "tools" and through "search"', async () => {
  expect(await compared(DOCUMENTS)).toBeGreaterThan(80);
});
