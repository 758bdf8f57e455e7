import { ToolError } from './tool-error.js';

const MOST = 1_000;
/** Of all URIs: they stay in memory as long as the client is connected. */
const MOST_CHARACTERS = 256_000;

/** The resources whose changes one client wants to be told of (MCP 2025-11-25, `resources/subscribe`). */
export class WatchedResources {
  readonly #uris = new Set<string>();
  #characters = 0;

  /** @throws ToolError where there are too many, or their URIs are too long */
  add(uri: string): Record<string, never> {
    if (this.#uris.has(uri)) return {};
    if (this.#uris.size >= MOST)
      throw new ToolError(`A client can subscribe to ${MOST} resources.`);
    if (this.#characters + uri.length > MOST_CHARACTERS)
      throw new ToolError(
        `The URIs that a client subscribes to can have ${MOST_CHARACTERS} characters in all.`,
      );
    this.#uris.add(uri);
    this.#characters += uri.length;
    return {};
  }

  delete(uri: string): Record<string, never> {
    if (this.#uris.delete(uri)) this.#characters -= uri.length;
    return {};
  }

  has(uri: string): boolean {
    return this.#uris.has(uri);
  }
}
