import type { Provider } from '../../model/project.js';
import {
  type Connection,
  type ConnectionChange,
  connectionChanges,
  type ConnectionPartName,
} from '../../openapi/update/connection.js';
import { entryText } from '../../project/provider-parts.js';

/** An API setting that only the author changes in the project, because another host would get the credentials. */
export interface OpenChange extends Pick<ConnectionChange, 'name' | 'previous' | 'current'> {
  /** The end of a sentence about what to edit. */
  edit: string;
}

const CONFIG = 'provider-config.yaml';

/**
 * Returns the settings that have changed in the document but not in the project, which still has
 * the older value and contains no new one.
 */
export function openChanges(
  provider: Provider,
  previousConnection: Connection,
  currentConnection: Connection,
): OpenChange[] {
  const auth = `src/providers/${provider.name}/api/auth.ts`;
  const config = provider.project.text(CONFIG)?.text ?? '';
  const code = provider.project.text(auth)?.text ?? '';
  const scopes = provider.entry?.get('scopes')?.items.map(({ value }) => String(value)) ?? [];
  const places: Record<ConnectionPartName, string> = {
    baseUrl: `"base_url" in ${CONFIG}`,
    style: `${auth}, and "auth" in ${CONFIG}`,
    key: auth,
    endpoint: auth,
    scopes: `"scopes" in ${CONFIG}`,
  };
  const isOpen = ({ part, previous: old, current: newValues }: ConnectionChange): boolean => {
    const addedValues = newValues.filter((value) => !old.includes(value));
    const removedValues = old.filter((value) => !newValues.includes(value));
    const [first = ''] = old;
    switch (part) {
      case 'baseUrl':
        return (
          entryText(provider, 'base_url') === first &&
          !addedValues.some((url) => config.includes(url))
        );
      case 'style':
        return first.split(' ')[0] === entryText(provider, 'auth');
      case 'scopes':
        return (
          removedValues.some((scope) => scopes.includes(scope)) ||
          addedValues.some((scope) => !config.includes(scope))
        );
      case 'key':
      case 'endpoint':
        return addedValues.some(
          (value) => !value.split(' ').every((valueWord) => code.includes(valueWord)),
        );
    }
  };
  return connectionChanges(previousConnection, currentConnection)
    .filter(isOpen)
    .map(({ part, name, previous: old, current: newValues }) => ({
      name,
      previous: old,
      current: newValues,
      edit: places[part],
    }));
}

/** Returns a text such as `Base URL: https://b.example, was https://a.example. Edit …` */
export const openChangeText = ({
  name,
  previous: previousValues,
  current: currentValues,
  edit,
}: OpenChange): string =>
  `${name}: ${currentValues.join(' ') || 'none'}, was ${previousValues.join(' ') || 'none'}. Edit ${edit}.`;
