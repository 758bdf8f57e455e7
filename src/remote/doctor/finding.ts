import { oneLine } from '../../model/text/table.js';
import type { SendRequest } from './ask.js';

/** One step between a server's URL and its list of tools. */
type Hop =
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
  /** An error stops every client, a warning stops some. */
  state: 'ok' | 'warning' | 'error';
  /** Sentence about what was found. */
  found: string;
  /** Advice on what to change on the server; absent if everything is valid. */
  fix?: string;
}

/** Thrown if no client could continue. */
export class ChainBrokenError extends Error {}

/** Collects the findings of a check. */
export class FindingCollector {
  readonly list: Finding[] = [];

  constructor(readonly ask: SendRequest) {}

  at(hop: Hop): HopReporter {
    const add = (state: Finding['state'], sentence: string, fix?: string) =>
      this.list.push({
        hop,
        state,
        found: oneLine(sentence), // may contain the server's words
        ...(fix !== undefined && { fix: oneLine(fix) }),
      });
    return {
      ok: (sentence) => void add('ok', sentence),
      warn: (sentence, fix) => void add('warning', sentence, fix),
      fail(sentence, fix) {
        add('error', sentence, fix);
        throw new ChainBrokenError();
      },
    };
  }
}

/** Reports the findings of one hop. */
export interface HopReporter {
  ok(sentence: string): void;
  warn(sentence: string, fix: string): void;
  /** Reports an error and ends the check. @throws ChainBrokenError */
  fail(sentence: string, fix: string): never;
}
