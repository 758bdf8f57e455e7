import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ProjectSpec, ProviderSpec } from '../../../src/model/spec.js';
import { kindsAndStyles } from '../../../src/sources/kinds-and-styles.js';
import { checkProvider } from '../../../src/spec/check.js';
import { authStyles } from '../../../src/styles/register.gen.js';
import { providerSpecs } from '../../support/arbitrary.js';
import { writtenTexts as texts } from '../../support/hostile.js';
import { succeed } from '../../support/run.js';
import { renderedProject } from './rendered.js';
import { buildServer, TSC } from './together.js';

const project = (...providers: ProviderSpec[]): ProjectSpec => ({
  name: 'served',
  sdk: 'v2',
  packageManager: 'npm',
  providers,
});

async function listed(root: string, provider: string) {
  const client = new Client({ name: 'test', version: '1.0.0' });
  const args = [join(root, 'dist', 'server.js'), '--provider', provider];
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args,
      env: { [`${provider.toUpperCase()}_SURFACE`]: 'tools' }, // "search" lists tools of its own
      stderr: 'ignore',
    }),
  );
  const { tools } = await client.listTools();
  const instructions = client.getInstructions();
  await client.close();
  return { tools: new Map(tools.map((tool) => [tool.name, tool])), instructions };
}

it('serves hostile texts as they went in', async () => {
  const { spec } = checkProvider(
    {
      name: 'hostile',
      description: texts.join(' ').slice(0, 2_000),
      baseUrl: 'https://api.example.com',
      auth: { style: 'none' },
      tools: texts.map((text, index) => ({
        name: `say_${index}`,
        title: text.slice(0, 100),
        description: text,
        inputSchema: {
          type: 'object',
          properties: {
            word: { type: 'string', enum: [text, 'other'], default: text, description: text },
          },
        },
        request: { method: 'POST', path: '/say' },
      })),
    },
    kindsAndStyles,
  );
  const root = renderedProject(project(spec));
  await succeed('node', [TSC], root);
  await buildServer(root);
  const { tools, instructions } = await listed(root, 'hostile');
  expect(instructions).toBe(spec.description);
  for (const tool of spec.tools) {
    const { name, title, description, inputSchema } = tool;
    expect(tools.get(name)).toMatchObject({
      title,
      description,
      inputSchema: { properties: inputSchema.properties },
    });
  }
});

it('serves any spec: it compiles, and its tools are the same', async () => {
  const specs = fc
    .sample(providerSpecs(authStyles), { numRuns: 12, seed: 20261120 })
    .map((spec, index): ProviderSpec => {
      // With these, clients see two tools, or one more argument.
      const tools = spec.tools.map(({ task: _task, fields: _fields, ...tool }) => tool);
      return { ...spec, tools, name: `provider_${index}` };
    });
  const root = renderedProject(project(...specs));
  await succeed('node', [TSC], root);
  await buildServer(root);
  for (const spec of specs) {
    const { tools } = await listed(root, spec.name);
    expect([...tools.keys()].toSorted()).toEqual(spec.tools.map(({ name }) => name).toSorted());
    for (const { name, description, inputSchema } of spec.tools) {
      const served = tools.get(name);
      expect(served?.description).toBe(description);
      expect(Object.keys(served?.inputSchema.properties ?? {})).toEqual(
        Object.keys(inputSchema.properties ?? {}),
      );
    }
  }
});
