import type { RelPath } from './path.js';

export type Severity = 'error' | 'warning';

/** Path of a rule's file below `src/rules` without extension: `contract/missing-export`. */
export type RuleId = `${string}/${string}`;

/**
 * Positions count from 1, in UTF-16 code units; `endColumn` is the column after the last character
 * (SARIF 2.1.0 §3.30).
 */
export interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

/** A rule violation at one location. */
export interface Finding {
  rule: RuleId;
  severity: Severity;
  /** One sentence about what is wrong. */
  message: string;
  /** One sentence about how to correct it. */
  hint: string;
  /** Path relative to the report's root. */
  file: RelPath;
  region: Region;
  provider?: string;
  /** Changes that certainly correct it. */
  fix?: readonly Edit[];
  /** Path of a missing file that `create` would certainly write with the same content. */
  creates?: RelPath;
}

/** A replacement in the text of a file; offsets as in `SourceRange`. */
export interface Edit {
  file: RelPath;
  start: number;
  end: number;
  text: string;
}
