export type SpecPath = readonly (string | number)[];

/** Something about one place of a spec. */
export interface Problem {
  path: SpecPath;
  /** The end of a sentence that begins with the place: "must be a string, not an array". */
  says: string;
  /** Whether the key or the value is meant. */
  at: 'key' | 'value';
}

type Remark = string | (() => string | undefined);

/** What the checks of one spec found. */
export class Report {
  readonly errors: Problem[] = [];
  readonly #remarks: { path: SpecPath; says: Remark; at: Problem['at'] }[] = [];

  /** Nothing is reported where `says` is undefined: a rule that is content. */
  error(path: SpecPath, says: string | undefined, at: Problem['at'] = 'value') {
    if (says !== undefined) this.errors.push({ path, says, at });
  }

  /** @param says a function is called where somebody reads the warnings: it may take long, and not all checks tell them. */
  warn(path: SpecPath, says: Remark | undefined, at: Problem['at'] = 'value') {
    if (says !== undefined) this.#remarks.push({ path, says, at });
  }

  get warnings(): Problem[] {
    return this.#remarks.flatMap(({ says: remark, ...place }) => {
      const says = typeof remark === 'string' ? remark : remark();
      return says === undefined ? [] : [{ ...place, says }];
    });
  }

  /** Nothing is wrong at `path`, below it, or with what it is in. */
  isSound(path: SpecPath): boolean {
    return !this.errors.some((problem) =>
      problem.path.every((part, i) => i >= path.length || path[i] === part),
    );
  }
}
