export type SpecPath = readonly (string | number)[];

/** A problem at one path of a spec. */
export interface PathProblem {
  path: SpecPath;
  /** The end of a sentence that begins with the path: "must be a string, not an array". */
  says: string;
  /** Whether the problem is that of the key or of the value. */
  at: 'key' | 'value';
}

type Remark = string | (() => string | undefined);

/** Collects the problems that the checks of one spec find. */
export class SpecReport {
  readonly errors: PathProblem[] = [];
  readonly #remarks: { path: SpecPath; says: Remark; at: PathProblem['at'] }[] = [];

  /** Reports an error, unless `fault` is undefined, which means that a rule is met. */
  error(path: SpecPath, fault: string | undefined, position: PathProblem['at'] = 'value') {
    if (fault !== undefined) this.errors.push({ path, says: fault, at: position });
  }

  /** @param says a function is called where somebody reads the warnings: it may take long, and not all checks tell them. */
  warn(path: SpecPath, says: Remark | undefined, at: PathProblem['at'] = 'value') {
    if (says !== undefined) this.#remarks.push({ path, says, at });
  }

  get warnings(): PathProblem[] {
    return this.#remarks.flatMap(({ says: remark, ...place }) => {
      const says = typeof remark === 'string' ? remark : remark();
      return says === undefined ? [] : [{ ...place, says }];
    });
  }

  /** Whether neither `path`, nor any path below it or above it, has a problem. */
  isSound(path: SpecPath): boolean {
    return !this.errors.some((problem) =>
      problem.path.every((part, i) => i >= path.length || path[i] === part),
    );
  }
}
