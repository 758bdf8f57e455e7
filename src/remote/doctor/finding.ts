import { oneLine } from '../../model/table.js';
import type { Ask } from './ask.js';

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
  | 'hosted clients'
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

/** Asks a server, and collects what a walk finds. */
export class Findings {
  readonly list: Finding[] = [];

  constructor(readonly ask: Ask) {}

  at(hop: Hop): Step {
    const add = (state: Finding['state'], found: string, fix?: string) =>
      this.list.push({
        hop,
        state,
        found: oneLine(found), // words of a server can be in it
        ...(fix !== undefined && { fix: oneLine(fix) }),
      });
    return {
      ok: (found) => void add('ok', found),
      warn: (found, fix) => void add('warning', found, fix),
      fail(found, fix) {
        add('error', found, fix);
        throw new ChainBroken();
      },
    };
  }
}

/** What is found at one hop. */
export interface Step {
  ok(found: string): void;
  warn(found: string, fix: string): void;
  /** @throws ChainBroken */
  fail(found: string, fix: string): never;
}
