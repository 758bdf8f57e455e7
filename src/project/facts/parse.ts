import { parse, type ParseResult, type ParserOptions, type ParserPlugin } from '@babel/parser';
import type { FileFacts, Problem } from '../../model/facts.js';
import { Collector, span } from './collector.js';
import { value } from './expressions.js';
import { problem, readable } from './problem.js';
import { statement, statements } from './statements.js';

/**
 * A source file's text, without byte order mark, to facts. Never throws because of the text: a file that cannot
 * be read at all has its syntax error and nothing else.
 */
export function factsOf(path: string, text: string): FileFacts {
  const problems: Problem[] = [];
  const collector = new Collector(text, problems, { value, statement, statements });
  const file = readable(problems, text, () => parsed(text, optionsFor(path)));
  if (!file) return collector.result();
  for (const error of file.errors ?? []) problems.push(problem(error, text));
  for (const comment of file.comments ?? []) {
    collector.comments.push({ ...span(comment), text: comment.value });
  }
  readable(problems, text, () => statements(collector, file.program.body));
  return collector.result();
}

/** `typeof this.#` in front of the name of a private field. */
const PRIVATE_QUERY = /\btypeof\s+this\s*\.\s*$/;
/** A file is parsed again for each. */
const MOST_QUERIES = 20;

/**
 * The syntax tree. Babel cannot read the type `typeof this.#field` (TypeScript 4.7): there, and only there, the sign is
 * replaced, which changes neither places nor values.
 * @throws SyntaxError
 */
function parsed(text: string, options: ParserOptions, replaced = 0): ParseResult {
  try {
    return parse(text, options);
  } catch (error) {
    const at = error instanceof SyntaxError && 'pos' in error ? Number(error.pos) : -1;
    const isQuery = text[at] === '#' && PRIVATE_QUERY.test(text.slice(Math.max(0, at - 40), at));
    if (!isQuery || replaced === MOST_QUERIES) throw error;
    return parsed(`${text.slice(0, at)}_${text.slice(at + 1)}`, options, replaced + 1);
  }
}

function optionsFor(path: string): ParserOptions {
  const commonJs = /\.c[jt]s$/.test(path);
  const typed = /\.[cm]?tsx?$/.test(path);
  const plugins: ParserPlugin[] = [
    'decorators-legacy',
    'decoratorAutoAccessors',
    'explicitResourceManagement',
  ];
  if (typed) plugins.push(['typescript', { dts: /\.d\.[cm]?ts$/.test(path) }]);
  if (!typed || path.endsWith('x')) plugins.push('jsx');
  return {
    sourceType: commonJs ? 'commonjs' : 'module',
    plugins,
    errorRecovery: true,
    attachComment: false,
  };
}
