import type { Checked } from '../check.js';

/** What a command line says of something. Whatever is wrong among it has been refused before anybody is asked. */
export interface Reading<Draft, Spec> {
  draft: Draft;
  /** The arguments that would say what the draft lacks, in the order of the questions. */
  missing: string[];
  /** The draft, or what answers have made of it. @throws CliError `spec/invalid` */
  check(complete: unknown): Checked<Spec>;
}
