import type { ProviderModel } from '../../../model/project.js';
import { textAt } from '../../configuration/documents/scalars.js';

/**
 * The name before the directory, or the entry, was renamed: PROVIDER_NAME keeps it, or the only entry without a
 * directory that has the title of the provider.
 */
export function formerName(provider: ProviderModel): string | undefined {
  const { name, project } = provider;
  const text = provider.file('mcp-instance')?.text ?? '';
  const [, former] = /\bPROVIDER_NAME = ['"](\w+)['"]/.exec(text) ?? [];
  const isTaken = project.providers.some((each) => each.name === former && each.files.length > 0);
  return former === name || isTaken ? entryOfTitle(text, provider) : former;
}

function entryOfTitle(instance: string, { entry, project }: ProviderModel): string | undefined {
  if (entry) return undefined;
  const [, title] = /^ {2}title: (['"])(.*)\1,$/m.exec(instance)?.slice(1) ?? [];
  const [found, another] = project.providers.filter(
    (each) =>
      each.files.length === 0 &&
      textAt(project.documents.config, 'providers', each.name, 'name')?.text === title,
  );
  return another || title === undefined ? undefined : found?.name;
}
