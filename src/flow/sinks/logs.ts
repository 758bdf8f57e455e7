import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { externalName } from '../values/external-name.js';

/** Functions of the language that write a log. */
export const WRITES = /^#(console\.\w+|process\.(stdout|stderr)\.write)$/;
const LOGGER = /^(?:.*\.)?(?:log|logger)(?:\.(?:trace|debug|info|warn|error|fatal|log))?$/;

/** A call that writes its arguments to a log, by where it comes from or by its name. */
export function isLog({ file, value: call }: Located<CallValue>, code: Code): boolean {
  if (call.arguments.length === 0 || call.construct) return false;
  const name = externalName(code, { file, value: call.callee });
  return (
    (name !== undefined && WRITES.test(name)) ||
    LOGGER.test(code.path(call.callee)) ||
    isDebugLog({ file, value: call.callee }, code)
  );
}

/** Made by `debuglog()` of Node. */
function isDebugLog(callee: Located, code: Code): boolean {
  const { file, value } = code.resolve(callee);
  return (
    value.is === 'call' &&
    externalName(code, { file, value: value.callee }) === 'node:util#debuglog'
  );
}
