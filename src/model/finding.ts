import type { RelPath } from './path.js';

export type Severity = 'error' | 'warning';

/** A rule's file below `src/rules` without its ending: `contract/missing-export`. */
export type RuleId = `${string}/${string}`;

/** Counted from 1, in UTF-16 units; `endColumn` is the column after the last character (SARIF 2.1.0 §3.30). */
export interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

/** Something a rule has to say about one place. */
export interface Finding {
  rule: RuleId;
  severity: Severity;
  /** One sentence. */
  message: string;
  /** What to do about it, one sentence. */
  hint: string;
  /** Relative to the report's root. */
  file: RelPath;
  region: Region;
  provider?: string;
  /** Nothing was found wrong: the rule could not see what it has to check. */
  unseen: boolean;
  /** A certain repair. */
  fix?: readonly Edit[];
}

/** A replacement in a file's text; offsets as in `Span`. */
export interface Edit {
  file: RelPath;
  start: number;
  end: number;
  text: string;
}
