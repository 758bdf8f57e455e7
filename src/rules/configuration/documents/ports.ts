import type { DataDocument, Place } from '../../../model/project.js';

export interface Port {
  at: Place;
  port: number;
}

/** The port of a provider's sign-in server; undefined where it takes any free one. */
export function portOf(config: DataDocument, provider: string): Port | undefined {
  const node = config.get('providers', provider, 'port');
  return node?.is === 'scalar' && typeof node.value === 'number'
    ? { at: config.at(node), port: node.value }
    : undefined;
}
