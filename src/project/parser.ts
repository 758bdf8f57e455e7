import type { parseSync } from 'oxc-parser';
import { noParser } from '../model/errors/project.js';

export type Parse = typeof parseSync;

/**
 * The parser of TypeScript, a native module.
 * @throws CliError `project/no-parser` where the package of this platform is missing
 */
export async function loadParser(): Promise<Parse> {
  try {
    return (await import('oxc-parser')).parseSync;
  } catch (error) {
    throw noParser(error);
  }
}
