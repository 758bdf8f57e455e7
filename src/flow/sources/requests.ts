import type { CallValue, Declaration } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { writesIn } from '../writes.js';
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
export function isOfRequest(file: SourceFile, declaration: Declaration): boolean {
  const { kind, type, parameter, within } = declaration;
  const fact = file.facts.functions[within];
  if (kind !== 'parameter' || parameter === undefined || !fact) return false;
  const { name = '', type: annotated = declaration.path.length === 0 ? type : undefined } =
    fact.parameters[parameter] ?? {};
  if (annotated !== undefined) return TYPES.test(annotated);
  const callback = writesIn(file).callbacks.get(within);
  if (!callback) return NAMES.test(name);
  const hasResponse = fact.parameters.length > 1;
  return parameter === 0 && serves(callback.call) && (hasResponse || NAMES.test(name));
}

/** `app.get('/rooms', handler)`, not `axios.interceptors.request.use(handler)` */
const serves = ({ callee }: CallValue): boolean =>
  SERVES.test(lastName(callee)) &&
  !(callee.is === 'member' && lastName(callee.object) === 'request');

/** The taint of a parameter that is a request to this server, or a part of one: the credentials that a caller presents. */
export const requestSecrets = (file: SourceFile, declaration: Declaration): Taint | undefined =>
  file.text.includes('headers') && isOfRequest(file, declaration)
    ? boundTo(SECRETS, declaration, () => false)
    : undefined;
