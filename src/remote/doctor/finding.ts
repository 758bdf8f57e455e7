/** One step of the way from a server's URL to its list of tools. */
export type Hop =
  | 'address'
  | 'TLS'
  | 'challenge'
  | 'resource metadata'
  | 'authorization server metadata'
  | 'client registration'
  | 'authorization endpoint'
  | 'token endpoint'
  | 'audience'
  | 'tools';

export interface Finding {
  hop: Hop;
  /** An error stops every client, a warning some. */
  state: 'ok' | 'warning' | 'error';
  /** What was found: a sentence. */
  found: string;
  /** What to change at the server; absent where all is well. */
  fix?: string;
}

/** Thrown where no client gets further. */
export class ChainBroken extends Error {}

/** Collects what a walk finds. */
export class Findings {
  readonly list: Finding[] = [];

  ok(hop: Hop, found: string): void {
    this.list.push({ hop, state: 'ok', found });
  }

  warn(hop: Hop, found: string, fix: string): void {
    this.list.push({ hop, state: 'warning', found, fix });
  }

  /** @throws ChainBroken */
  fail(hop: Hop, found: string, fix: string): never {
    this.list.push({ hop, state: 'error', found, fix });
    throw new ChainBroken();
  }
}
