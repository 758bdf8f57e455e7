import type { Code } from '../../model/code.js';
import type { CallValue, Declaration, FunctionFact, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { callbackOf, callsInside } from '../values/functions.js';
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
  const isNamed = NAMES.test(name) && !sends(file, fact, parameter, code);
  const isServed = code.handed({ file, function: fact }).some(({ value }) => serves(value));
  if (parameter === 0 && isServed && (isNamed || fact.parameters.length > 1)) return true;
  return isNamed && callbackOf(code, file, within) === undefined;
}

/** A function that passes it on to the API: `(request, context) => callApi({ ...request, headers }, context)`. */
const sends = (file: SourceFile, fact: FunctionFact, parameter: number, code: Code): boolean =>
  callsInside(file, fact).some(
    (value) =>
      value.arguments.flatMap(wholesIn).some((part) => {
        const declared = part.is === 'name' ? file.facts.declarations[part.declaration] : undefined;
        return declared?.parameter === parameter && file.facts.functions[declared.within] === fact;
      }) && code.runtime({ file, value: value.callee })?.sends !== undefined,
  );

/** An argument, and what it spreads. */
const wholesIn = (given: Value): readonly Value[] =>
  given.is === 'object'
    ? given.entries.flatMap((entry) => (entry.is === 'spread' ? [entry.value] : []))
    : [given];

/** `app.get('/rooms', handler)`, not `axios.interceptors.request.use(handler)` */
const serves = ({ callee }: CallValue): boolean =>
  SERVES.test(lastName(callee)) &&
  !(callee.is === 'member' && lastName(callee.object) === 'request');

const NAMES_HEADERS = new WeakMap<SourceFile, boolean>();

function namesHeaders(file: SourceFile): boolean {
  const known = NAMES_HEADERS.get(file) ?? file.text.includes('headers');
  NAMES_HEADERS.set(file, known);
  return known;
}

/** The taint of a parameter that is a request to this server, or a part of one: the credentials that a caller presents. */
export const requestSecrets = (
  file: SourceFile,
  declaration: Declaration,
  code: Code,
): Taint | undefined =>
  namesHeaders(file) && isOfRequest(file, declaration, code)
    ? boundTo(SECRETS, declaration, () => false)
    : undefined;
