import type { InitializationOptions, ProviderParts } from './definition.js';
import type { ListChanges } from './list-changes.js';
import type { OpenedEvents } from './opened-events.js';
import type { ProviderOwner } from './owner.js';

/** What the servers of a provider share in every project. */
export interface ProviderState<Server> extends Pick<
  ProviderParts<Server>,
  'registrations' | 'policy' | 'configure'
> {
  definition: { name: string; title?: string };
  owner: ProviderOwner;
  changes: ListChanges;
  stepUp: boolean;
  events: OpenedEvents;
  getInitializationOptions(): InitializationOptions;
}
