import { mkdir } from 'node:fs/promises';
import type { Client, ClientCapabilities } from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';
import { fileRoot, type FilesOptions, serveFiles } from '../../src/files.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { defineProvider } from '../../src/index.js';
import { serveHttp } from '../../src/serving/http/serve.js';
import { connectClient, type Mode } from '../../src/testing/callers/clients.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import { documentsProject, storage } from './project.js';

/** @returns opens a client of a user */
export async function serve(
  { confirm = true, ...options }: FilesOptions & { confirm?: boolean } = {},
  define: typeof defineProvider = defineProvider,
) {
  const { root } = storage();
  await mkdir(root);
  documentsProject(root);
  const provider = define({
    name: 'documents',
    version: '1.0.0',
    capabilities: { resources: { listChanged: true, subscribe: true } },
  });
  const { notify } = provider;
  serveFiles(fileRoot('documents', { notify, ...options }), provider, { confirm });
  const server = await serveHttp(
    new Map([['documents', provider.createServer]]),
    {
      publicUrl: new URL('http://127.0.0.1'),
      allowedHosts: ['127.0.0.1'],
      localUser: localPrincipal(),
      requiredScopes: [],
      routes: [],
      verifier: namedCallers,
    },
    { host: '127.0.0.1', port: 0 },
  );
  onTestFinished(() => server.close());
  return {
    root,
    async client(
      user: string,
      mode: Mode = 'auto',
      elicitation?: ClientCapabilities['elicitation'],
    ): Promise<Client> {
      const client = await connectClient(`${server.url}/documents/mcp`, mode, user, elicitation);
      onTestFinished(() => client.close());
      return client;
    },
  };
}

export const call = (client: Client, name: string, args: Record<string, unknown> = {}) =>
  client.callTool({ name, arguments: args });
export const resultOf = async (
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
) => {
  const { structuredContent, content } = await call(client, name, args);
  return structuredContent ?? content;
};
