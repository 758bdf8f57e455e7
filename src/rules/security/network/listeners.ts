import type { Code, KnownObject, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import { externalName } from '../../../flow/values/external-name.js';
import { lastName } from '../../../flow/values/children.js';
import { possibleValues } from '../../../flow/values/possible.js';
import { SERVERS, STARTERS } from './servers.js';

export interface Listener {
  call: Located<CallValue>;
  /** Undefined where no host is set. */
  host: Located | undefined;
  unsaid: 'everywhere' | 'loopback';
}

/** The host that a listening call sets. */
export function listenerOf(call: Located<CallValue>, code: Code): Listener | undefined {
  const { callee, arguments: given } = call.value;
  if (callee.is !== 'member' || callee.name !== 'listen') return startedBy(call, code);
  const unsaid = serverKind({ file: call.file, value: callee.object }, code);
  if (unsaid === undefined) return undefined;
  const located = (value: Value) => ({ file: call.file, value });
  const [first, second] = given;
  const options = first && code.object(located(first));
  if (first && options) {
    if (hasPath(options)) return undefined; // a socket of this computer
    const host = hostIn(options);
    if (!options.partial) return { call, host, unsaid };
    return !host && mayLackHost(located(first), code) ? { call, host, unsaid } : undefined;
  }
  // A path or a handle is no address.
  if (first && typeof code.constant(located(first)) === 'string') return undefined;
  const host = second && !isNoAddress(located(second), code) ? located(second) : undefined;
  return { call, host, unsaid };
}

/** `serve({ fetch, port })` */
function startedBy(call: Located<CallValue>, code: Code): Listener | undefined {
  const { file, value } = call;
  const name = externalName(code, { file, value: value.callee });
  const starter = name === undefined ? undefined : STARTERS[name];
  if (!starter) return undefined;
  const objects = value.arguments.flatMap((part) => code.object({ file, value: part }) ?? []);
  const keys = objects.flatMap(({ properties }) => properties.map(({ key }) => key));
  const isIdle = starter.when !== undefined && !keys.includes(starter.when);
  if (isIdle || objects.some(({ partial }) => partial)) return undefined;
  const host = objects.flatMap((each) => hostIn(each) ?? []).at(0);
  return { call, host, unsaid: 'everywhere' };
}

/** Each part that it spreads is known, and one way through them sets neither a host nor a path: `...(host ? { host } : {})`. */
function mayLackHost(options: Located, code: Code): boolean {
  const { file, value } = code.resolve(options);
  if (value.is !== 'object') return false;
  const spreads = value.entries.filter(({ is }) => is === 'spread');
  return spreads.every((spread) => {
    const parts = possibleValues({ file, value: spread.value }, code);
    const objects = parts.map((part) => code.object(part));
    const isKnown = parts.every(
      ({ value: part }, index) => part.is === 'literal' || objects[index]?.partial === false,
    );
    return isKnown && objects.some((object) => !object || !isAddressed(object));
  });
}

const isAddressed = (object: KnownObject) => hostIn(object) !== undefined || hasPath(object);

const hasPath = ({ properties }: KnownObject) => properties.some(({ key }) => key === 'path');

const hostIn = ({ properties }: KnownObject) =>
  properties.find(({ key }) => /^host(name)?$/.test(key));

/** Also where a function of the project makes the server. */
function serverKind(of: Located, code: Code): 'everywhere' | 'loopback' | undefined {
  const seen = new Set<Value>();
  const open = [of];
  for (let next = open.pop(); next; next = open.pop()) {
    const { file, value } = code.resolve(next);
    if (value.is !== 'call' || seen.has(value)) continue;
    seen.add(value);
    const name = externalName(code, { file, value: value.callee });
    const kind = SERVERS[name ?? ''];
    if (kind) return kind;
    const target = name === undefined ? code.target({ file, value }) : undefined;
    if (target?.is !== 'function') continue;
    open.push(...target.function.returned.map((made) => ({ file: target.file, value: made })));
  }
  return undefined;
}

/** A backlog, or what is called once the server listens. */
function isNoAddress({ file, value }: Located, code: Code): boolean {
  if (value.is === 'function' || (value.is === 'literal' && value.type === 'number')) return true;
  if (code.functions({ file, value }).length > 0) return true;
  const declaration = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  // `new Promise((resolve) => server.listen(port, resolve))`
  return (
    declaration?.parameter !== undefined &&
    file.facts.calls.some(
      ({ construct, callee, arguments: [executor] }) =>
        construct &&
        lastName(callee) === 'Promise' &&
        executor?.is === 'function' &&
        executor.function === declaration.within,
    )
  );
}
