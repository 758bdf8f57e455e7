import { isNetworkCall } from '../../../flow/sinks/network.js';
import { requestFlow } from '../../../flow/sources/request-data.js';
import { isTainted, startsTainted, type Taint, TAINTED } from '../../../flow/taint.js';
import { TaintTracker } from '../../../flow/tracker.js';
import { lastName } from '../../../flow/values/children.js';
import { possibleValues } from '../../../flow/values/possible.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { CallValue, MemberValue, Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { words } from '../../../model/secret-names.js';
import { isCompared } from '../redirects/compared.js';

const OF_RESPONSE: Taint = [['body'], ['data']];
/** What is about the response itself, and addresses that only the API itself sets: of its pages and of its parts. */
const OF_API =
  /^(status|ok|length|size|headers|type)$|(^|_)(next|prev|previous|page|paging|pagination|cursor|continuation|links?|self|href|endpoint|instance|api|base|server|service|host|domain|operation|poll|status|upload)(_|$)/;
const HOST = /^(host|hostname|origin)$/;
/** `url.startsWith(BASE)`, `OURS.test(url)` */
const MATCHES = /^(startsWith|test|match|exec)$/;
/** Elsewhere "location" is the place of what a request has created. */
const REDIRECTS = /\bmanual\b|\b30[12378]\b/;
/** It says nothing about the host. */
const SCHEME = /^\W*https\??\W*$/;

const TRACKERS = new WeakMap<Code, TaintTracker>();

/** Tracks what users of the API may have written into its responses. */
function bodyFlow(code: Code): TaintTracker {
  let tracker = TRACKERS.get(code);
  if (!tracker) {
    tracker = new TaintTracker(code, {
      source: (value) => (value.value.is === 'call' ? ofCall(value.value, value, code) : undefined),
      keepsKey: (key) => !OF_API.test(words(key)),
      methods: /^(map|filter|slice|find|at|then|catch|finally|trim|toString|replace)$/,
      propagators: /^(#JSON\.parse|#structuredClone|#String)$/,
    });
    TRACKERS.set(code, tracker);
  }
  return tracker;
}

function ofCall(call: CallValue, { file }: Located, code: Code): Taint | undefined {
  const { callee, arguments: given } = call;
  if (callee.is === 'member' && /^(json|text)$/.test(callee.name) && given.length === 0)
    return TAINTED;
  if (callee.is === 'member' && isLocation(callee, given) && REDIRECTS.test(file.text))
    return TAINTED;
  const target = code.target({ file, value: call });
  const sends = isNetworkCall(target) || code.runtime(target)?.sends !== undefined;
  return sends ? OF_RESPONSE : undefined;
}

/** `response.headers.get('location')` */
const isLocation = ({ object, name }: MemberValue, [header]: readonly Value[]): boolean =>
  name === 'get' &&
  lastName(object) === 'headers' &&
  header?.is === 'string' &&
  header.value.toLowerCase() === 'location';

/** A response or a request to this server names the whole address, and no code compares its host. */
export function isReceivedAddress(address: Located, code: Code): boolean {
  // Functions that send a request are also given one, with "url".
  const flows = [bodyFlow(code), ...(lastName(address.value) === 'url' ? [] : [requestFlow(code)])];
  const flow = flows.find((each) => startsTainted(each.taint(address)));
  if (!flow || comparesHost(address, flow)) return false;
  let isChecked = false;
  possibleValues(startOf(address), code, (each) => {
    isChecked ||= isCompared(each, code);
    return isChecked;
  });
  return !isChecked;
}

/** Code in the same file looks at the host of such an address or matches such a text, or a function that it passes one to. */
function comparesHost({ file }: Located, flow: TaintTracker): boolean {
  const files = COMPARING.get(flow) ?? new Map<SourceFile, boolean>();
  COMPARING.set(flow, files);
  let compares = files.get(file);
  if (compares === undefined) {
    const passing = file.facts.calls.filter((value) =>
      value.arguments.some((given) => isTainted(flow.taint({ file, value: given }))),
    );
    const runs = passing.flatMap((value) => flow.code.implementations({ file, value }));
    compares =
      comparesIn(file, file.facts, flow) ||
      [...new Map(runs.map((run) => [run.function, run])).values()].some((run) =>
        comparesIn(run.file, factsInside(run), flow),
      );
    files.set(file, compares);
  }
  return compares;
}

const COMPARING = new WeakMap<TaintTracker, Map<SourceFile, boolean>>();

type Compared = Pick<SourceFile['facts'], 'members' | 'declarations' | 'calls'>;

function comparesIn(file: SourceFile, facts: Compared, flow: TaintTracker): boolean {
  const isReceived = (value: Value) => isTainted(flow.taint({ file, value }));
  return (
    facts.members.some((member) => readsHost(member, isReceived)) ||
    facts.declarations.some(
      ({ init, path: [key = ''] }) => HOST.test(key) && init && isReceived(init),
    ) ||
    facts.calls.some(({ callee, arguments: [given] }) => {
      if (callee.is !== 'member' || !MATCHES.test(callee.name) || !given) return false;
      const sides = [callee.object, given];
      return (
        sides.some(isReceived) && !sides.some((side) => isScheme({ file, value: side }, flow.code))
      );
    })
  );
}

/** Also where more follows: `url.hostname.endsWith('.acme.dev')`. */
const readsHost = (value: Value, isReceived: (value: Value) => boolean): boolean =>
  value.is === 'member' &&
  ((HOST.test(value.name) && isReceived(value.object)) || readsHost(value.object, isReceived));

/** Those in a function. */
function factsInside({ file: { facts }, function: made }: LocatedFunction): Compared {
  const isIn = (each: Span) => contains(made, each);
  return {
    members: facts.members.filter(isIn),
    declarations: facts.declarations.filter(isIn),
    calls: facts.calls.filter(isIn),
  };
}

function isScheme(located: Located, code: Code): boolean {
  const { value } = code.resolve(located);
  const text = value.is === 'literal' ? value.value : code.constant(located);
  return typeof text === 'string' && SCHEME.test(text.replace(/\\/g, '').replace(/\/\w*$/, ''));
}

/** The text that the address begins with. */
function startOf({ file, value }: Located): Located {
  const first = firstOf(value);
  return first ? startOf({ file, value: first }) : { file, value };
}

function firstOf(value: Value): Value | undefined {
  if (value.is === 'template') return value.values[0];
  if (value.is === 'compound' && value.operator === '+') return value.parts[0];
  return value.is === 'call' && value.construct ? value.arguments[0] : undefined;
}
