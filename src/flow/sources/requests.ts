import type { Declaration } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { writesIn } from '../writes.js';
import { boundTo, type Taint } from '../taint.js';
import { lastName } from '../values/children.js';

const TYPES = /^([\w$]+\.)?(IncomingMessage|Request)\b/;
/** Functions that call another one with a request and a response. */
const SERVES = /^(createServer|use|all|get|post|put|patch|delete)$/;
const SECRETS: Taint = [
  ['headers', 'authorization'],
  ['headers', 'cookie'],
];

/** The taint of a parameter that is a request to this server, or a part of one: the credentials that a caller presents. */
export function requestSecrets(file: SourceFile, declaration: Declaration): Taint | undefined {
  const { kind, type, parameter } = declaration;
  if (kind !== 'parameter' || !file.text.includes('headers')) return undefined;
  const fact = file.facts.functions[declaration.within];
  const annotated = type ?? fact?.parameters[parameter ?? -1]?.type;
  const isRequest = annotated === undefined ? isServed(file, declaration) : TYPES.test(annotated);
  return isRequest ? boundTo(SECRETS, declaration, () => false) : undefined;
}

function isServed(file: SourceFile, { within, parameter }: Declaration): boolean {
  const callback = writesIn(file).callbacks.get(within);
  const hasResponse = (file.facts.functions[within]?.parameters.length ?? 0) > 1;
  return (
    parameter === 0 && hasResponse && SERVES.test(callback ? lastName(callback.call.callee) : '')
  );
}
