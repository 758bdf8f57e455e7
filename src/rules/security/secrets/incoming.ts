import type { Declaration } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { usesIn } from '../follow/written.js';
import { into, type Ways } from '../follow/ways.js';
import { lastName } from '../values/parts.js';

const TYPES = /^([\w$]+\.)?(IncomingMessage|Request)\b/;
/** These hand requests, and what answers them, to a function. */
const SERVES = /^(createServer|use|all|get|post|put|patch|delete)$/;
const SECRETS: Ways = [
  ['headers', 'authorization'],
  ['headers', 'cookie'],
];

/** Where a parameter has what somebody presents to this server: it is a request, or taken out of one. */
export function presentedIn(file: SourceFile, declaration: Declaration): Ways | undefined {
  const { kind, type, parameter } = declaration;
  if (kind !== 'parameter' || !file.text.includes('headers')) return undefined;
  const fact = file.facts.functions[declaration.within];
  const annotated = type ?? fact?.parameters[parameter ?? -1]?.type;
  const isRequest = annotated === undefined ? isServed(file, declaration) : TYPES.test(annotated);
  return isRequest ? into(SECRETS, declaration, () => false) : undefined;
}

function isServed(file: SourceFile, { within, parameter }: Declaration): boolean {
  const handed = usesIn(file).handed.get(within);
  const answers = (file.facts.functions[within]?.parameters.length ?? 0) > 1;
  return parameter === 0 && answers && SERVES.test(handed ? lastName(handed.call.callee) : '');
}
