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

/** What a rule reports about one place. */
export interface Finding {
  rule: RuleId;
  severity: Severity;
  /** One sentence. */
  message: string;
  /** One sentence: how to correct it. */
  hint: string;
  /** Relative to the report's root. */
  file: RelPath;
  region: Region;
  provider?: string;
  /** Changes that are certain to correct it. */
  fix?: readonly Edit[];
  /** A missing file that is certain to be as `create` writes it. */
  creates?: RelPath;
}

/** A replacement in a file's text; offsets as in `Span`. */
export interface Edit {
  file: RelPath;
  start: number;
  end: number;
  text: string;
}
