import type { DataEntry } from '../../model/project.js';
import type { Parsed } from './data.js';

const LINE = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(.*?)[ \t]*$/dgm;
const COMMENT = /^[ \t]*#.*$/gm;

/** `NAME=value` lines as dotenv reads them, one line a value. */
export function parseEnv(text: string): Parsed {
  const entries = Array.from(
    text.matchAll(LINE),
    ({ 1: key = '', 2: raw = '', indices }): DataEntry => {
      const [, keyAt = NOWHERE, valueAt = NOWHERE] = indices ?? [];
      const value = raw.replace(/^(["'`])(.*)\1$/, '$2');
      return {
        start: keyAt[0],
        end: keyAt[1],
        key,
        value: { is: 'scalar', start: valueAt[0], end: valueAt[1], value },
      };
    },
  );
  const comments = Array.from(text.matchAll(COMMENT), ({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }));
  return { root: { is: 'map', start: 0, end: text.length, entries }, problems: [], comments };
}

const NOWHERE = [0, 0] as const;
