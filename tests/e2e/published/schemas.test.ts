import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it } from 'vitest';
import { DESCRIBER } from '../../../runtime/src/call/schema/first-levels.js';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { omit } from '../../../src/model/json-schema/subschemas.js';
import { canonical } from '../../codegen/support/canonical.js';
import { succeed } from '../../support/run.js';
import { rawTools } from '../projects/raw-tools.js';
import { buildServer, TSC } from '../projects/together.js';
import { type PublishedTool, publishedTools } from './servers.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const BIN = join(ROOT, 'bin', 'mcp-provider.cjs');

/** Tools whose definitions a spec does not accept. */
const REJECTED: readonly string[] = [
  // Its references become more than 5,000 schemas.
  'create-sharepoint-list',
];

/** Some names are longer than a spec accepts. */
const nameAt = (index: number) => `tool_${index}`;

/** Drafts differ in nothing that these schemas contain. */
const plain = (schema: Record<string, unknown>) => omit(schema, ['$schema']);

/** Lists leave out the bounds that zod writes for any integer of JSON. */
const withoutSafeBounds = (schema: Record<string, unknown>) =>
  JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    /^(maximum|minimum)$/.test(key) && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER
      ? undefined
      : value,
  ) as Record<string, unknown>;

/** The call gets the default of a required argument, which clients then see as optional. */
function withOptionalDefaults({ required, ...schema }: Record<string, unknown>) {
  const properties = (schema.properties ?? {}) as Record<string, object>;
  const names = [required ?? []].flat() as string[];
  const left = names.filter((name) => !('default' in (properties[name] ?? {})));
  return { ...schema, ...(left.length > 0 && { required: left }) };
}

/** A provider with the same tools, as a spec. */
const specOf = (name: string, tools: readonly PublishedTool[]) => ({
  name,
  kind: 'api',
  description: `Tools of ${name}.`,
  baseUrl: 'https://api.example.com',
  auth: { style: 'none' },
  tools: tools.map((tool, index) => ({
    name: nameAt(index),
    description: tool.description ?? tool.name,
    inputSchema: plain(tool.inputSchema),
    ...(tool.outputSchema && { outputSchema: plain(tool.outputSchema) }),
    request: { method: 'POST', path: `/${nameAt(index)}` },
  })),
});

const shapes = (tools: readonly PublishedTool[]) =>
  Object.fromEntries(
    tools.map(({ name, inputSchema, outputSchema }) => [
      name,
      {
        input: canonical(withOptionalDefaults(withoutSafeBounds(plain(inputSchema))), 'input'),
        ...(outputSchema && {
          output: canonical(withoutSafeBounds(plain(outputSchema)), 'output'),
        }),
      },
    ]),
  );

/** Tools of which the list has only the first levels of the arguments: `describe_tool` describes them. */
async function largeTools(root: string, provider: string, served: readonly PublishedTool[]) {
  const large = new Set<string>();
  if (!served.some(({ name }) => name === DESCRIBER)) return large;
  const client = new Client({ name: 'test', version: '1.0.0' });
  const args = ['dist/server.js', '--provider', provider];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: root }));
  for (const { name } of served) {
    const { isError = false } = await client.callTool({
      name: DESCRIBER,
      arguments: { tool: name },
    });
    if (!isError) large.add(name);
  }
  await client.close();
  return large.add(DESCRIBER);
}

it('the server of a project lists tools of published servers with equal schemas', async () => {
  const folder = temporaryFolder();
  const found = await publishedTools(join(folder, 'servers'));
  const published = Object.entries(found).map(
    ([name, tools]) => [name, tools.filter((tool) => !REJECTED.includes(tool.name))] as const,
  );
  const specs = published.flatMap(([name, tools]) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(specOf(name, tools)));
    return ['--spec', path];
  });
  const root = join(folder, 'project');
  await succeed(
    'node',
    [BIN, 'create', root, ...specs, '--yes', '--no-install', '--no-git'],
    folder,
  );
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await succeed('node', [TSC], root);
  await buildServer(root);
  const expected: Record<string, object> = {};
  const actual: Record<string, object> = {};
  for (const [name, tools] of published) {
    const { tools: served } = JSON.parse(await rawTools(root, name)) as { tools: PublishedTool[] };
    const large = await largeTools(root, name, served);
    const isWhole = (tool: PublishedTool) => !large.has(tool.name);
    const named = tools.map((tool, index) => ({ ...tool, name: nameAt(index) }));
    expected[name] = shapes(named.filter(isWhole));
    actual[name] = shapes(served.filter(isWhole));
    expect(large.size).toBeLessThan(10);
  }
  expect(actual).toEqual(expected);
  expect(published.flatMap(([, tools]) => tools).length).toBeGreaterThanOrEqual(300);
});
