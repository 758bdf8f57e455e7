import { ToolError } from './tool-error.js';

const MOST = 1_000;

/** The resources whose changes one client wants to be told of (MCP 2025-11-25, `resources/subscribe`). */
export class Watched {
  readonly #uris = new Set<string>();

  /** @throws ToolError where there are too many */
  add(uri: string): Record<string, never> {
    if (this.#uris.size >= MOST && !this.#uris.has(uri)) {
      throw new ToolError(`A client can subscribe to ${MOST} resources.`);
    }
    this.#uris.add(uri);
    return {};
  }

  delete(uri: string): Record<string, never> {
    this.#uris.delete(uri);
    return {};
  }

  has(uri: string): boolean {
    return this.#uris.has(uri);
  }
}
