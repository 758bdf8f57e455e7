export interface Visit {
  url: URL;
  status: number;
  headers: Headers;
  text: string;
  /** Every address on the way. */
  trail: URL[];
}

const MOST_HOPS = 20;

/** Enough of a browser: cookies by host, and redirects one by one. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  /**
   * @param who at the authorization server: "nobody" declines, "sparing" leaves out a scope
   * @param tunnels origins that lead to others
   */
  constructor(
    private readonly who = 'alice',
    private readonly tunnels: Readonly<Record<string, string>> = {},
  ) {}

  /** Follows redirects up to a page, or up to an address at which `stopAt` says so. */
  async visit(
    address: string | URL,
    stopAt?: (url: URL) => boolean,
    signal?: AbortSignal,
  ): Promise<Visit> {
    const trail = [new URL(address)];
    for (let hops = 0; hops < MOST_HOPS; hops++) {
      const url = trail.at(-1)!;
      if (stopAt?.(url)) return { url, status: 0, headers: new Headers(), text: '', trail };
      const response = await this.#get(url, signal);
      const location = response.headers.get('location');
      if (location === null) {
        const { status, headers } = response;
        return { url, status, headers, text: await response.text(), trail };
      }
      trail.push(new URL(location, url));
    }
    throw new Error('Too many redirects');
  }

  async #get(url: URL, signal: AbortSignal | undefined): Promise<Response> {
    const jar = this.#cookies.get(url.host) ?? new Map([['who', this.who]]);
    this.#cookies.set(url.host, jar);
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const target = new URL(url.pathname + url.search, this.tunnels[url.origin] ?? url.origin);
    const headers = { accept: 'text/html', cookie };
    const response = await fetch(target, {
      headers,
      redirect: 'manual',
      ...(signal && { signal }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }
}
