import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import { foreignName } from '../values/origins.js';
import { SERVERS } from './servers.js';

export interface Listener {
  call: Located<CallValue>;
  /** Undefined where nothing says where to listen. */
  host: Located | undefined;
  unsaid: 'everywhere' | 'loopback';
}

/** What a call of `listen` on a server says about where. */
export function listenerOf(call: Located<CallValue>, code: Code): Listener | undefined {
  const { callee, arguments: given } = call.value;
  if (callee.is !== 'member' || callee.name !== 'listen') return undefined;
  const unsaid = serverKind({ file: call.file, value: callee.object }, code);
  if (unsaid === undefined) return undefined;
  const located = (value: Value) => ({ file: call.file, value });
  const [first, second] = given;
  const options = first && code.object(located(first));
  if (options?.partial) return undefined;
  if (options) return { call, host: options.properties.find(({ key }) => key === 'host'), unsaid };
  // A path or a handle is no address.
  if (first && typeof code.constant(located(first)) === 'string') return undefined;
  const isHost =
    second && second.is !== 'function' && !(second.is === 'literal' && second.type === 'number');
  const callback = isHost && code.functions(located(second)).length > 0;
  return { call, host: isHost && !callback ? located(second) : undefined, unsaid };
}

function serverKind({ file, value }: Located, code: Code) {
  const made = code.resolve({ file, value });
  if (made.value.is !== 'call') return undefined;
  const name = foreignName(code, { file: made.file, value: made.value.callee });
  return name === undefined ? undefined : SERVERS[name];
}
