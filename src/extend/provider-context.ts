import type { AllowedHosts } from '../kinds/api/hosts.js';
import { kindOf } from '../kinds/kind-of.js';
import { nameInUse, nameTaken, partInOtherFile } from '../model/errors/extend.js';
import type { Provider } from '../model/project.js';
import { entryText, kindNameOf, partNamed, partNames } from '../project/provider-parts.js';
import type { RenderContext, RenderedPart } from '../render/provider-parts.js';
import { collisions } from '../spec/check/collisions.js';
import type { SpecContext } from '../spec/check/items.js';

/** Returns a provider of the project as the renderer of parts needs it. */
export const renderContextOf = (provider: Provider): RenderContext => {
  const kind = kindNameOf(provider);
  return {
    name: provider.name,
    kind,
    settings: kindOf(kind).test.settingsIn?.(provider),
  };
};

export type ProviderHome = SpecContext & AllowedHosts & { baseUrl: string | undefined };

/** Returns a provider of the project as the reader of specs needs it. */
export const specContextOf = (provider: Provider): ProviderHome => ({
  name: provider.name,
  kind: kindOf(kindNameOf(provider)),
  baseUrl: entryText(provider, 'base_url'),
  baseUrls: [
    entryText(provider, 'base_url') ?? [],
    provider.entry?.get('base_urls')?.items.map(({ value }) => String(value)) ?? [],
  ].flat(),
  authStyle: entryText(provider, 'auth'),
});

/** Rejects a name that conflicts with others. @throws CliError `extend/name-taken` */
export function refuseTaken(kind: string, name: string, takenNames: readonly string[]): void {
  if (takenNames.includes(name)) throw nameInUse(kind, name);
  const collision = collisions([...takenNames, name]).find(
    ({ second }) => second === takenNames.length,
  );
  if (collision) throw nameTaken(kind, name, collision.message);
}

/**
 * Rejects new parts that already exist elsewhere. Parts in the files that would be written may
 * exist: then nothing changes.
 * @throws CliError `extend/name-taken`, `extend/elsewhere`
 */
export function refuseExistingParts(provider: Provider, parts: readonly RenderedPart[]): void {
  for (const { kind, name, module } of parts) {
    const partModule = partNamed(provider, kind, name)?.module;
    if (!partModule) refuseTaken(kind, name, partNames(provider, kind));
    else if (partModule.path !== `${module}.ts`) throw partInOtherFile(kind, name, partModule.path);
  }
}
