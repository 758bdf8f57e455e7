import { lastName } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import { possibleValues } from '../../../flow/values/possible.js';
import { isLog } from '../../../flow/sinks/logs.js';
import type { Code, Located, LocatedFunction, Step } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';

/** Globals and modules that only compute, wait or log. */
const INSIDE =
  /^#(Error|\w+Error|Map|Set|WeakMap|WeakSet|WeakRef|Array|Object|JSON|Math|Date|Promise|String|Number|Boolean|BigInt|Symbol|URL|URLSearchParams|console|structuredClone|performance|crypto|Buffer|Intl|setTimeout|setInterval|setImmediate|queueMicrotask|clear\w+)(\.|$)|^node:(crypto|util|path|assert|timers|timers\/promises|events|perf_hooks)#|^mcp-provider(\/v1)?#(log|ToolError)$/;
/** Collections in memory: of JavaScript, and of packages for caches. */
const COLLECTIONS =
  /^#(Map|Set|WeakMap|WeakSet|Array)$|^(lru-cache|quick-lru|@isaacs\/ttlcache|node-cache|tiny-lru)#/;
/** `setInterval(…).unref()`, `scopes.join(' ')`, `pending.set(id, value)` */
const COLLECTS =
  /^(get|set|has|add|push|unshift|pop|shift|delete|clear|keys|values|entries|join|map|filter|some|every|includes|find|forEach|slice|concat|sort|at|split|trim|toString|toISOString|replace|replaceAll|startsWith|endsWith|toLowerCase|toUpperCase|unref|ref|then|catch|finally|next)$/;

/** Whether anything that it runs has an effect outside of the memory of the process, as far as that can be seen. */
export function reachesOutside(start: LocatedFunction, code: Code): boolean {
  for (const step of code.execution(start)) if (isOutside(step, code)) return true;
  return false;
}

/** What reads, writes or sends, opens a browser, or makes a server that does not listen yet. */
const SERVES_NOTHING =
  /^#(fetch|process)(\.|$)|^node:((fs|dns)(\/promises)?|os|process|readline(\/promises)?)#|^node:https?#(createServer|Server|request|get)$|^open#/;
const ABOUT_SERVERS =
  /^(getCredentials|saveCredentials|signOut|on|once|close|address|setTimeout|json|text|write|writeHead|setHeader|end)$/;

/** Whether anything that it runs may be a server that listens. */
export function startsServer(start: LocatedFunction, code: Code): boolean {
  for (const step of code.execution(start)) {
    const { file, value } = step.call;
    const name = externalName(code, { file, value: value.callee }) ?? '';
    const isNone =
      SERVES_NOTHING.test(name) ||
      ABOUT_SERVERS.test(lastName(value.callee)) ||
      code.runtime({ file, value: value.callee })?.sends !== undefined;
    if (!isNone && isOutside(step, code)) return true;
  }
  return false;
}

function isOutside(
  { call: { file, value }, target }: Pick<Step, 'call' | 'target'>,
  code: Code,
  seen = new Set<Value>(),
): boolean {
  if (target.is === 'function' || isLog({ file, value }, code)) return false;
  const { callee } = value;
  if (INSIDE.test(externalName(code, { file, value: callee }) ?? '')) return false;
  if (callee.is !== 'member' || !COLLECTS.test(callee.name)) return true;
  if (seen.has(value)) return false;
  seen.add(value);
  return !possibleValues({ file, value: callee.object }, code).every((each) =>
    isData(each, code, seen),
  );
}

/** A collection, a text, or something of a parameter. */
function isData({ file, value }: Located, code: Code, seen: Set<Value>): boolean {
  switch (value.is) {
    case 'call':
      return value.construct
        ? COLLECTIONS.test(externalName(code, { file, value: value.callee }) ?? '')
        : !isOutside({ call: { file, value }, target: code.target({ file, value }) }, code, seen);
    case 'name':
    case 'member': {
      const origin = code.origin({ file, value });
      return origin.is === 'declared' && origin.declaration.kind === 'parameter';
    }
    default:
      return true;
  }
}
