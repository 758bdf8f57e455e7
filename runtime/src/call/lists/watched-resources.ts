import { ToolError } from '../result/tool-error.js';

const MAX_RESOURCES = 1_000;
/** Most characters of all URIs, which stay in memory while the client is connected. */
const MAX_URI_CHARACTERS = 256_000;

/** Resources whose changes one client has subscribed to (MCP 2025-11-25, `resources/subscribe`). */
export class WatchedResources {
  readonly #uris = new Set<string>();
  #characters = 0;

  /** @throws ToolError if there are too many, or their URIs are too long */
  add(uri: string): Record<string, never> {
    if (this.#uris.has(uri)) return {};
    if (this.#uris.size >= MAX_RESOURCES)
      throw new ToolError(`A client can subscribe to ${MAX_RESOURCES} resources.`);
    if (this.#characters + uri.length > MAX_URI_CHARACTERS)
      throw new ToolError(
        `The URIs that a client subscribes to can have ${MAX_URI_CHARACTERS} characters in all.`,
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
