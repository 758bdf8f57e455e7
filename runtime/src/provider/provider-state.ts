import type { InitializationOptions, ProviderParts } from './definition.js';
import type { EffectiveSettings } from './effective-settings.js';
import type { ListChanges } from './list-changes.js';
import type { OpenedEvents } from './opened-events.js';

/** What the servers of a provider share in every project. */
export interface ProviderState<Server> extends Pick<
  ProviderParts<Server>,
  'registrations' | 'policy' | 'configure'
> {
  definition: { name: string; title?: string };
  settings: EffectiveSettings;
  changes: ListChanges;
  stepUp: boolean;
  events: OpenedEvents;
  getInitializationOptions(): InitializationOptions;
}
