import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import { foreignName } from '../values/origins.js';
import { lastName } from '../values/parts.js';
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
  const host = second && !isNoAddress(located(second), code) ? located(second) : undefined;
  return { call, host, unsaid };
}

function serverKind({ file, value }: Located, code: Code) {
  const made = code.resolve({ file, value });
  if (made.value.is !== 'call') return undefined;
  const name = foreignName(code, { file: made.file, value: made.value.callee });
  return name === undefined ? undefined : SERVERS[name];
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
