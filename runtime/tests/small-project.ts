import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  closeProject,
  openProject,
  type Project,
  type ProjectOptions,
} from '../src/project/project.js';
import type { CreateServer, InitializationOptions } from '../src/provider/definition.js';
import type { ProviderModule, Providers } from '../src/provider/loader.js';
import { temporaryFolder } from './temporary-folder.js';

interface DefinedProvider {
  tool: unknown;
  createServer: CreateServer;
  getInitializationOptions(): InitializationOptions;
}

/** Creates a folder with a provider-config.yaml, which is removed when the test ends, and returns its path. */
export function projectFolder(config: string): string {
  const root = temporaryFolder();
  writeFileSync(join(root, 'provider-config.yaml'), config);
  return root;
}

export const configWith = (...names: string[]): string =>
  `providers:\n${names.map((name) => `  ${name}: { name: ${name}, description: A provider., base_url: https://api.example.com, auth: none }\n`).join('')}`;

/** Returns the module of a provider that needs no sign-in. */
export const moduleOf = (
  provider: DefinedProvider & { PROVIDER_NAME?: string },
): ProviderModule => ({
  mcpInstance: {
    PROVIDER_NAME: provider.getInitializationOptions().name,
    ...provider,
  },
  serverAuth: { runAuthServer: () => Promise.reject(new Error('There is no sign-in.')) },
  apiAuth: { getCredentials: async () => ({}), saveCredentials: async () => {} },
});

/** Opens a project until the test ends. */
export function smallProject(
  provider: DefinedProvider,
  options: ProjectOptions = {},
): { project: Project; providers: Providers; name: string } {
  const { name } = provider.getInitializationOptions();
  const project = openProject(projectFolder(configWith(name)), options);
  onTestFinished(() => closeProject(project));
  return { project, name, providers: { [name]: async () => moduleOf(provider) } };
}
