import type { ProviderModel } from '../../../model/project.js';

/** Whether clients list a few tools that find the others: `surface: search` in provider-config.yaml. */
export function isSearched({ entry }: ProviderModel): boolean {
  if (entry?.value.is !== 'map') return false;
  const surface = entry.value.entries.find(({ key }) => key === 'surface')?.value;
  return surface?.is === 'scalar' && surface.value === 'search';
}
