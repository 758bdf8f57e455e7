import { expect, it } from 'vitest';
import * as z from 'zod';
import { defineProvider } from '../../src/index.js';
import { closeProject, openProject } from '../../src/project/project.js';
import { loadProvider, type ProviderModule } from '../../src/provider/loader.js';
import { configWith, moduleOf, projectFolder, smallProject } from '../small-project.js';

function complete(name = 'small'): ProviderModule {
  const provider = defineProvider({ name, version: '1.0.0' });
  provider.prompt({ name: 'hello', args: z.object({}), render: () => 'Hello' });
  smallProject(provider);
  return moduleOf(provider);
}

const load = (module: object, name = 'small') =>
  loadProvider({ small: async () => module as ProviderModule }, name);

it('loads a provider that keeps the contract', async () => {
  const module = complete();
  expect(await load(module)).toBe(module);
});

it.each([
  { part: 'mcpInstance', name: 'tool', file: 'mcp-instance.ts' },
  { part: 'serverAuth', name: 'runAuthServer', file: 'server-auth.ts' },
  { part: 'apiAuth', name: 'saveCredentials', file: 'api/auth.ts' },
] as const)('names a missing $name', async ({ part, name, file }) => {
  const module = complete();
  const without = Object.fromEntries(Object.entries(module[part]).filter(([key]) => key !== name));
  await expect(load({ ...module, [part]: without })).rejects.toThrow(
    `"src/providers/small/${file}" does not export "${name}".`,
  );
});

it('names a part that index.ts does not export', async () => {
  const { mcpInstance, apiAuth } = complete();
  await expect(load({ mcpInstance, apiAuth })).rejects.toThrow(
    '"src/providers/small/index.ts" does not export "serverAuth".',
  );
});

it('names a missing file', async () => {
  complete();
  const missing = './no-such-file.js';
  const provider = loadProvider(
    { small: () => import(/* @vite-ignore */ missing) as Promise<ProviderModule> },
    'small',
  );
  await expect(provider).rejects.toThrow('no-such-file.js');
});

it('refuses a PROVIDER_NAME that is not the directory', async () => {
  const module = complete();
  const mcpInstance = { ...module.mcpInstance, PROVIDER_NAME: 'other' };
  await expect(load({ ...module, mcpInstance })).rejects.toThrow(
    'PROVIDER_NAME is "other", but the directory is "small".',
  );
});

it('refuses a provider that has nothing to serve', async () => {
  const provider = defineProvider({ name: 'small', version: '1.0.0' });
  smallProject(provider);
  await expect(load(moduleOf(provider))).rejects.toThrow(
    'Provider "small" has no tool, resource or prompt.',
  );
});

it('suggests the name that was meant', async () => {
  await expect(load(complete(), 'smal')).rejects.toThrow(
    'Unknown provider "smal". Did you mean "small"? Known providers: small.',
  );
});

it('needs an entry in the configuration', async () => {
  const project = openProject(projectFolder(configWith('other')));
  await expect(load({})).rejects.toThrow('provider-config.yaml has no entry "small".');
  closeProject(project);
});
