/** Limit of the links of all users together; the latest stay. */
const MAX_LINKS = 10_000;
/** Longest URI, in characters. */
const MAX_URI_LENGTH = 1_000;

let lastOrder = 0;

/** URIs in the results of another MCP server, by the user who received them: lists lack those of `resource_link`. */
export class LinkedUris {
  /** Links by URI and user: the URI as the server has written it, and its order among the links of all servers. */
  readonly #links = new Map<string, { uri: string; at: number }>();
  /** The number of users per URI. */
  readonly #users = new Map<string, number>();

  add(userId: string, uri: string): void {
    if (uri.length > MAX_URI_LENGTH || !URL.canParse(uri)) return;
    const key = keyOf(userId, uri);
    this.#remove(key);
    this.#links.set(key, { uri, at: ++lastOrder });
    this.#count(key, 1);
    const [oldest = key] = this.#links.keys();
    if (this.#links.size > MAX_LINKS) this.#remove(oldest);
  }

  /** Returns the URI as the server has written it; undefined if the results of this user do not contain it. */
  get(userId: string, uri: string): string | undefined {
    return this.#links.get(keyOf(userId, uri))?.uri;
  }

  /**
   * Returns the order of the link, which is higher for later links, also of another server;
   * undefined if the results of this user do not contain it.
   */
  order(userId: string, uri: string): number | undefined {
    return this.#links.get(keyOf(userId, uri))?.at;
  }

  /** Returns whether the results of any user contain the URI. */
  has(uri: string): boolean {
    return this.#users.has(hrefOf(uri));
  }

  #remove(key: string): void {
    if (this.#links.delete(key)) this.#count(key, -1);
  }

  #count(key: string, change: 1 | -1): void {
    const [href = ''] = key.split('\n', 1);
    const users = (this.#users.get(href) ?? 0) + change;
    if (users > 0) this.#users.set(href, users);
    else this.#users.delete(href);
  }
}

/** Returns the URI as the URL standard parses it, without line ends. */
const hrefOf = (uri: string): string => new URL(uri).href;
const keyOf = (userId: string, uri: string): string => `${hrefOf(uri)}\n${userId}`;
