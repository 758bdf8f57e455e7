export type SpecPath = readonly (string | number)[];

/** Something about one place of a spec. */
export interface Problem {
  path: SpecPath;
  /** The end of a sentence that begins with the place: "must be a string, not an array". */
  says: string;
  /** Whether the key or the value is meant. */
  at: 'key' | 'value';
}

/** What the checks of one spec found. */
export class Report {
  readonly errors: Problem[] = [];
  readonly warnings: Problem[] = [];

  /** Nothing is reported where `says` is undefined: a rule that is content. */
  error(path: SpecPath, says: string | undefined, at: Problem['at'] = 'value') {
    if (says !== undefined) this.errors.push({ path, says, at });
  }

  warn(path: SpecPath, says: string | undefined, at: Problem['at'] = 'value') {
    if (says !== undefined) this.warnings.push({ path, says, at });
  }

  /** Nothing is wrong at `path`, below it, or with what it is in. */
  isSound(path: SpecPath): boolean {
    return !this.errors.some((problem) =>
      problem.path.every((part, i) => i >= path.length || path[i] === part),
    );
  }
}
