import type { Place } from '../model/project.js';

/** Whether a string literal is written there, and not the name of a constant that other code can use. */
export const isLiteral = ({ file, start }: Place): boolean => /["'`]/.test(file.text[start] ?? '');
