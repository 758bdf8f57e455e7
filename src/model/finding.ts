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

/** A place that explains a finding, such as where a value comes from. */
export interface RelatedPlace {
  /** One sentence about this place. */
  message: string;
  /** Relative to the report's root. */
  file: RelPath;
  region: Region;
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
  /** In the order in which a reader should look at them, such as from a source to the finding. */
  related?: readonly RelatedPlace[];
  provider?: string;
  /** No fault was found: the rule could not determine whether the requirement holds. */
  unseen: boolean;
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
