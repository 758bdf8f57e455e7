import type { Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import { foreignName } from '../values/origins.js';
import { lastName } from '../values/parts.js';
import { classAt } from './fields.js';
import type { Follow, Scope } from './follow.js';
import {
  ALL,
  begins,
  HELD,
  holds,
  joined,
  merged,
  NOWHERE,
  shown,
  step,
  under,
  type Ways,
} from './ways.js';

/** Functions whose result begins with what went in first. */
const FIRST =
  /^(#String|#decodeURIComponent|#decodeURI|#URL|#Request|node:url#(URL|fileURLToPath|pathToFileURL)|node:path(\/posix|\/win32)?#((posix|win32)\.)?(join|normalize|dirname))$/;
/** Functions whose result any of their arguments can take over. */
const ANY = /^(#Object\.(values|entries)|node:path(\/posix|\/win32)?#((posix|win32)\.)?resolve)$/;
/** Functions whose result has the same parts as what went in. */
const SAME =
  /^#(Object\.(assign|freeze|fromEntries)|structuredClone|Promise\.(resolve|all|race)|Array\.from|Headers|URLSearchParams|Map|Set)$/;
/** Methods whose result has the same parts as what they are called on. */
const SAME_PARTS =
  /^(values|entries|filter|slice|reverse|toReversed|sort|toSorted|flat|then|catch|finally|clone)$/;

/** Where in the result of a call there is some of what is followed. */
export function resultOf(follow: Follow, call: Located<CallValue>, scope: Scope): Ways {
  const { file, value } = call;
  const of = (part: Value) => follow.in({ file, value: part }, scope);
  const target = follow.code.target(call);
  const given = value.arguments;
  if (follow.subject.hides?.test(lastName(value.callee))) return NOWHERE;
  const made = value.construct ? classAt(follow.code, { file, value: value.callee }) : undefined;
  if (made) return follow.fields(made);
  if (target.is === 'function') return follow.returned(target, given.map(of), scope);
  const name = foreignName(follow.code, { file, value: value.callee }) ?? '';
  if (FIRST.test(name)) return joined(given.map(of));
  if (SAME.test(name)) return merged(given.map(of));
  if (ANY.test(name) || follow.subject.passes?.test(name))
    return given.map(of).some((ways) => shown(ways).length > 0) ? ALL : NOWHERE;
  return value.construct ? NOWHERE : ofMethod(follow, call, scope);
}

function ofMethod(follow: Follow, call: Located<CallValue>, scope: Scope): Ways {
  const { file, value } = call;
  const { callee, arguments: given } = value;
  if (callee.is !== 'member') return NOWHERE;
  const { object, name } = callee;
  const { keeps, methods } = follow.subject;
  const of = (part: Value) => follow.in({ file, value: part }, scope);
  const [first] = given;
  switch (name) {
    case 'get':
      return step(of(object), first?.is === 'string' ? first.value : '*', keeps);
    case 'join': {
      const list = follow.code.resolve({ file, value: object }).value;
      if (list.is === 'array' && list === object)
        return joined(list.items.map((item) => (item ? of(item) : NOWHERE)));
      return joined([step(of(object), '*', () => true)]);
    }
    case 'map':
      return first ? mapped(follow, { file, value: first }, of(object), scope) : NOWHERE;
    case 'concat': {
      const added = merged(given.map(of));
      const parts = holds(added) ? [HELD, under('*', added)] : [added];
      return merged([of(object), ...parts]);
    }
  }
  if (/^replace(All)?$/.test(name) && first && isWhitelist(first)) return NOWHERE;
  if (!SAME_PARTS.test(name) && !methods.test(name)) return NOWHERE;
  const ways = of(object);
  if (begins(ways) || holds(ways)) {
    if (!methods.test(name)) return NOWHERE;
    return name === 'split' ? under('*', ALL) : begins(ways) ? ALL : HELD;
  }
  const isFilled = /^(replace|replaceAll|padStart|padEnd)$/.test(name) && given.map(of).some(holds);
  if (isFilled) return HELD;
  return SAME_PARTS.test(name) ? ways : begins(step(ways, '*', keeps)) ? ALL : NOWHERE;
}

/** A list of what the function makes of each: `map(encodeURIComponent)`, `map((id) => Number(id))`. */
function mapped(follow: Follow, callback: Located, list: Ways, scope: Scope): Ways {
  const item = step(list, '*', follow.subject.keeps);
  if (item.length === 0) return NOWHERE;
  const made = follow.code.functions(callback).findLast((each) => each.function.body);
  if (made) return under('*', follow.returned(made, [item], scope));
  const name = foreignName(follow.code, callback);
  const isSame = name !== undefined && (FIRST.test(name) || follow.subject.passes?.test(name));
  return isSame ? under('*', item) : NOWHERE;
}

/** `replace(/[^\\w.-]/g, '')`: nothing is left that could lead anywhere. */
const isWhitelist = (pattern: Value) =>
  pattern.is === 'literal' && /^\/\[\^(\\[wd.-]|[^\]\\/])*\]\+?\/\w*g/.test(String(pattern.value));
