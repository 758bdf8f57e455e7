import type { Code, Located } from '../../model/code.js';
import type { CallValue, Declaration, Span } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { isNetworkCall, sendsRequest } from '../sinks/network.js';
import { TaintTracker } from '../tracker.js';
import { TAINTED, boundTo, type Taint } from '../taint.js';
import { isModelMessage, makesModelMessage } from '../sinks/model-messages.js';
import { passedTo } from '../values/passed.js';
import { contains } from '../values/spans.js';

/** Properties of a response or an error that hold text of the API. */
const WORDS =
  /^(\*|\d+|errors?|messages?|error_?message|error_description|details?|reason|body|data|stack|cause|text|content)$/i;
const OF_RESPONSE: Taint = [['body'], ['data']];

/** Methods of a promise, and which of their arguments gets an error. */
const FAILED: Readonly<Record<string, number>> = { catch: 0, then: 1 };

const TRACKERS = new WeakMap<Code, TaintTracker>();

/** Tracks text that an API has sent, and messages of errors that other code has thrown. */
export function upstreamFlow(code: Code): TaintTracker {
  let tracker = TRACKERS.get(code);
  if (!tracker) {
    tracker = new TaintTracker(code, {
      source: (value) => sourceTaint(value, code),
      keepsKey,
      methods:
        /^(slice|substring|substr|trim|trimStart|trimEnd|replace|replaceAll|toString|split|at|filter|flat)$/,
      propagators: /^(#JSON\.(stringify|parse)|#Buffer\.(concat|from)|node:util#(inspect|format))$/,
      isSink: (call) => makesModelMessage(call, code),
      sanitizers: /redact|saniti[sz]e|scrub/i,
    });
    TRACKERS.set(code, tracker);
  }
  return tracker;
}

const keepsKey = (key: string) => WORDS.test(key);

function sourceTaint({ file, value }: Located, code: Code): Taint | undefined {
  switch (value.is) {
    case 'member':
      return /^(stack|statusText)$/.test(value.name) ? TAINTED : undefined;
    case 'call':
      if (isBody(value)) return TAINTED;
      if (code.runtime(code.target({ file, value }))?.sends) return OF_RESPONSE;
      return isNetworkCall(code.target({ file, value })) ? OF_RESPONSE : undefined;
    case 'name': {
      const declaration = file.facts.declarations[value.declaration];
      const isCaught =
        declaration &&
        caught(file, declaration, code) &&
        !isOwnError(file, declaration, value, code);
      return isCaught ? boundTo(TAINTED, declaration, keepsKey) : undefined;
    }
    default:
      return undefined;
  }
}

const isBody = ({ callee, arguments: given }: CallValue) =>
  callee.is === 'member' && /^(text|json)$/.test(callee.name) && given.length === 0;

/** The error of a block or a promise that sends a request. */
function caught(file: SourceFile, { kind, tried, within, parameter }: Declaration, code: Code) {
  if (kind === 'catch') return tried !== undefined && sendsIn(file, tried, code);
  const made = file.facts.functions[within];
  if (kind !== 'parameter' || parameter !== 0 || !made) return false;
  return code
    .handed({ file, function: made })
    .some(({ file: from, value: { callee }, position }) => {
      const catches = callee.is === 'member' && FAILED[callee.name] === position;
      return catches && sendsIn(from, callee.object, code);
    });
}

const sendsIn = (file: SourceFile, place: Span, code: Code) =>
  file.facts.calls.some((value) => contains(place, value) && mayRequest({ file, value }, code));

/** Also a function that another one is given: `guarded(() => callApi(…))`. */
const mayRequest = (call: Located<CallValue>, code: Code): boolean =>
  sendsRequest(code.target(call), code) ||
  passedTo({ file: call.file, value: call.value.callee }, code).some((passed) =>
    code.functions(passed).some((run) => sendsRequest({ is: 'function', ...run }, code)),
  );

/** After `if (error instanceof ToolError)`: the message is the project's own. */
const isOwnError = (file: SourceFile, error: Declaration, use: Span, code: Code): boolean =>
  file.facts.operations.some(({ operator, end, parts: [tested, type] }) => {
    if (operator !== 'instanceof' || end > use.start || tested?.is !== 'name' || !type)
      return false;
    const declaration = file.facts.declarations[tested.declaration];
    return declaration === error && isModelMessage({ file, value: type }, code);
  });
