/** Links of all users together; the latest stay. */
const MOST = 10_000;
/** In characters. */
const LONGEST = 1_000;

let last = 0;

/** URIs in the results of another MCP server, by the user who got them: no list has those of `resource_link`. */
export class LinkedUris {
  /** By URI and user: as the server has written it, and when, of all servers. */
  readonly #all = new Map<string, { uri: string; at: number }>();
  /** How many users have each. */
  readonly #users = new Map<string, number>();

  add(userId: string, uri: string): void {
    if (uri.length > LONGEST || !URL.canParse(uri)) return;
    const key = keyOf(userId, uri);
    this.#remove(key);
    this.#all.set(key, { uri, at: ++last });
    this.#count(key, 1);
    const [oldest = key] = this.#all.keys();
    if (this.#all.size > MOST) this.#remove(oldest);
  }

  /** Undefined where the results of this user do not have it. */
  get(userId: string, uri: string): string | undefined {
    return this.#all.get(keyOf(userId, uri))?.uri;
  }

  /** Higher where it was linked later, also by another server. Undefined where the results of this user do not have it. */
  order(userId: string, uri: string): number | undefined {
    return this.#all.get(keyOf(userId, uri))?.at;
  }

  /** Whether the results of any user have it. */
  has(uri: string): boolean {
    return this.#users.has(hrefOf(uri));
  }

  #remove(key: string): void {
    if (this.#all.delete(key)) this.#count(key, -1);
  }

  #count(key: string, change: 1 | -1): void {
    const [href = ''] = key.split('\n', 1);
    const users = (this.#users.get(href) ?? 0) + change;
    if (users > 0) this.#users.set(href, users);
    else this.#users.delete(href);
  }
}

/** The URL standard removes line ends from a URI. */
const hrefOf = (uri: string): string => new URL(uri).href;
const keyOf = (userId: string, uri: string): string => `${hrefOf(uri)}\n${userId}`;
