import type { ProviderModel } from '../../../model/project.js';

/** The name before the directory was renamed: PROVIDER_NAME keeps it. */
export function formerName(provider: ProviderModel): string | undefined {
  const { name, project } = provider;
  const text = provider.file('mcp-instance')?.text ?? '';
  const [, former] = /\bPROVIDER_NAME = ['"](\w+)['"]/.exec(text) ?? [];
  const isTaken = project.providers.some((each) => each.name === former && each.files.length > 0);
  return former === name || isTaken ? undefined : former;
}
