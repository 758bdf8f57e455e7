import type { DataDocument } from '../../../model/project.js';
import { textAt } from './scalars.js';

/** A compiler option in lower case, as the compiler compares it; undefined where this file does not set it. */
export const compilerOption = (tsconfig: DataDocument | undefined, name: string) =>
  textAt(tsconfig, 'compilerOptions', name)?.text.toLowerCase();

/** Imports are resolved as a bundler does it: without endings. */
export const resolvesLikeBundler = (tsconfig: DataDocument | undefined): boolean =>
  compilerOption(tsconfig, 'moduleResolution') === 'bundler' ||
  (compilerOption(tsconfig, 'moduleResolution') === undefined &&
    compilerOption(tsconfig, 'module') === 'preserve');
