import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A mistake in a project, and who notices it; see mistakes.yaml. */
export interface Mistake {
  id: string;
  mistake: string;
  /** Below `examples/`; absent: the row says where else it is proven. */
  file?: string;
  /** Lines before the first one. */
  top?: string;
  find?: string;
  replace?: string;
  /** It disturbs the tests of other tools, or is noticed by a test that reports one mistake only. */
  alone?: true;
  compiler?: string;
  start?: string;
  /** Part of the name of the test that fails. */
  test?: string;
  tests?: string;
  harmless?: string;
  call?: string;
  /** A test of the runtime that contains the message. */
  proof?: string;
  validate?: string;
  other?: string;
  nobody?: string;
}

/** By subject. */
export const mistakes = parse(
  readFileSync(join(import.meta.dirname, 'mistakes.yaml'), 'utf8'),
) as Readonly<Record<string, readonly Mistake[]>>;
