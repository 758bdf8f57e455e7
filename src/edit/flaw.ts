import { type ParseError, parseTree } from 'jsonc-parser';
import { parsedJson } from '../model/json.js';
import { boundedDocument } from '../model/yaml.js';
import { lineOf } from './lines.js';

/** Why nothing can be put into a file with certainty. */
export interface Flaw {
  /** From 1. */
  line: number;
  /** The end of a sentence that begins with the place. */
  says: string;
  /** What to do, where it is not a syntax error. */
  hint?: string;
}

const CONFLICT = /^(?:<{7}|>{7}|\|{7}) .*$/m;

/** What keeps a file from being edited: merge conflicts, errors in JSON and YAML. */
export function flawOf(path: string, text: string): Flaw | undefined {
  const conflict = conflictIn(text);
  if (conflict) return conflict;
  if (path.endsWith('.json')) return jsonFlaw(text);
  return /\.ya?ml$/.test(path) ? yamlFlaw(text) : undefined;
}

/** The first marker of a merge conflict. */
export function conflictIn(text: string): Flaw | undefined {
  const conflict = CONFLICT.exec(text);
  return conflict
    ? {
        line: lineOf(text, conflict.index),
        says: 'contains a merge conflict',
        hint: 'Resolve it and remove the markers, then run the command again.',
      }
    : undefined;
}

function jsonFlaw(text: string): Flaw | undefined {
  if (parsedJson(text) !== undefined) return undefined;
  // What `JSON.parse` says has a position only for some errors.
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  return { line: lineOf(text, errors[0]?.offset ?? 0), says: 'is not JSON' };
}

function yamlFlaw(text: string): Flaw | undefined {
  const [error] = boundedDocument(text, { prettyErrors: false }).errors;
  return error && { line: lineOf(text, error.pos[0]), says: 'is not YAML' };
}
