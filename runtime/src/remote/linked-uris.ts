/** Of all users together; those that were named last are kept. */
const MOST = 10_000;
/** In characters. */
const LONGEST = 1_000;

/** URIs in the results of another MCP server, by the user who got them: no list has those of `resource_link`. */
export class LinkedUris {
  /** As the server has written them. */
  readonly #all = new Map<string, string>();

  add(userId: string, uri: string): void {
    if (uri.length > LONGEST || !URL.canParse(uri)) return;
    const key = keyOf(userId, uri);
    this.#all.delete(key);
    this.#all.set(key, uri);
    if (this.#all.size > MOST) this.#all.delete(this.#all.keys().next().value ?? '');
  }

  /** Undefined where the results of this user do not have it. */
  get(userId: string, uri: string): string | undefined {
    return this.#all.get(keyOf(userId, uri));
  }

  /** Whether the results of any user have it. */
  has(uri: string): boolean {
    const begin = keyOf('', uri);
    return [...this.#all.keys()].some((key) => key.startsWith(begin));
  }
}

/** The URL standard removes line ends from a URI. */
const keyOf = (userId: string, uri: string): string => `${new URL(uri).href}\n${userId}`;
