import type { ProjectSpec } from '../model/spec.js';
import { json } from './json.js';

/** `.mcp-provider.json`: what was generated, by which version; read when the project grows, is checked or upgraded. */
export function manifest(project: ProjectSpec, generatorVersion: string): string {
  const { name, sdk, packageManager, store, providers } = project;
  return json({
    generator: { name: 'create-mcp-provider', version: generatorVersion },
    project: { name, sdk, packageManager, ...(store && { store }) },
    providers: Object.fromEntries(providers.map((provider) => [provider.name, provider])),
  });
}
