import { type ParseError, parseTree } from 'jsonc-parser';
import { parseJson } from '../model/json.js';
import { boundedDocument } from '../model/yaml.js';
import { lineNumber } from './lines.js';

/** The reason why a file cannot be edited with certainty. */
export interface FileFault {
  /** Line number, from 1. */
  line: number;
  /** The end of a sentence that begins with the path of the file. */
  predicate: string;
  /** Advice, if it is not a syntax error. */
  hint?: string;
}

const CONFLICT = /^(?:<{7}|>{7}|\|{7}) .*$/m;

/** JSON in which compilers, editors and clients accept comments. */
const JSON_WITH_COMMENTS = /(^|\/)([jt]sconfig[^/]*|opencode\.json|\.[^/]+\/.*)$/;

/** Returns the reason why a file cannot be edited: merge conflicts, or errors in JSON and YAML. */
export function fileFault(path: string, text: string): FileFault | undefined {
  const conflict = conflictIn(text);
  if (conflict) return conflict;
  if (path.endsWith('.json')) return jsonFault(text, JSON_WITH_COMMENTS.test(path));
  return /\.ya?ml$/.test(path) ? yamlFault(text) : undefined;
}

/** Returns the first marker of a merge conflict. */
export function conflictIn(text: string): FileFault | undefined {
  const conflict = CONFLICT.exec(text);
  return conflict
    ? {
        line: lineNumber(text, conflict.index),
        predicate: 'contains a merge conflict',
        hint: 'Resolve it and remove the markers, then run the command again.',
      }
    : undefined;
}

/** @param comments whether comments and trailing commas are allowed */
function jsonFault(text: string, comments: boolean): FileFault | undefined {
  if (parseJson(text) !== undefined) return undefined;
  // The messages of `JSON.parse` contain a position only for some errors.
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: !comments, allowTrailingComma: comments });
  if (comments && errors.length === 0) return undefined;
  return { line: lineNumber(text, errors[0]?.offset ?? 0), predicate: 'is not JSON' };
}

function yamlFault(text: string): FileFault | undefined {
  const [error] = boundedDocument(text, { prettyErrors: false }).errors;
  return error && { line: lineNumber(text, error.pos[0]), predicate: 'is not YAML' };
}
