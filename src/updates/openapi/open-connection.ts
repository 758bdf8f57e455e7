import type { Provider } from '../../model/project.js';
import {
  type Connection,
  type ConnectionChange,
  connectionChanges,
  type ConnectionPart,
} from '../../openapi/update/connection.js';
import { entryText } from '../../project/provider-parts.js';

/** A value of the API that only people change in the project: another host would get the credentials. */
export interface OpenChange extends Pick<ConnectionChange, 'name' | 'was' | 'now'> {
  /** What to edit, as the end of a sentence. */
  edit: string;
}

const CONFIG = 'provider-config.yaml';

/** What the document says of the API and the project does not: it still has the older value, and mentions no new one. */
export function openChanges(provider: Provider, was: Connection, now: Connection): OpenChange[] {
  const auth = `src/providers/${provider.name}/api/auth.ts`;
  const config = provider.project.text(CONFIG)?.text ?? '';
  const code = provider.project.text(auth)?.text ?? '';
  const scopes = provider.entry?.get('scopes')?.items.map(({ value }) => String(value)) ?? [];
  const places: Record<ConnectionPart, string> = {
    baseUrl: `"base_url" in ${CONFIG}`,
    style: `${auth}, and "auth" in ${CONFIG}`,
    key: auth,
    endpoint: auth,
    scopes: `"scopes" in ${CONFIG}`,
  };
  const isOpen = ({ part, was: old, now: fresh }: ConnectionChange): boolean => {
    const added = fresh.filter((value) => !old.includes(value));
    const removed = old.filter((value) => !fresh.includes(value));
    const [first = ''] = old;
    switch (part) {
      case 'baseUrl':
        return (
          entryText(provider, 'base_url') === first && !added.some((url) => config.includes(url))
        );
      case 'style':
        return first.split(' ')[0] === entryText(provider, 'auth');
      case 'scopes':
        return (
          removed.some((scope) => scopes.includes(scope)) ||
          added.some((scope) => !config.includes(scope))
        );
      case 'key':
      case 'endpoint':
        return added.some((value) => !value.split(' ').every((word) => code.includes(word)));
    }
  };
  return connectionChanges(was, now)
    .filter(isOpen)
    .map(({ part, name, was: old, now: fresh }) => ({
      name,
      was: old,
      now: fresh,
      edit: places[part],
    }));
}

/** `Base URL: https://b.example, was https://a.example. Edit …` */
export const openChangeText = ({ name, was, now, edit }: OpenChange): string =>
  `${name}: ${now.join(' ') || 'none'}, was ${was.join(' ') || 'none'}. Edit ${edit}.`;
