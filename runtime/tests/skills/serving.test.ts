import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { SkillsClient } from '@modelcontextprotocol/client/ext/skills';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { localPrincipal } from '../../src/identity/principal.js';
import { defineProvider } from '../../src/index.js';
import { closeProject, openProject } from '../../src/project/project.js';
import { loadProvider } from '../../src/provider/loader.js';
import { serveHttp } from '../../src/serving/http/serve.js';
import { eras, newClient } from '../../src/testing/callers/clients.js';
import { loadedWith } from '../loaded-with.js';
import { configWith, moduleOf, projectFolder } from '../small-project.js';

const skill = (name: string, text: string, more = '') =>
  `---\nname: ${name}\ndescription: Work with ${name}.\n${more}---\n\n# ${name}\n\n${text}\n`;

const toolOf = (name: string, readOnlyHint: boolean) => ({
  name,
  description: 'A tool.',
  input: z.object({}),
  annotations: { readOnlyHint },
  call: async () => ({ content: [] }),
});

interface Options {
  names?: string[];
  env?: Record<string, string>;
}

/** Serves providers with the tools `list_orders` and `delete`, and files below `skills/`. */
async function serve(
  files: Record<string, string | Uint8Array>,
  { names = ['orders'], env = {} }: Options = {},
): Promise<string> {
  const root = projectFolder(configWith(...names));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'skills', path)), { recursive: true });
    writeFileSync(join(root, 'skills', path), content);
  }
  const project = openProject(root, { env });
  onTestFinished(() => closeProject(project));
  const servers = new Map(
    await Promise.all(
      names.map(async (name) => {
        const { tool, ...provider } = defineProvider({ name, version: '1.0.0' });
        tool(toolOf('list_orders', true));
        tool(toolOf('delete', false));
        const providers = { [name]: async () => moduleOf({ tool, ...provider }) };
        return [name, (await loadProvider(providers, name)).mcpInstance.createServer] as const;
      }),
    ),
  );
  const options = {
    publicUrl: new URL('http://127.0.0.1'),
    allowedHosts: ['127.0.0.1'],
    localUser: localPrincipal(),
    requiredScopes: [],
  };
  const server = await serveHttp(servers, options, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close(0, () => 0));
  return server.url;
}

async function connected(url: string, mode: (typeof eras)[number]['mode'] = 'auto') {
  const client = newClient(mode);
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  onTestFinished(() => client.close());
  return client;
}

const skillsAt = async (url: string) => {
  const client = await connected(url);
  if (!client.getServerCapabilities()?.extensions) return [];
  return (await new SkillsClient(client).list()).skills.map(({ frontmatter }) => frontmatter.name);
};

it.each(eras)('serves skills with digests that the client verifies, $era', async ({ mode }) => {
  const url = await serve({
    'orders/SKILL.md': skill('orders', 'Use `list_orders`.').replaceAll('\n', '\r\n'),
    'orders/references/notes.md': 'Notes.',
    'orders/logo.bin': new Uint8Array([0, 255, 1]),
    'orders/notes.md~': 'An editor wrote this.',
    'orders/.DS_Store': 'So did this.',
    'orders/node_modules/x/index.js': '',
  });
  const client = await connected(`${url}/orders/mcp`, mode);
  const skills = new SkillsClient(client);
  const { skills: listed } = await skills.list();
  expect(
    listed.map(({ resources }) => [resources].flat().map((file) => (file as { uri: string }).uri)),
  ).toEqual([
    ['skill://orders/SKILL.md', 'skill://orders/logo.bin', 'skill://orders/references/notes.md'],
  ]);
  for (const one of listed) expect(await skills.read(one)).toMatchObject({ verified: true });
  const { resources } = await client.listResources();
  expect(resources).toMatchObject([
    { name: 'skills/orders/SKILL.md', title: 'orders', mimeType: 'text/markdown' },
    { name: 'skills/orders/logo.bin', mimeType: 'application/octet-stream' },
    { name: 'skills/orders/references/notes.md', mimeType: 'text/markdown' },
  ]);
});

it('serves the skills of each provider, all of them at one address, and those of the chosen tools', async () => {
  const of = (provider: string) => `metadata:\n  provider: ${provider}\n`;
  const files = {
    'reading/SKILL.md': skill('reading', 'Use list_orders, and delete nothing.', of('orders')),
    'removing/SKILL.md': skill('removing', 'Use `delete`.', of('orders')),
    'shop/SKILL.md': skill('shop', 'Text.', of('shop')),
  };
  const names = ['orders', 'shop'];
  const url = await serve(files, { names });
  expect(await skillsAt(`${url}/orders/mcp`)).toEqual(['reading', 'removing']);
  expect(await skillsAt(`${url}/shop/mcp`)).toEqual(['shop']);
  expect(await skillsAt(`${url}/mcp`)).toEqual(['reading', 'removing', 'shop']);
  expect(await skillsAt(`${url}/orders/mcp/readonly`)).toEqual(['reading']);
  expect(await skillsAt(`${url}/mcp/readonly`)).toEqual(['reading', 'shop']);
  expect(await skillsAt(`${url}/orders/mcp?tools=delete`)).toEqual(['removing']);
});

it('leaves out a skill that mentions a tool which the environment leaves out', async () => {
  const files = {
    'reading/SKILL.md': skill('reading', 'Use list_orders, and delete nothing.'),
    'removing/SKILL.md': skill('removing', 'Use `delete`.'),
  };
  const url = await serve(files, { env: { MCP_READ_ONLY: 'true' } });
  expect(await skillsAt(`${url}/orders/mcp`)).toEqual(['reading']);
});

it.each<[problem: string | RegExp, file: string, text: string, names?: string[]]>([
  [
    /^skills\/orders\/SKILL.md: frontmatter name "Orders" must be [^()]+$/,
    'orders/SKILL.md',
    skill('Orders', ''),
  ],
  ['must match the last path segment', 'orders/SKILL.md', skill('other', '')],
  ['skills/orders/skill.md: did you mean SKILL.md?', 'orders/skill.md', skill('orders', '')],
  ['skills/shared: it has no SKILL.md', 'shared/notes.md', 'Notes.'],
  [
    /exceeds the limit of 512 files \/ 16777216 bytes$/,
    'orders/SKILL.md',
    skill('orders', 'x'.repeat(17_000_000)),
  ],
  ['must begin with a "---" line', 'orders/SKILL.md', '# Orders'],
  ['several providers', 'orders/SKILL.md', skill('orders', ''), ['orders', 'shop']],
  [
    'Did you mean "orders"?',
    'orders/SKILL.md',
    skill('orders', '', 'metadata: { provider: order }\n'),
  ],
])('stops the start: %s', async (problem, file, text, names = ['orders']) => {
  await expect(serve({ [file]: text }, { names })).rejects.toThrow(problem);
});

it('loads nothing of the room in a project without skills', () => {
  const modules = loadedWith('index.ts', 'server.ts', 'http.ts', 'v1.ts', 'serving/http/start.ts');
  expect(modules).toContain('provider/loader.ts');
  expect(modules.filter((file) => file.startsWith('skills/'))).toEqual([]);
});
