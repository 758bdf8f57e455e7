export type SpecPath = readonly (string | number)[];

/** A problem at one path of a spec. */
export interface PathProblem {
  path: SpecPath;
  /** The end of a sentence that begins with the path: "must be a string, not an array". */
  fault: string;
  /** Whether the problem is that of the key or of the value. */
  at: 'key' | 'value';
}

type Remark = string | (() => string | undefined);

/** Collects the problems that the checks of one spec find. */
export class SpecReport {
  readonly errors: PathProblem[] = [];
  readonly #remarks: { path: SpecPath; remark: Remark; at: PathProblem['at'] }[] = [];

  /** Reports an error, unless `fault` is undefined, which means that a rule is met. */
  error(path: SpecPath, fault: string | undefined, position: PathProblem['at'] = 'value') {
    if (fault !== undefined) this.errors.push({ path, fault, at: position });
  }

  /** @param remark a function is called where somebody reads the warnings: it may take long, and not all checks tell them. */
  warn(path: SpecPath, remark: Remark | undefined, at: PathProblem['at'] = 'value') {
    if (remark !== undefined) this.#remarks.push({ path, remark, at });
  }

  get warnings(): PathProblem[] {
    return this.#remarks.flatMap(({ remark, ...place }) => {
      const fault = typeof remark === 'string' ? remark : remark();
      return fault === undefined ? [] : [{ ...place, fault }];
    });
  }

  /** Returns whether neither `path`, nor any path below it or above it, has a problem. */
  isSound(path: SpecPath): boolean {
    return !this.errors.some((problem) =>
      problem.path.every((part, i) => i >= path.length || path[i] === part),
    );
  }
}
