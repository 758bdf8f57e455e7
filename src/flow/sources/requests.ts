import type { Code } from '../../model/code.js';
import type { CallValue, Declaration } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { callbackOf } from '../values/functions.js';
import { boundTo, type Taint } from '../taint.js';
import { lastName } from '../values/children.js';

const TYPES = /^([\w$]+\.)?(IncomingMessage|(Express|Fastify|Next)?Request)\b/;
const NAMES = /^(request|req)$/;
/** Functions that call another one with a request and a response. */
const SERVES = /^(createServer|serve|use|all|get|post|put|patch|delete)$/;
const SECRETS: Taint = [
  ['headers', 'authorization'],
  ['headers', 'cookie'],
];

/** Whether a parameter, or a part of one, is of a request to this server: by its type, else by its name and what calls the function. */
export function isOfRequest(file: SourceFile, declaration: Declaration, code: Code): boolean {
  const { kind, type, parameter, within } = declaration;
  const fact = file.facts.functions[within];
  if (kind !== 'parameter' || parameter === undefined || !fact) return false;
  const { name = '', type: annotated = declaration.path.length === 0 ? type : undefined } =
    fact.parameters[parameter] ?? {};
  if (annotated !== undefined) return TYPES.test(annotated);
  const isNamed = NAMES.test(name) && !sends(file, within);
  const isServed = code.handed({ file, function: fact }).some(({ value }) => serves(value));
  if (parameter === 0 && isServed && (isNamed || fact.parameters.length > 1)) return true;
  return isNamed && callbackOf(code, file, within) === undefined;
}

/** A function that is declared as `CallApi` of the runtime takes a request to the API. */
const sends = ({ facts }: SourceFile, within: number): boolean =>
  facts.declarations.some(
    ({ init, type = '' }) =>
      init?.is === 'function' && init.function === within && /^([\w$]+\.)?CallApi\b/.test(type),
  );

/** `app.get('/rooms', handler)`, not `axios.interceptors.request.use(handler)` */
const serves = ({ callee }: CallValue): boolean =>
  SERVES.test(lastName(callee)) &&
  !(callee.is === 'member' && lastName(callee.object) === 'request');

/** The taint of a parameter that is a request to this server, or a part of one: the credentials that a caller presents. */
export const requestSecrets = (
  file: SourceFile,
  declaration: Declaration,
  code: Code,
): Taint | undefined =>
  file.text.includes('headers') && isOfRequest(file, declaration, code)
    ? boundTo(SECRETS, declaration, () => false)
    : undefined;
