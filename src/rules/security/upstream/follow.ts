import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Declaration, Span } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { isNetworkCall, sendsRequest } from '../../contract/parts/network.js';
import { Follow } from '../follow/follow.js';
import { ALL, into, type Ways } from '../follow/ways.js';
import { usesIn } from '../follow/written.js';
import { isForTheModel } from './public-error.js';

/** Parts of an answer, or of an error, that hold somebody else's sentences. */
const WORDS =
  /^(\*|\d+|errors?|messages?|error_?message|error_description|details?|reason|body|data|stack|cause|text|content)$/i;
const OF_ANSWER: Ways = [['body'], ['data']];

const FOLLOWS = new WeakMap<Code, Follow>();

/** Where values have what the API or the runtime said, word for word. */
export function upstreamIn(code: Code): Follow {
  let follow = FOLLOWS.get(code);
  if (!follow) {
    follow = new Follow(code, {
      seed: (value) => seed(value, code),
      keeps,
      methods:
        /^(slice|substring|substr|trim|trimStart|trimEnd|replace|replaceAll|toString|split|at|filter|flat)$/,
      passes: /^(#JSON\.(stringify|parse)|#Buffer\.(concat|from)|node:util#(inspect|format))$/,
      judged: ({ file, value }) =>
        value.construct && isForTheModel({ file, value: value.callee }, code),
      hides: /redact|saniti[sz]e|scrub/i,
    });
    FOLLOWS.set(code, follow);
  }
  return follow;
}

const keeps = (key: string) => WORDS.test(key);

function seed({ file, value }: Located, code: Code): Ways | undefined {
  switch (value.is) {
    case 'member':
      return /^(stack|statusText)$/.test(value.name) ? ALL : undefined;
    case 'call':
      if (isBody(value)) return ALL;
      if (code.runtime(code.target({ file, value }))?.sends) return OF_ANSWER;
      return isNetworkCall(code.target({ file, value })) ? OF_ANSWER : undefined;
    case 'name': {
      const declaration = file.facts.declarations[value.declaration];
      const isCaught =
        declaration && caught(file, declaration, code) && !isOurs(file, declaration, value, code);
      return isCaught ? into(ALL, declaration, keeps) : undefined;
    }
    default:
      return undefined;
  }
}

const isBody = ({ callee, arguments: given }: CallValue) =>
  callee.is === 'member' && /^(text|json)$/.test(callee.name) && given.length === 0;

/** An error of a block, or of a promise, that sends a request. */
function caught(file: SourceFile, { kind, tried, within, parameter }: Declaration, code: Code) {
  const sends = (place: Span) =>
    file.facts.calls.some(
      (value) =>
        place.start <= value.start &&
        value.end <= place.end &&
        sendsRequest(code.target({ file, value }), code),
    );
  if (kind === 'catch') return tried !== undefined && sends(tried);
  if (kind !== 'parameter' || parameter !== 0) return false;
  const callee = usesIn(file).handed.get(within)?.call.callee;
  return callee?.is === 'member' && callee.name === 'catch' && sends(callee.object);
}

/** `if (error instanceof ToolError)` stands before: its words are the project's own. */
function isOurs(file: SourceFile, error: Declaration, use: Span, code: Code): boolean {
  const before = file.text.slice(error.end, use.start);
  return Array.from(before.matchAll(/\b([\w$]+)\s+instanceof\s+([\w$]+)/g)).some(
    ([, name, className]) => {
      const declaration = file.facts.declarations.findIndex((each) => each.name === className);
      const value = { is: 'name', name: className ?? '', declaration, start: 0, end: 0 } as const;
      return name === error.name && declaration !== -1 && isForTheModel({ file, value }, code);
    },
  );
}
